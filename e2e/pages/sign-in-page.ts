import type { Page } from '@playwright/test';

export class SignInPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  /** Ends with the navigation of the signed-in app on the page. */
  async signIn(userName: string, password: string): Promise<void> {
    await this.fill(userName, password);
    await this.#page.getByRole('navigation', { name: 'Navigasi utama' }).waitFor();
  }

  async fill(userName: string, password: string): Promise<void> {
    await this.#page.getByRole('textbox', { name: 'Nama pengguna' }).fill(userName);
    await this.#page.getByRole('textbox', { name: 'Kata sandi' }).fill(password);
    await this.#page.getByRole('button', { name: 'Masuk', exact: true }).click();
  }
}
