import type { Locator, Page } from '@playwright/test';

/** The list of visits, and what leads to a new one. */
export class VisitsPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Through the rail, so that nothing is loaded anew. */
  async open(): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: 'Navigasi utama' })
      .getByRole('link', { name: 'Kunjungan' })
      .click();
    await this.#page.getByRole('heading', { name: 'Kunjungan', level: 1 }).waitFor();
  }

  /** A section by its heading: "Hari ini dan belum selesai", "Dikembalikan untuk diperbaiki" … */
  group(name: string): Locator {
    return this.#page.getByRole('region', { name });
  }

  card(office: string): Locator {
    return this.#page
      .getByRole('listitem')
      .filter({ has: this.#page.getByRole('heading', { name: office, level: 3 }) });
  }

  /** Starts a visit today and ends on its screen. Gives the visit's id. */
  async start(office: string, instrument: RegExp): Promise<string> {
    await this.#page.getByRole('link', { name: 'Mulai kunjungan' }).click();
    await this.#page.getByRole('searchbox', { name: 'Cari kantor' }).fill(office);
    await this.#page.getByRole('radio', { name: office }).check();
    const choice = this.#page.getByRole('combobox', { name: 'Instrumen' });
    const names = await choice.getByRole('option').allTextContents();
    await choice.selectOption({ label: names.find((name) => instrument.test(name)) ?? '' });
    await this.#page.getByRole('button', { name: 'Mulai kunjungan' }).click();
    await this.#page.waitForURL(/\/kunjungan\/[0-9a-f-]{36}/);
    return /kunjungan\/([0-9a-f-]{36})/.exec(this.#page.url())?.[1] ?? '';
  }
}
