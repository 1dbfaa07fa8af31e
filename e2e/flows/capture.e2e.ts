import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';
import { withExif } from '../pages/exif.ts';
import { test } from '../pages/gallery.ts';
import { qrVideo } from '../pages/qr-video.ts';

const shown = 'https://tilik.example/gabung#0d1f7c3ab2';
const folder = resolve('node_modules/.cache/tilik');
const video = resolve(folder, 'qr.y4m');
mkdirSync(folder, { recursive: true });
writeFileSync(video, qrVideo(shown));

const launch = config.use?.launchOptions;
test.use({
  launchOptions: {
    ...launch,
    args: [
      ...(launch?.args ?? []),
      '--use-fake-device-for-media-stream',
      // The camera sees a QR code held in front of it.
      `--use-file-for-fake-video-capture=${video}`,
    ],
  },
});

/** The bytes behind the newest thumbnail. */
async function newestPhoto(page: Page) {
  const thumbnail = page.getByRole('list', { name: 'Foto yang sudah diambil' }).getByRole('img').first();
  await expect(thumbnail).toBeVisible();
  return await thumbnail.evaluate(async (image) => {
    if (!(image instanceof HTMLImageElement)) throw new TypeError('no picture');
    const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
    return { bytes: [...bytes], width: image.naturalWidth, height: image.naturalHeight };
  });
}

test.describe('with the camera allowed', () => {
  test.use({ permissions: ['camera'] });

  test('the shutter keeps a JPEG of the viewfinder', async ({ page, gallery }) => {
    await page.goto(`${gallery}?page=camera`);
    await page.getByRole('button', { name: 'Ambil foto' }).click();
    const photo = await newestPhoto(page);
    expect(photo.bytes.slice(0, 3)).toEqual([0xff, 0xd8, 0xff]);
    expect(photo.width).toBe(640);
  });

  test('a QR code in front of the camera is read', async ({ page, gallery }) => {
    await page.goto(`${gallery}?page=scan`);
    await expect(page.getByLabel('Terbaca')).toHaveText(shown);
  });

  test('the camera is let go when its sheet is left', async ({ page, gallery }) => {
    await page.goto(`${gallery}?page=scan`);
    const track = await page.locator('video').evaluateHandle(async (element) => {
      if (!(element instanceof HTMLVideoElement)) throw new TypeError('no viewfinder');
      await new Promise<void>((ready) => {
        if (element.readyState >= 2) ready();
        else element.addEventListener('loadeddata', () => ready(), { once: true });
      });
      return element.srcObject instanceof MediaStream ? element.srcObject.getVideoTracks()[0] : undefined;
    });
    expect(await track.evaluate((live) => live?.readyState)).toBe('live');
    await page.evaluate(() => window.dispatchEvent(new Event('gallery-leave')));
    await expect(page.locator('video')).toHaveCount(0);
    expect(await track.evaluate((left) => left?.readyState)).toBe('ended');
  });
});

test('without permission the person is told what to do, and the camera app is offered', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=camera`);
  await expect(page.getByRole('alert')).toContainText('Kamera tidak diizinkan');
  await expect(page.getByRole('button', { name: 'Coba lagi' })).toBeVisible();
  await expect(page.getByText('Pakai aplikasi kamera')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ambil foto' })).toBeDisabled();
});

test('a photo from a file is turned upright, made smaller and loses its EXIF', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=camera`);
  const plain = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1800);
    const context = canvas.getContext('2d');
    // Red on the left third: after the turn it must be on top.
    if (context) {
      context.fillStyle = '#00f';
      context.fillRect(0, 0, 2400, 1800);
      context.fillStyle = '#f00';
      context.fillRect(0, 0, 800, 1800);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())];
  });
  const original = withExif(Buffer.from(plain), { orientation: 6, maker: 'RahasiaPhone' });
  expect(original.includes('RahasiaPhone')).toBe(true);

  await page
    .getByLabel('Pilih dari berkas')
    .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: original });
  const photo = await newestPhoto(page);
  const kept = Buffer.from(photo.bytes);
  expect([photo.width, photo.height]).toEqual([1200, 1600]);
  expect(kept.includes('Exif')).toBe(false);
  expect(kept.includes('RahasiaPhone')).toBe(false);

  const top = await page.evaluate(async (bytes) => {
    const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }));
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(picture, 600, 100, 1, 1, 0, 0, 1, 1);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])];
  }, photo.bytes);
  expect(top[0], 'red is on top').toBeGreaterThan(200);
  expect(top[2]).toBeLessThan(60);

  // The gallery names a photo by the digest it was given when kept.
  await page.getByRole('button', { name: 'Foto 1' }).click();
  await expect(page.getByText(createHash('sha256').update(kept).digest('hex'))).toHaveCount(1);
});

test('a file that is no picture is refused and the sheet stays', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=camera`);
  await page
    .getByLabel('Pilih dari berkas')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('bukan foto') });
  await expect(page.getByText('Berkas ini bukan foto')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Tutup kamera' })).toBeVisible();
});

test('a signature is drawn as lines, cleared, and can be the written name instead', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=forms`);
  const pad = page.getByRole('img', { name: /Tanda tangan Siti Rahmawati/ });
  const ink = pad.locator('.signature-ink');
  await page.getByRole('button', { name: 'Hapus dan ulangi' }).click();
  await expect(ink).toHaveAttribute('d', '');

  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('The pad is not on the page');
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 4, { steps: 8 });
  await page.mouse.up();
  await expect(ink).toHaveAttribute('d', /^M25\d 50\d(L\d+ \d+){7,8}$/);

  await page.getByRole('checkbox', { name: /nama tertulis/ }).press('Space');
  await expect(page.getByRole('img', { name: 'Tanda tangan Siti Rahmawati: Siti Rahmawati' })).toBeVisible();
});
