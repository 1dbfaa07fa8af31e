import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { signInAgain } from '../pages/sign-in.ts';

/** Nobody in the field is helped by the words of a program. */
async function expectPlainWords(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // biome-ignore lint/performance/useDomNodeTextContent: what is folded away is not seen.
  const text = await page.locator('body').innerText();
  expect(text.trim()).not.toBe('');
  expect(text).not.toMatch(/\bat \S+ \(?\S+:\d+:\d+|TypeError|undefined|\[object|ZodError|DOMException/);
}

test('a wrong password is said in words; too many are refused with the way out', async ({ devices }) => {
  const page = await devices.fresh();
  await page.goto('/');
  for (let attempt = 0; attempt < 5; attempt++) {
    await signInAgain(page, 'tidak.ada', `salah-sekali-${attempt}`);
    await expect(page.getByRole('alert')).toContainText('Nama pengguna atau kata sandi tidak cocok.');
  }
  await signInAgain(page, 'tidak.ada', 'salah-sekali-lagi');
  await expect(page.getByRole('alert')).toContainText('Terlalu banyak percobaan.');
  await expectPlainWords(page);
});

test('addresses that lead nowhere say so and offer a way back', async ({ devices }) => {
  const page = await devices.as('supervisor');
  const unknown = '0190f3a4-5b6c-4d7e-8f90-a1b2c3d4e5f6';
  for (const [address, words] of [
    ['/kunjungan/bukan-id', 'Kunjungan tidak ditemukan'],
    [`/kunjungan/${unknown}`, 'Kunjungan tidak ditemukan'],
    [`/kunjungan/${unknown}/tutup`, 'Kunjungan ini belum ada di perangkat.'],
    [`/kunjungan/${unknown}/hasil`, 'Kunjungan ini belum ada di perangkat.'],
    ['/tinjauan/bukan-id', 'Kunjungan tidak ditemukan'],
    [`/tinjauan/${unknown}`, 'Kunjungan tidak ditemukan'],
    ['/laporan/bukan-id', 'Kunjungan tidak ditemukan'],
    ['/kelola/bukan-bagian', 'Kelola'],
    // Cut off in the middle of a letter, as by a messenger.
    ['/kunjungan/%E0%A4%A', 'Kunjungan tidak ditemukan'],
    ['/gabung#bukan-undangan', 'Gabung dengan kunjungan'],
    ['/jauh/sekali', 'Halaman tidak ditemukan'],
  ] as const) {
    await test.step(address, async () => {
      await page.goto(address);
      await expect(page.getByText(words).first()).toBeVisible();
      await expectPlainWords(page);
      await expect(page.getByRole('navigation', { name: 'Navigasi utama' })).toBeVisible();
    });
  }
  await page.getByRole('link', { name: 'Ke halaman awal' }).click();
  await expect(page.getByRole('navigation', { name: 'Navigasi utama' })).toBeVisible();
});

test('a device that knows nobody says that the server is away, and signs in when it is back', async ({
  devices,
  server,
}) => {
  const page = await devices.fresh();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Masuk ke Tilik' })).toBeVisible();
  await page.evaluate(async () => navigator.serviceWorker.ready);
  await server.stop();
  await page.reload();
  await expect(page.getByText('Server tidak dapat dihubungi').first()).toBeVisible();
  await signInAgain(page, 'asesor1', 'apa-pun-juga');
  await expect(page.getByRole('alert')).toContainText('masuk pertama memerlukan jaringan');
  await expectPlainWords(page);
  await server.start();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Masuk ke Tilik' })).toBeVisible();
  await expect(page.getByText('Server tidak dapat dihubungi')).toHaveCount(0);
});

test('a browser that refuses to keep anything says so instead of staying blank', async ({ devices }) => {
  const page = await devices.fresh();
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'indexedDB', { get: refuse });
    Object.defineProperty(globalThis, 'localStorage', { get: refuse });
  });
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('Peramban ini tidak mau menyimpan data');
  await expectPlainWords(page);
});
