import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';

test('a person is added without a password, and chooses it by a one-time link', async ({ devices, server }) => {
  const admin = await devices.as('admin');
  await admin.getByRole('button', { name: 'Tambah pengguna' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Tambah pengguna' });
  await dialog.getByLabel('Nama', { exact: true }).fill('Maya Kusuma');
  await dialog.getByLabel('Nama pengguna').fill('maya');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  const shown = admin.getByRole('dialog', { name: 'Tautan untuk Maya Kusuma' });
  await expect(shown.getByRole('img', { name: 'Kode QR tautan sekali pakai' })).toBeVisible();
  const link = (await shown.getByText('/undangan#').textContent()) ?? '';
  await shown.getByRole('button', { name: 'Selesai' }).click();
  await expect(admin.getByRole('row').filter({ hasText: 'maya' })).toBeVisible();

  const tablet = await devices.fresh();
  const asked: string[] = [];
  tablet.on('request', (request) => asked.push(request.url()));
  await tablet.goto(link);
  await expect(tablet.getByText('Selamat datang, Maya Kusuma.')).toBeVisible();
  expect((await new AxeBuilder({ page: tablet }).analyze()).violations).toEqual([]);
  await tablet.getByLabel('Kata sandi baru').fill('pendek');
  await tablet.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(tablet.getByText('Kata sandi sedikitnya 10 karakter.')).toBeVisible();
  await tablet.getByLabel('Kata sandi baru').fill('angin pagi di teluk');
  await tablet.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(tablet.getByRole('navigation', { name: 'Navigasi utama' })).toBeVisible();
  await expect(tablet).toHaveURL(`${server.url}/`);
  expect(asked.filter((url) => url.includes(new URL(link).hash.slice(1)) && url.includes('/api/'))).toEqual([]);

  const late = await devices.fresh();
  await late.goto(link);
  await expect(late.getByText('Tautan ini tidak berlaku lagi')).toBeVisible();
  await late.getByRole('button', { name: 'Ke halaman masuk' }).click();
  await expect(late.getByRole('button', { name: 'Masuk', exact: true })).toBeVisible();

  await admin.getByRole('navigation', { name: 'Kelola' }).getByRole('link', { name: 'Catatan akses' }).click();
  const used = admin.getByRole('row').filter({ hasText: 'Masuk dengan tautan sekali pakai' });
  await expect(used.filter({ hasText: 'Maya Kusuma' })).toHaveCount(1);
  expect((await new AxeBuilder({ page: admin }).analyze()).violations).toEqual([]);

  await admin.getByRole('link', { name: 'Bukti keutuhan' }).click();
  await admin.getByRole('button', { name: 'Buat sekarang' }).click();
  // The server makes one by itself as well, once it has run for some minutes.
  await expect(admin.getByRole('row').filter({ hasText: /([0-9a-f]{8} ){7}[0-9a-f]{8}/ })).not.toHaveCount(0);
  expect((await new AxeBuilder({ page: admin }).analyze()).violations).toEqual([]);
});
