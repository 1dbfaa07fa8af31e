import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { beginSmallVisit, officePart } from '../pages/small-visit.ts';

/** So much space for this origin, above what it uses now; null lifts it. */
async function leaveSpace(page: Page, bytes: number | null): Promise<void> {
  // Once its worker has stored the app: that takes space too.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const session = await page.context().newCDPSession(page);
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(bytes === null ? {} : { quotaSize: used + bytes }),
  });
}

test('a photo that will not fit is refused before it is taken, and answers still are', async ({ devices }) => {
  const page = await devices.as('asesor1');
  const visit = await beginSmallVisit(page, { letter: 'ST/RUANG/1' });
  await visit.goTo(officePart);
  await leaveSpace(page, 6_000_000);
  const camera = page.getByRole('button', { name: 'Kamera', exact: true });
  await camera.click();
  const dialog = page.getByRole('dialog', { name: 'Ruang tidak cukup untuk foto baru' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Kembali menilai' }).click();
  await visit.cards.first().getByRole('radio').first().check();
  await visit.isSaved();
  await leaveSpace(page, null);
  await camera.click();
  await expect(page.getByRole('button', { name: 'Ambil foto' })).toBeEnabled();
});

test('sending is paused and resumed, and what lies on the device is told', async ({ devices }, info) => {
  const page = await devices.as('asesor1');
  await page.goto('/pengiriman');
  await page
    .getByRole('radio', { name: 'Jawaban saja' })
    .or(page.getByRole('button', { name: 'Jawaban saja' }))
    .first()
    .click();
  await expect(page.getByText('Foto dijeda oleh Anda.')).toBeVisible();
  await page.goto('/');
  const visit = await beginSmallVisit(page, { letter: 'ST/RUANG/3' });
  await visit.goTo(officePart);
  await visit.photographForTray(1);
  await expect(page.getByRole('link', { name: /Dijeda.*1 belum terkirim/ })).toBeVisible();
  await page.goto('/penyimpanan');
  await expect(page.getByRole('heading', { name: 'Penyimpanan' })).toBeVisible();
  await expect(page.getByText('1 belum terkirim').first()).toBeVisible();
  await page.getByText('Foto di perangkat ini').first().click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Simpan ke berkas' }).first().click();
  expect((await (await saving).createReadStream()).read).toBeDefined();
  await takePictures(page, info.outputPath('penyimpanan'));
  await page.goto('/pengiriman');
  await takePictures(page, info.outputPath('pengiriman'));
  await page.getByRole('button', { name: 'Lanjutkan' }).click();
  await expect(page.getByText('Foto dijeda oleh Anda.')).toBeHidden();
  await expect(page.getByText(/1 foto belum terkirim/)).toBeHidden();
  await page.goto('/penyimpanan');
  await expect(page.getByText(/1 foto .* sudah diterima server/)).toBeVisible();
  await page.getByRole('button', { name: 'Kosongkan salinan yang sudah dikonfirmasi' }).click();
  await expect(page.getByText(/1 salinan dihapus/)).toBeVisible();
  await expect(page.getByText('Tidak ada salinan foto yang tersimpan.')).toBeVisible();
});

/** For looking at, with TILIK_PICTURES=1. */
async function takePictures(page: Page, file: string): Promise<void> {
  if (process.env.TILIK_PICTURES !== '1') return;
  for (const [width, height] of [
    [1280, 800],
    [800, 1280],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${file}-${width}-${colorScheme}.png`, fullPage: true });
    }
}

test('the administrator sets how long tablets keep what they have sent', async ({ devices }) => {
  const admin = await devices.as('admin');
  await admin.getByRole('navigation', { name: 'Kelola' }).getByRole('link', { name: 'Pengaturan' }).click();
  const days = admin.getByRole('textbox', { name: 'Lama penyimpanan dalam hari' });
  await expect(days).toHaveValue('14');
  await days.fill('7');
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByText('Isi bilangan bulat dari 14 sampai 365.')).toBeVisible();
  await days.fill('30');
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByText('Tersimpan di server.')).toBeVisible();
  await admin.reload();
  await expect(days).toHaveValue('30');
  await days.fill('14');
  await admin.getByRole('button', { name: 'Simpan' }).click();
  await expect(admin.getByText('Tersimpan di server.')).toBeVisible();
});
