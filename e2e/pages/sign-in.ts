import { expect, type Page } from '@playwright/test';

/** Signs in and waits until the app can do without a network: shell cached, directory and own visits fetched. */
export async function signIn(page: Page, url: string, userName: string, password: string): Promise<void> {
  await page.goto(url);
  await signInAgain(page, userName, password);
  await expect(page.getByRole('navigation', { name: 'Navigasi utama' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Semua terkirim/ })).toBeVisible();
  await expect.poll(() => page.evaluate(hasFetched)).toBe(true);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** In the page: the first look at the server is over, which the pill does not tell from a device that has nothing to send. */
async function hasFetched(): Promise<boolean> {
  const databases = await indexedDB.databases();
  for (const { name = '' } of databases) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      const fetched = db.transaction('kept').objectStore('kept').count('lastFetchedAt');
      await new Promise<void>((resolve, reject) => {
        fetched.onsuccess = () => resolve();
        fetched.onerror = () => reject(fetched.error);
      });
      if (fetched.result === 0) return false;
    } finally {
      db.close();
    }
  }
  return databases.length > 0;
}

/** Fills in the form that is on the page. */
export async function signInAgain(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel('Nama pengguna').fill(userName);
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}
