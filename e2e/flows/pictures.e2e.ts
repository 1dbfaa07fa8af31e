import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { showFirstPage } from '../pages/pdf-picture.ts';
import { VisitPage } from '../pages/visit.ts';

/*
 * The pictures of the README, made from the running app. They replace those in the repository only when asked, so that a test
 * run changes no file: TILIK_PICTURES=1 npx playwright test pictures
 */
const folder = process.env.TILIK_PICTURES === '1' ? 'docs/images' : 'test-results/images';
mkdirSync(folder, { recursive: true });

/** An hour at which a visit is under way, so that the times on the pictures stay the same. */
const hour = new Date('2026-11-24T10:42:00+07:00');

async function picture(of: Page | Locator, name: string): Promise<void> {
  await of.screenshot({ path: join(folder, name), animations: 'disabled', caret: 'hide' });
}

test('pictures of a visit on the tablet and on a phone', async ({ devices }) => {
  const page = await devices.as('asesor1', { colorScheme: 'light' });
  await page.clock.setFixedTime(hour);
  const visit = await VisitPage.begin(page, {
    office: 'DPMPTSP Kota Cilegon',
    instrument: 'Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2023 (v1)',
    letter: 'ST/142/XI/2026',
  });
  await visit.goTo(/^Kompetensi pelaksana/);
  await visit.addSubject('pelaksana', { name: 'Rina Marlina', post: 'Kepala bidang pelayanan' });
  await visit.answerAll((card) => (card % 3 === 0 ? 2 : 3));
  await visit.goTo(/^Standar pelayanan Unit/);
  await visit.answerAll((card) => (card === 2 ? 1 : 3));
  await visit.goTo(/^Sarana prasarana/);
  const card = visit.card('Ketersediaan sarana, prasarana, dan fasilitas bagi pengguna layanan');
  await card.getByRole('button', { name: /^Foto/ }).first().click();
  await page.getByLabel('Pilih dari berkas').setInputFiles('src/server/demo/photos/waiting-room.jpg');
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Selesai' }).click();
  await expect(card.getByRole('button', { name: /^Foto yang diambil/ })).toBeVisible();
  await visit.answerAll((at) => (at === 1 ? 1 : 3));
  await visit.isSaved();
  const details = card.getByRole('button', { name: 'Buka rincian' });
  if (await details.isVisible()) await details.click();
  await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/Semua terkirim/);
  await card.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await picture(page, 'visit-tablet.png');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('button', { name: 'Daftar bagian' })).toBeVisible();
  await card.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture(page, 'visit-phone-dark.png');
});

test('pictures of the desk, of a review and of its report', async ({ devices }) => {
  const page = await devices.as('supervisor', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.getByRole('button', { name: 'Disetujui' }).click();
  await page.getByRole('button', { name: 'Semua kunjungan' }).click();
  await expect(page.getByRole('row').filter({ hasText: '85,03' })).toBeVisible();
  await picture(page, 'desk.png');
  await page.getByRole('row').filter({ hasText: '85,03' }).getByRole('link').click();
  const tree = page.getByRole('navigation', { name: 'Dimensi dan indikator' });
  await tree
    .getByRole('button', { name: /pengguna berkebutuhan khusus|kelompok rentan/i })
    .last()
    .click();
  await expect(
    page.getByRole('complementary', { name: 'Rincian jawaban' }).getByRole('heading', { level: 2 }),
  ).toBeVisible();
  await expect
    .poll(() =>
      page
        .getByRole('img', { name: /^Foto bukti/ })
        .evaluateAll((images) => images.every((image) => image instanceof HTMLImageElement && image.complete)),
    )
    .toBe(true);
  await picture(page, 'review.png');

  await page.getByRole('link', { name: 'Laporan' }).last().click();
  await expect(page.getByRole('button', { name: 'Buat dan simpan' })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Unduh dari server' }).click(),
  ]);
  const viewer = await devices.fresh();
  await showFirstPage(viewer, await readFile(await download.path()), 900);
  await picture(viewer.locator('canvas'), 'report.png');
});
