import type { Locator, Page } from '@playwright/test';

/** The public page on which a report is checked, in Indonesian. */
export class VerificationPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async check(code: string): Promise<void> {
    await this.#page.goto('/verify');
    await this.#page.getByLabel('Kode verifikasi').fill(code);
    await this.#page.getByRole('button', { name: 'Periksa' }).click();
  }

  heading(name: string): Locator {
    return this.#page.getByRole('heading', { level: 1, name });
  }

  fact(term: string): Locator {
    return this.#page
      .locator('dl > div')
      .filter({ has: this.#page.getByText(term, { exact: true }) })
      .locator('dd');
  }
}
