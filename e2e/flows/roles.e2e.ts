import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { addPerson } from '../pages/people.ts';
import { signInAgain } from '../pages/sign-in.ts';
import { beginSmallVisit, officePart } from '../pages/small-visit.ts';
import { VisitPage } from '../pages/visit.ts';
import { demoPassword } from '../server-process.ts';

const notAllowed = 'Peran Anda tidak mengizinkan tindakan ini.';

function destinations(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Navigasi utama' }).getByRole('link');
}

test('each role sees its own pages, and is told so at the others', async ({ devices }) => {
  const assessor = await devices.as('asesor1');
  await expect(destinations(assessor)).toHaveText(['Kunjungan', 'Laporan', 'Akun']);
  for (const address of ['/tinjauan', '/kelola/pengguna']) {
    await assessor.goto(address);
    await expect(assessor.getByText(notAllowed)).toBeVisible();
  }

  const supervisor = await devices.as('supervisor');
  await expect(supervisor.getByRole('heading', { level: 1, name: 'Meja tinjauan' })).toBeVisible();
  await expect(destinations(supervisor)).toHaveText(['Tinjauan', 'Laporan', 'Akun']);
  await supervisor.goto('/kelola/pengguna');
  await expect(supervisor.getByText(notAllowed)).toBeVisible();

  const admin = await devices.as('admin');
  await expect(admin.getByRole('heading', { level: 1, name: 'Kelola' })).toBeVisible();
  await expect(destinations(admin)).toHaveText(['Tinjauan', 'Laporan', 'Kelola', 'Akun']);
});

test('a revoked session asks for a sign-in and loses nothing', async ({ devices }) => {
  const admin = await devices.as('admin');
  await addPerson(admin, { name: 'Rahmat Hidayat', userName: 'rahmat', roles: ['Asesor'] });
  const tablet = await devices.as('rahmat');
  const visit = await beginSmallVisit(tablet, { letter: 'ST/401/PC/XI/2026' });
  const { id } = visit;
  await tablet.context().setOffline(true);
  await visit.goTo(officePart);
  await visit.card('Ruang tunggu').getByRole('radio', { name: /^Ada/ }).check();
  await visit.isSaved();

  await admin.getByRole('row').filter({ hasText: 'rahmat' }).getByRole('button').click();
  await admin.getByRole('button', { name: 'Akhiri sesi' }).click();
  await expect(admin.getByText('Tidak ada sesi yang berjalan.')).toBeVisible();

  await tablet.context().setOffline(false);
  const pill = tablet.getByTitle('Buka halaman pengiriman');
  await expect(pill).toHaveText('Masuk lagi untuk mengirim');
  await expect(visit.card('Ruang tunggu').getByRole('radio', { name: /^Ada/ })).toBeChecked();
  await pill.click();
  await tablet.getByRole('link', { name: 'Masuk lagi', exact: true }).click();
  await signInAgain(tablet, 'rahmat', demoPassword);
  await expect(pill).toHaveText(/Semua terkirim/);

  const desk = await devices.as('supervisor');
  await desk.goto(`/tinjauan/${id}`);
  await expect(desk.getByRole('main').getByRole('listitem').filter({ hasText: 'Ruang tunggu' })).toContainText('Ada');
});

test('the administrator adds a person and an office, and both can be used at once', async ({ devices }) => {
  const admin = await devices.as('admin');
  await addPerson(admin, { name: 'Putri Maharani', userName: 'putri', roles: ['Asesor'] });
  await admin.getByRole('navigation', { name: 'Kelola' }).getByRole('link', { name: 'Kantor' }).click();
  await admin.getByRole('button', { name: 'Tambah kantor' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Tambah kantor' });
  await dialog.getByLabel('Nama kantor').fill('DPMPTSP Kota Serang');
  await dialog.getByLabel('Kabupaten atau kota').first().fill('kota serang');
  await dialog.getByRole('radio', { name: /^Kota Serang/i }).check();
  await dialog.getByLabel('Alamat').fill('Jl. Jenderal Sudirman No. 15, Kota Serang');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog).toBeHidden();
  await expect(admin.getByRole('row').filter({ hasText: 'DPMPTSP Kota Serang' })).toContainText('WIB');

  const tablet = await devices.as('putri');
  await tablet.getByRole('link', { name: 'Mulai kunjungan' }).click();
  await tablet.getByLabel('Cari kantor').fill('serang');
  await tablet.getByRole('radio', { name: /DPMPTSP Kota Serang/ }).check();
  await tablet.getByLabel('Instrumen').selectOption({ index: 1 });
  await tablet.getByRole('button', { name: 'Mulai kunjungan' }).click();
  await expect(tablet.getByRole('heading', { level: 1, name: 'DPMPTSP Kota Serang' })).toBeVisible();
  await expect(new VisitPage(tablet).way).toBeVisible();
});
