import { join } from 'node:path';
import { type Download, expect, type Locator, type Page } from '@playwright/test';

/** The page of backup files, and the buttons that make them. */
export class BackupPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Makes a file from where the page stands; gives where it was saved. */
  async make(folder: string): Promise<string> {
    const download = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: 'Buat berkas cadangan' }).click();
    return await saved(await download, folder);
  }

  async open(): Promise<void> {
    await this.#page.getByTitle('Buka halaman pengiriman').first().click();
    await this.#page.getByRole('link', { name: 'Serahkan atau titipkan berkas cadangan' }).click();
    await expect(this.#page.getByRole('heading', { level: 1, name: 'Berkas cadangan' })).toBeVisible();
  }

  async choose(file: string): Promise<void> {
    await this.#page.getByLabel('Pilih berkas .tilik').setInputFiles(file);
  }

  get carried(): Locator {
    return this.#page.getByRole('region', { name: 'Dibawa perangkat ini' });
  }

  get handedIn(): Locator {
    return this.#page.getByRole('region', { name: 'Sudah diserahkan' });
  }
}

async function saved(download: Download, folder: string): Promise<string> {
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}
