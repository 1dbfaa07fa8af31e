import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { ReviewPage } from '../pages/review.ts';
import { beginSmallVisit, officeCards, officePart } from '../pages/small-visit.ts';
import { VisitPage } from '../pages/visit.ts';

async function closes(page: Page, visit: string): Promise<void> {
  await page.goto(`/kunjungan/${visit}/tutup`);
  await expect(page.getByRole('heading', { name: 'Catatan dari kantor' })).toBeVisible();
}

async function sent(page: Page): Promise<void> {
  await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/Semua terkirim/);
}

test('a remark written on two tablets is settled where the visit is closed, and the supervisor sees both until then', async ({
  devices,
}) => {
  const one = await devices.as('asesor1');
  const two = await devices.as('asesor2');
  const { id } = await beginSmallVisit(one, { letter: 'ST/402/PC/XI/2026', with: 'Yohanes Nggolut' });
  await sent(one);
  await expect(two.locator(`a[href="/kunjungan/${id}"]`)).toBeVisible();
  const remarks = [
    [one, 'Kantor akan memasang maklumat bulan depan.'],
    [two, 'Kantor meminta waktu tiga bulan.'],
  ] as const;
  for (const [page, remark] of remarks) {
    await closes(page, id);
    await page.context().setOffline(true);
    await page.getByRole('textbox', { name: /^Catatan dari kantor/ }).fill(remark);
    await page.getByRole('textbox', { name: /^Catatan dari kantor/ }).blur();
    await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/tersimpan/i);
  }
  for (const [page] of remarks) await page.context().setOffline(false);
  for (const [page] of remarks) await sent(page);
  const differing = one.getByRole('region', { name: 'Catatan dari kantor' }).getByRole('listitem');
  await expect(differing).toHaveCount(2);

  const desk = await devices.as('supervisor');
  await ReviewPage.open(desk, id);
  await expect(desk.getByText('1 isian berbeda belum dipilih')).toBeVisible();
  for (const [, remark] of remarks) await expect(desk.getByText(remark)).toBeVisible();

  await one.goto(`/kunjungan/${id}`);
  await expect(one.getByText('1 isian selain jawaban dicatat berlainan oleh dua tablet.')).toBeVisible();
  await one.getByRole('link', { name: 'Pilih yang benar' }).click();
  await differing.filter({ hasText: remarks[1][1] }).getByRole('button', { name: 'Pakai ini' }).click();
  await expect(one.getByText('1 isian berbeda belum dipilih')).toHaveCount(0);
  await expect(desk.getByText('1 isian berbeda belum dipilih')).toHaveCount(0);
});

test('a stray tap on an answer is taken back by one tap', async ({ devices }) => {
  const page = await devices.as('asesor1');
  const visit = await beginSmallVisit(page, { letter: 'ST/403/PC/XI/2026' });
  await visit.goTo(officePart);
  await expect(visit.cards).toHaveCount(officeCards);
  const card = new VisitPage(page).card('Maklumat layanan tersedia');
  await card.getByRole('radio', { name: /^Ada/ }).check();
  await expect(page.getByText('Jawaban diubah.')).toHaveCount(0);
  await card.getByRole('radio', { name: 'Tidak ada' }).check();
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(card.getByRole('radio', { name: /^Ada/ })).toBeChecked();
  await visit.isSaved();
  await page.reload();
  await visit.goTo(officePart);
  await expect(card.getByRole('radio', { name: /^Ada/ })).toBeChecked();
});
