import type { Locator, Page } from '@playwright/test';

/** The closing meeting and the last look. */
export class CloseVisitPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Lines of what is missing. */
  get lacks(): Locator {
    return this.#page.getByRole('region', { name: 'Yang belum lengkap' }).getByRole('listitem');
  }

  async addOfficial(name: string, post: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Tambah pejabat' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Tambah pejabat' });
    await dialog.getByRole('textbox', { name: 'Nama' }).fill(name);
    await dialog.getByRole('textbox', { name: 'Jabatan' }).fill(post);
    await dialog.getByRole('button', { name: 'Tambah', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async remark(text: string): Promise<void> {
    await this.#page.getByRole('textbox', { name: /^Catatan dari kantor/ }).fill(text);
    await this.#page.getByRole('button', { name: 'Simpan catatan' }).click();
  }

  /** Draws a line on the pad; `as` chooses whose signature it is. */
  async sign(as: 'asesor' | 'pejabat', name?: string): Promise<void> {
    const dialog = this.#page.getByRole('dialog', { name: `Tanda tangan ${as}` });
    await this.#page.getByRole('button', { name: `Tanda tangan ${as}` }).click();
    if (name !== undefined) await dialog.getByRole('textbox', { name: 'Nama' }).fill(name);
    const box = await dialog.getByRole('img', { name: /^Tanda tangan/ }).boundingBox();
    if (box === null) throw new Error('There is no pad to sign on.');
    await this.#page.mouse.move(box.x + 60, box.y + 60);
    await this.#page.mouse.down();
    await this.#page.mouse.move(box.x + 160, box.y + 110, { steps: 6 });
    await this.#page.mouse.move(box.x + 260, box.y + 50, { steps: 6 });
    await this.#page.mouse.up();
    await dialog.getByRole('button', { name: 'Simpan', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async myPartIsDone(): Promise<void> {
    await this.#page.getByRole('checkbox', { name: 'Bagian saya selesai' }).check();
  }

  async endWithoutScore(outcome: string, reason: string): Promise<void> {
    await this.#page.getByRole('radio', { name: outcome }).check();
    await this.#page.getByRole('textbox', { name: 'Alasan' }).fill(reason);
    await this.#page.getByRole('button', { name: 'Simpan hasil' }).click();
  }

  /** Presses submit and confirms; `summary` sees what the dialog says is missing. */
  async submit(): Promise<string> {
    await this.#page.getByRole('button', { name: /^(Ajukan untuk ditinjau|Ajukan lagi)$/ }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Ajukan sekarang?' });
    const summary = (await dialog.textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Ya, ajukan' }).click();
    await dialog.waitFor({ state: 'detached' });
    return summary;
  }

  get waiting(): Locator {
    return this.#page.getByText(/Menunggu jaringan; dikirim sendiri/);
  }

  get received(): Locator {
    return this.#page.getByText(/Sudah diajukan dan diterima server/);
  }
}
