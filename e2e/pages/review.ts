import { expect, type Locator, type Page } from '@playwright/test';

/** One visit as the supervisor decides on it. */
export class ReviewPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  static async open(page: Page, visit: string): Promise<ReviewPage> {
    await page.goto(`/tinjauan/${visit}`);
    const review = new ReviewPage(page);
    await expect(review.tree).toBeVisible();
    return review;
  }

  get tree(): Locator {
    return this.#page.getByRole('navigation', { name: 'Dimensi dan indikator' });
  }

  get gauge(): Locator {
    return this.#page.getByRole('img', { name: /^Nilai/ }).first();
  }

  get status(): Locator {
    return this.#page
      .locator('main')
      .getByText(/^(Draf|Menunggu ditinjau|Dikembalikan|Disetujui|Diterbitkan|Final)$/)
      .first();
  }

  row(question: string): Locator {
    return this.#page
      .getByRole('list', { name: 'Jawaban', exact: true })
      .getByRole('listitem')
      .filter({ hasText: question });
  }

  async choose(question: string): Promise<void> {
    await this.tree.getByRole('button', { name: question }).first().click();
    await expect(this.#page.getByRole('heading', { level: 2, name: question })).toBeVisible();
  }

  /** Marks the chosen answer for correction. */
  async askForCorrection(reason: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Minta perbaikan' }).click();
    await this.#page.getByLabel('Apa yang harus diperbaiki?').fill(reason);
    await this.#page.getByRole('button', { name: 'Simpan' }).click();
    await expect(this.#page.getByText(reason).first()).toBeVisible();
  }

  async returnWith(message: string): Promise<void> {
    await this.#page.getByRole('button', { name: /^Kembalikan/ }).click();
    await this.#page.getByLabel('Pesan untuk tim').fill(message);
    await this.#page.getByRole('button', { name: 'Kembalikan sekarang' }).click();
    await expect(this.status).toHaveText('Dikembalikan');
  }

  async approve(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Setujui' }).click();
    await this.#page.getByRole('button', { name: 'Setujui sekarang' }).click();
    await expect(this.status).toHaveText('Disetujui');
  }
  async publish(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Terbitkan' }).click();
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Lanjutkan' }).click();
    await expect(this.status).toHaveText('Diterbitkan');
  }
}
