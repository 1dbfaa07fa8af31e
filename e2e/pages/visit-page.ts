import type { Locator, Page } from '@playwright/test';

/** The screen where the day is spent. */
export class VisitPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(url: string, visit: string): Promise<void> {
    await this.#page.goto(`${url}/kunjungan/${visit}`);
    await this.score.waitFor();
  }

  /** The gauge; its name says the interval and the categories. */
  get score(): Locator {
    return this.#page.getByRole('img', { name: /^(Nilai|Belum ada nilai)/ }).first();
  }

  /** A part of the way by its title, e.g. "Sarana prasarana". */
  part(name: string | RegExp): Locator {
    return this.#page.getByRole('navigation', { name: 'Bagian kunjungan' }).getByRole('button', { name });
  }

  get cards(): Locator {
    return this.#page.getByRole('article');
  }

  card(question: string | RegExp): Locator {
    return this.#page.getByRole('article', { name: question });
  }

  async answer(question: string | RegExp, option: string | RegExp): Promise<void> {
    await this.card(question).getByRole('radio', { name: option }).check();
  }

  /** Answers every card on the page, by the place of the option in its list. */
  async answerAll(optionOf: (card: number) => number): Promise<number> {
    await this.cards.first().waitFor();
    const count = await this.cards.count();
    for (let at = 0; at < count; at++) await this.cards.nth(at).getByRole('radio').nth(optionOf(at)).check();
    return count;
  }

  /** All cards of the page: later ones are drawn while the first are read. */
  async allCards(count: number): Promise<void> {
    await this.cards.nth(count - 1).waitFor({ state: 'attached' });
  }

  /** Adds a subject that needs a name or a post; a respondent with a number only is added by the button alone. */
  async addSubject(kind: string, details: { readonly name?: string; readonly role?: string } = {}): Promise<void> {
    await this.#page
      .getByRole('button', { name: `Tambah ${kind}` })
      .first()
      .click();
    if (details.name === undefined && details.role === undefined) return;
    const dialog = this.#page.getByRole('dialog', { name: `Tambah ${kind}` });
    if (details.role !== undefined)
      await dialog.getByRole('combobox', { name: 'Jabatan' }).selectOption({ label: details.role });
    if (details.name !== undefined) await dialog.getByRole('textbox', { name: /^Nama/ }).fill(details.name);
    await dialog.getByRole('button', { name: 'Tambah', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  subject(name: string | RegExp): Locator {
    return this.#page.getByRole('list', { name: /^Pilih / }).getByRole('button', { name });
  }

  /** Takes photos for a question with the in-app camera. */
  async photograph(question: string | RegExp, count = 1): Promise<void> {
    await this.card(question).getByRole('button', { name: /^Foto/ }).first().click();
    await this.#shoot(count);
  }

  /** Photos first, questions later. */
  async photographForTray(count: number): Promise<void> {
    await this.#page.getByRole('button', { name: 'Kamera', exact: true }).click();
    await this.#shoot(count);
  }

  async #shoot(count: number): Promise<void> {
    const sheet = this.#page.getByRole('dialog');
    const taken = sheet.getByRole('listitem');
    for (let at = 0; at < count; at++) {
      await sheet.getByRole('button', { name: 'Ambil foto' }).click();
      await taken.nth(at).waitFor();
    }
    await sheet.getByRole('button', { name: 'Selesai' }).click();
    await sheet.waitFor({ state: 'detached' });
  }

  get tray(): Locator {
    return this.#page.getByRole('region', { name: 'Baki foto' });
  }

  async openTray(): Promise<void> {
    await this.#page.getByRole('button', { name: /^Belum ditautkan/ }).click();
    await this.tray.waitFor();
  }

  /** Attaches the first photo of the tray. */
  async attachTo(question: string | RegExp): Promise<void> {
    await this.tray
      .getByRole('button', { name: /^Foto yang diambil/ })
      .first()
      .click();
    await this.card(question).getByRole('button', { name: 'Tautkan foto di sini' }).click();
  }

  async writeNote(question: string | RegExp, text: string): Promise<void> {
    const card = this.card(question);
    await card.getByRole('button', { name: /^Catatan/ }).click();
    await card.getByRole('textbox', { name: /^Catatan/ }).fill(text);
    await card.getByRole('textbox', { name: /^Catatan/ }).blur();
  }

  /** Every tap so far is committed. */
  async saved(): Promise<void> {
    await this.#page.getByTitle('Tersimpan di perangkat').waitFor();
  }

  get nextMissing(): Locator {
    return this.#page.getByRole('button', { name: /Berikutnya/ });
  }

  /** The link in a second tablet's QR code. */
  async invite(): Promise<Locator> {
    await this.#page.getByRole('button', { name: 'Ajak tablet lain' }).click();
    return this.#page.getByRole('img', { name: /^Kode QR/ });
  }

  async close(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Tutup kunjungan' }).first().click();
    await this.#page.getByRole('heading', { name: 'Tutup kunjungan', level: 1 }).waitFor();
  }
}
