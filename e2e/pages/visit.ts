import { expect, type Locator, type Page } from '@playwright/test';

/** Other tests may have begun a visit there today: the app asks whether that one is meant. */
export async function beginAnyway(page: Page, begun: Locator): Promise<void> {
  const anyway = page.getByRole('button', { name: 'Tetap mulai baru' });
  await begun.or(anyway).first().waitFor();
  if (await anyway.isVisible()) await anyway.click();
}

/** The visit screen as an assessor uses it: by the words and roles on it. */
export class VisitPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Starts a visit from the list. Resolves on the visit's own page. */
  static async begin(page: Page, plan: { office: string; instrument: string; letter: string }): Promise<VisitPage> {
    await page.getByRole('link', { name: 'Mulai kunjungan' }).click();
    await page.getByRole('radio', { name: new RegExp(plan.office) }).check();
    await page.getByLabel('Instrumen').selectOption({ label: plan.instrument });
    await page.getByLabel('Nomor surat tugas').fill(plan.letter);
    await page.getByRole('button', { name: 'Mulai kunjungan' }).click();
    const visit = new VisitPage(page);
    await beginAnyway(page, visit.way);
    await expect(visit.way).toBeVisible();
    return visit;
  }

  get way(): Locator {
    return this.#page.getByRole('navigation', { name: 'Bagian kunjungan' });
  }

  get cards(): Locator {
    return this.#page.getByRole('article');
  }

  /** The score as the bar says it aloud. */
  async score(): Promise<string> {
    return (
      (await this.#page
        .getByRole('img', { name: /^Nilai/ })
        .first()
        .getAttribute('aria-label')) ?? ''
    );
  }

  async goTo(part: RegExp): Promise<void> {
    await this.way.getByRole('button', { name: part }).click();
  }

  /** Adds a subject that has a name or a post; fields that the kind does not ask for are left alone. */
  async addSubject(kind: string, details: { name?: string; post?: string } = {}): Promise<void> {
    await this.#page
      .getByRole('button', { name: `Tambah ${kind}` })
      .first()
      .click();
    const dialog = this.#page.getByRole('dialog');
    if (details.post !== undefined) await dialog.getByLabel('Jabatan').selectOption({ label: details.post });
    if (details.name !== undefined) await dialog.getByLabel(/^Nama/).fill(details.name);
    await dialog.getByRole('button', { name: 'Tambah' }).click();
    await expect(dialog).toBeHidden();
    if (details.name !== undefined) await this.isAsked(details.name);
  }

  /** Adds the next respondent, who has a number only. */
  async addRespondent(kind: string, name: string): Promise<void> {
    await this.#page
      .getByRole('button', { name: `Tambah ${kind}` })
      .first()
      .click();
    await this.isAsked(name);
  }

  /** The cards on the page are those of this subject. */
  async isAsked(name: string): Promise<void> {
    await expect(this.#page.getByRole('button', { name: new RegExp(`${name}(?!\\d)`), pressed: true })).toBeVisible();
  }

  /** Answers every card of the page; `choose` gives the position of the option, from the worst (0). */
  async answerAll(choose: (card: number) => number): Promise<number> {
    const count = await this.cardCount();
    for (let card = 0; card < count; card++) {
      const radios = this.cards.nth(card).getByRole('radio');
      await radios.nth(choose(card)).check();
    }
    return count;
  }

  /** Cards are drawn in slices: waits for the last. */
  async cardCount(): Promise<number> {
    await expect(this.cards).not.toHaveCount(0);
    await expect(this.#page.locator('.stop-part[aria-busy]')).toHaveCount(0);
    return await this.cards.count();
  }

  async isSaved(): Promise<void> {
    await expect(this.#page.getByTitle('Tersimpan di perangkat')).toBeVisible();
  }

  /** One photo by the in-app camera for a card that is on the page. */
  async photograph(card: Locator): Promise<void> {
    await card.scrollIntoViewIfNeeded();
    const open = card.getByRole('button', { name: 'Buka rincian' });
    if (await open.isVisible()) await open.click();
    await card.getByRole('button', { name: /^Foto/ }).first().click();
    await this.#page.getByRole('button', { name: 'Ambil foto' }).click();
    await expect(this.#page.getByRole('list', { name: 'Foto yang sudah diambil' }).getByRole('img')).not.toHaveCount(0);
    await this.#page.getByRole('button', { name: 'Selesai' }).click();
    await expect(card.getByRole('button', { name: /^Foto \(/ })).toBeVisible();
  }

  card(question: string | RegExp): Locator {
    return this.#page.getByRole('article', { name: question });
  }

  /** The gauge, whose name says score and category. */
  get gauge(): Locator {
    return this.#page.getByRole('img', { name: /^Nilai/ }).first();
  }

  get id(): string {
    const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(this.#page.url()) ?? [];
    if (id === undefined) throw new Error(`No visit in ${this.#page.url()}`);
    return id;
  }

  get tray(): Locator {
    return this.#page.getByRole('region', { name: 'Foto belum ditempatkan' });
  }

  /** Photos first, questions later. */
  async photographForTray(count: number): Promise<void> {
    await this.#page.getByRole('button', { name: 'Kamera', exact: true }).click();
    const sheet = this.#page.getByRole('dialog');
    for (let at = 0; at < count; at++) {
      await sheet.getByRole('button', { name: 'Ambil foto' }).click();
      await expect(sheet.getByRole('listitem')).toHaveCount(at + 1);
    }
    await sheet.getByRole('button', { name: 'Selesai' }).click();
    await expect(sheet).toBeHidden();
  }

  /** The link that the QR code for a second tablet holds. */
  async invitation(): Promise<string> {
    await this.#page.getByRole('button', { name: 'Ajak tablet lain' }).click();
    await this.#page.getByRole('button', { name: 'Salin tautan' }).click();
    await expect(this.#page.getByText('Tautan disalin')).toBeVisible();
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Selesai' }).click();
    return this.#page.evaluate(() => navigator.clipboard.readText());
  }
}
