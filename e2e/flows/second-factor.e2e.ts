import AxeBuilder from '@axe-core/playwright';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from '../fixtures.ts';
import { addPerson } from '../pages/people.ts';
import { demoPassword } from '../server-process.ts';

test('a person switches on the second step, signs in by it, and by a recovery code', async ({ devices }) => {
  const admin = await devices.as('admin');
  await addPerson(admin, { name: 'Bayu Prakoso', userName: 'bayu', roles: ['Penyelia'] });
  const desk = await devices.as('bayu');
  await desk.goto('/akun');
  const part = desk.getByRole('region', { name: 'Verifikasi dua langkah' });
  await part.getByRole('button', { name: 'Mulai' }).click();
  await desk.getByRole('dialog').getByLabel('Kata sandi Anda').fill(demoPassword);
  await desk.getByRole('dialog').getByRole('button', { name: 'Lanjut' }).click();
  await expect(desk.getByRole('img', { name: 'Kode QR untuk aplikasi autentikator' })).toBeVisible();
  expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);
  const typed = (await desk.locator('.second-factor-secret').textContent()) ?? '';
  const totp = new TOTP({ secret: Secret.fromBase32(typed.replaceAll(' ', '')) });
  await desk.getByLabel('Kode enam angka dari aplikasi').fill(totp.generate());
  await desk.getByRole('button', { name: 'Nyalakan' }).click();
  const codes = await desk
    .getByRole('dialog', { name: 'Simpan kode pemulihan ini' })
    .getByRole('listitem')
    .allTextContents();
  expect(codes).toHaveLength(10);
  await desk.getByRole('button', { name: 'Sudah saya simpan' }).click();
  await expect(part.getByText(/Dipakai sejak/)).toBeVisible();

  const other = await devices.fresh();
  await other.goto('/');
  await other.getByLabel('Nama pengguna').fill('bayu');
  await other.getByLabel('Kata sandi', { exact: true }).fill(demoPassword);
  await other.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(other.getByLabel('Kode verifikasi')).toBeFocused();
  await other.getByLabel('Kode verifikasi').fill('000000');
  await other.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(other.getByText('Kode tidak cocok atau sudah pernah dipakai.').first()).toBeVisible();
  await other.getByLabel('Kode verifikasi').fill(codes[0] ?? '');
  await other.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Meja tinjauan' })).toBeVisible();
});
