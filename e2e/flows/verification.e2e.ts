import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { ReviewPage } from '../pages/review.ts';
import { VerificationPage } from '../pages/verification.ts';

async function openFromDesk(page: Page, office: string, year: string): Promise<ReviewPage> {
  await page.goto('/tinjauan');
  await page.getByRole('button', { name: 'Semua kunjungan' }).first().click();
  await page.getByRole('row').filter({ hasText: office }).filter({ hasText: year }).getByRole('link').first().click();
  const review = new ReviewPage(page);
  await expect(review.tree).toBeVisible();
  return review;
}

async function codeIn(page: Page): Promise<string> {
  await page.getByText('Ringkasan kunjungan').click();
  return (await page.getByRole('link', { name: /^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/ }).textContent()) ?? '';
}

test('a stranger checks the published result of Cilegon by its code, without a session', async ({ devices }) => {
  const desk = await devices.as('supervisor');
  await openFromDesk(desk, 'Cilegon', '2022');
  const code = await codeIn(desk);
  const stranger = await devices.fresh();
  const verification = new VerificationPage(stranger);
  await verification.check(code.toLowerCase().replaceAll('-', ' '));
  await expect(verification.heading('Hasil ini sah dan final')).toBeVisible();
  await expect(verification.fact('Nilai')).toHaveText('85,03');
  await expect(verification.fact('Kategori')).toContainText('B');
  await expect(verification.fact('Hitung ulang')).toContainText('Sama.');
  await expect(stranger.getByText('Data ilustrasi, bukan catatan resmi kantor ini.')).toBeVisible();
  expect((await new AxeBuilder({ page: stranger }).analyze()).violations).toEqual([]);
  await stranger.getByRole('link', { name: 'English' }).click();
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This result is valid and final');
});

test('a code answers from the moment its result is published', async ({ devices }) => {
  const desk = await devices.as('supervisor');
  const review = await openFromDesk(desk, 'Jayapura', '2022');
  await expect(review.status).toHaveText('Disetujui');
  const code = await codeIn(desk);
  const stranger = await devices.fresh();
  const verification = new VerificationPage(stranger);
  await verification.check(code);
  await expect(verification.heading('Tidak ada hasil yang diterbitkan dengan kode ini')).toBeVisible();
  expect((await new AxeBuilder({ page: stranger }).analyze()).violations).toEqual([]);

  await review.publish();
  await verification.check(code);
  await expect(verification.heading('Hasil ini sah')).toBeVisible();
});

test('the page is the server’s own also where the app is installed', async ({ devices }) => {
  const tablet = await devices.as('asesor1');
  await tablet.evaluate(async () => void (await navigator.serviceWorker.ready));
  await tablet.goto('/verify');
  await expect(tablet.getByLabel('Kode verifikasi')).toBeVisible();
});
