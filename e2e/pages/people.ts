import { expect, type Page } from '@playwright/test';
import { demoPassword } from '../server-process.ts';

export interface NewPerson {
  readonly name: string;
  readonly userName: string;
  readonly roles: readonly string[];
}

/** As the administrator does it, on the page of people. */
export async function addPerson(page: Page, { name, userName, roles }: NewPerson): Promise<void> {
  await page.getByRole('button', { name: 'Tambah pengguna' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tambah pengguna' });
  await dialog.getByLabel('Nama', { exact: true }).fill(name);
  await dialog.getByLabel('Nama pengguna').fill(userName);
  await dialog.getByLabel('Kata sandi awal').fill(demoPassword);
  for (const role of ['Asesor', 'Penyelia', 'Administrator']) {
    await dialog.getByRole('checkbox', { name: role }).setChecked(roles.includes(role));
  }
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: userName })).toBeVisible();
}
