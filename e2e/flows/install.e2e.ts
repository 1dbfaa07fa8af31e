import { expect, test } from '../fixtures.ts';
import { beginSmallVisit } from '../pages/small-visit.ts';

interface Manifest {
  readonly name: string;
  readonly display: string;
  readonly start_url: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
  readonly shortcuts: readonly { readonly name: string; readonly url: string }[];
}

test('the app can be installed: manifest, icons of their stated size, shortcuts that lead somewhere', async ({
  devices,
}) => {
  const page = await devices.as('asesor1');
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const response = await page.request.get(href ?? '');
  expect(response.headers()['content-type']).toContain('application/manifest+json');
  const manifest: Manifest = await response.json();
  expect(manifest.display).toBe('standalone');
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (address) => {
      const image = await createImageBitmap(await (await fetch(address)).blob());
      return `${image.width}x${image.height}`;
    }, src);
    expect(size, src).toBe(sizes);
  }
  for (const { url } of manifest.shortcuts) {
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1, name: /^(Kunjungan|Pengiriman)$/ })).toBeVisible();
  }
  // What Chromium itself has against installing.
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

test('after one sign-in every page opens from a cold start without a network', async ({ devices, server }) => {
  const first = await devices.as('asesor1');
  const { id } = await beginSmallVisit(first, { letter: 'ST/501/PC/XI/2026' });
  const context = first.context();
  await expect(first.getByTitle('Buka halaman pengiriman')).toHaveText(/Semua terkirim/);
  await first.close();
  await context.setOffline(true);
  await server.stop();

  for (const [address, title] of [
    ['/', 'Kunjungan'],
    ['/kunjungan/baru', 'Mulai kunjungan'],
    [`/kunjungan/${id}`, 'DPMPTSP Kota Cilegon'],
    [`/kunjungan/${id}/tutup`, 'Periksa dan ajukan'],
    [`/kunjungan/${id}/hasil`, 'Hasil kunjungan'],
    ['/gabung', 'Gabung dengan kunjungan'],
    ['/pengiriman', 'Pengiriman'],
    ['/akun', 'Akun'],
    ['/masuk', 'Masuk lagi'],
    ['/tinjauan', 'Meja tinjauan'],
    [`/tinjauan/${id}`, 'DPMPTSP Kota Cilegon'],
    ['/laporan', 'Laporan'],
    [`/laporan/${id}`, 'DPMPTSP Kota Cilegon'],
    ['/kelola', 'Kelola'],
    ['/tidak-ada', 'Halaman tidak ditemukan'],
  ] as const) {
    const page = await context.newPage();
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: title }), address).toBeVisible();
    await expect(page.getByText('Halaman ini berhenti karena kesalahan kami'), address).toHaveCount(0);
    await page.close();
  }
  const page = await context.newPage();
  await page.goto(`/kunjungan/${id}`);
  await page.getByRole('button', { name: 'Kamera', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Ambil foto' })).toBeVisible();
  await server.start();
});

test('a new version is offered, waits while a visit is open, and comes with a tap', async ({ devices, server }) => {
  const page = await devices.as('asesor1');
  const link = page.getByRole('navigation', { name: 'Navigasi utama' }).getByRole('link', { name: 'Akun' });
  await link.click();
  const version = page.getByRole('definition').filter({ hasText: /^\d+\.\d+\.\d+$/ });
  await expect(version).toHaveText('0.1.0');
  await page.goto('/');
  const { id } = await beginSmallVisit(page, { letter: 'ST/502/PC/XI/2026' });

  await server.upgrade('0.1.1');
  await page.reload();
  await expect(page).toHaveURL(new RegExp(id));
  await page.getByRole('link', { name: 'Kembali ke daftar kunjungan' }).click();
  await expect(page.getByText('Versi baru tersedia')).toBeVisible();
  await link.click();
  await expect(version).toHaveText('0.1.0');
  await page.reload();
  await expect(version).toHaveText('0.1.0');

  await page.getByRole('button', { name: 'Pasang dan muat ulang' }).click();
  await expect(version).toHaveText('0.1.1');
  await page.goto(`/kunjungan/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'DPMPTSP Kota Cilegon' })).toBeVisible();
});
