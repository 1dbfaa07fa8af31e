import type { Locator, Page } from '@playwright/test';

/** What waits, and why. */
export class SendingPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** By the status pill, which is on every page. */
  async open(): Promise<void> {
    await this.#page.getByRole('link', { name: /terkirim|Tersimpan|Mengirim|Masuk lagi|perlu dilihat/ }).click();
    await this.#page.getByRole('heading', { name: 'Pengiriman', level: 1 }).waitFor();
  }

  async sendNow(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Kirim sekarang' }).click();
  }

  get pill(): Locator {
    return this.#page.getByTitle('Buka halaman pengiriman');
  }

  /** Waits until nothing is unsent. */
  async allSent(): Promise<void> {
    await this.pill.filter({ hasText: 'Semua terkirim' }).waitFor({ timeout: 60_000 });
  }
}
