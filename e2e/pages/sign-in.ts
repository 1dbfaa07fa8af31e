import { expect, type Page } from '@playwright/test';

/** Signs in and waits until the app can do without a network: shell cached, directory and own visits fetched. */
export async function signIn(page: Page, url: string, userName: string, password: string): Promise<void> {
  await page.goto(url);
  await signInAgain(page, userName, password);
  await expect(page.getByRole('navigation', { name: 'Navigasi utama' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Semua terkirim/ })).toBeVisible();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Fills in the form that is on the page. */
export async function signInAgain(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel('Nama pengguna').fill(userName);
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}
