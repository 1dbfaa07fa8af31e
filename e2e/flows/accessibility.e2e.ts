import { type Page, test as plain } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { CloseVisitPage } from '../pages/close-visit.ts';
import { examine, expectTouchable } from '../pages/examine.ts';
import { beginSmallVisit } from '../pages/small-visit.ts';
import { VisitPage } from '../pages/visit.ts';
import { demoPassword, ServerProcess } from '../server-process.ts';

/** What lies over the page goes away with Escape. */
async function examineOver(page: Page, where: string): Promise<void> {
  await expect(page.getByRole('dialog')).toBeVisible();
  await examine(page, where, false);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function screen(page: Page, address: string, title: string | RegExp): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: /…$/ })).toHaveCount(0);
}

plain('axe finds nothing from the first run to an empty organisation', async ({ browser }) => {
  const server = await ServerProcess.create({ demo: false });
  const context = await browser.newContext({ baseURL: server.url, locale: 'id-ID', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await screen(page, '/', 'Selamat datang di Tilik');
  await examine(page, 'first run, own organisation');
  await page.getByRole('button', { name: 'Buat organisasi dan administrator' }).click();
  await examine(page, 'first run, faults in the form');
  await page.getByRole('radio', { name: 'Coba dengan contoh' }).check();
  await examine(page, 'first run, example');
  await page.getByRole('radio', { name: 'Siapkan organisasi' }).check();
  await page.getByLabel('Nama organisasi').fill('Ombudsman RI Perwakilan Banten');
  await page.getByLabel('Nama Anda').fill('Siti Aminah');
  await page.getByLabel('Nama pengguna').fill('siti');
  await page.getByLabel('Kata sandi').fill(demoPassword);
  await page.getByRole('button', { name: 'Buat organisasi dan administrator' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kelola' })).toBeVisible();
  await examine(page, 'manage, people of a new organisation');
  for (const [address, title] of [
    ['/kelola/kantor', 'Kelola'],
    ['/kunjungan/baru', /kunjungan/],
    ['/tinjauan', 'Meja tinjauan'],
    ['/laporan', 'Laporan'],
  ] as const) {
    await screen(page, address, title);
    await examine(page, `${address} with nothing in it`);
  }
  await page.goto('/kunjungan/baru');
  await page.getByRole('link', { name: 'Kembali ke daftar kunjungan' }).click();
  await expect(page.getByText('Belum ada kunjungan di perangkat ini')).toBeVisible();
  await examine(page, 'visits with nothing in it');
  await context.close();
  await server.remove();
});

test('axe finds nothing at the door', async ({ devices }) => {
  const page = await devices.fresh();
  await screen(page, '/', 'Masuk ke Tilik');
  await expectTouchable(page, 'sign-in');
  await examine(page, 'sign-in');
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page.getByText('Isi nama pengguna.')).toBeVisible();
  await examine(page, 'sign-in, faults in the form');
});

test('axe finds nothing where a visit is begun and assessed', async ({ devices }) => {
  const page = await devices.as('asesor1');
  await expect(
    page
      .getByRole('listitem')
      .getByRole('link', { name: /^(Mulai|Lanjutkan)$/ })
      .first(),
  ).toBeVisible();
  await expectTouchable(page, 'visits');
  await examine(page, 'visits');

  await page.getByRole('link', { name: 'Mulai kunjungan' }).click();
  await page.getByRole('button', { name: 'Mulai kunjungan' }).click();
  await page.getByLabel('Instrumen').selectOption({ index: 3 });
  await expect(page.getByText('Sampel yang direncanakan')).toBeVisible();
  await expectTouchable(page, 'new visit');
  await examine(page, 'new visit, faults in the form');

  await page.getByRole('link', { name: 'Kembali ke daftar kunjungan' }).click();
  const visit = await VisitPage.begin(page, {
    office: 'DPMPTSP Kota Cilegon',
    instrument: 'Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2023 (v1)',
    letter: 'ST/700/PC/XI/2026',
  });
  await examine(page, 'visit, nobody to ask yet');
  await visit.goTo(/^Kompetensi pelaksana/);
  await page.getByRole('button', { name: 'Tambah pelaksana' }).first().click();
  await examineOver(page, 'visit, new subject');
  await visit.addSubject('pelaksana', { name: 'Rina', post: 'Kepala bidang pelayanan' });
  await expectTouchable(page, 'visit, officer');
  await examine(page, 'visit, officer');
  await page.getByRole('button', { name: 'Ubah keterangan' }).click();
  await examineOver(page, 'visit, edit a subject');
  await page.getByRole('button', { name: 'Batalkan', exact: true }).click();
  await examineOver(page, 'visit, withdraw a subject');
  await page.getByRole('button', { name: 'Atur sampel' }).click();
  await examineOver(page, 'visit, sample');

  await visit.goTo(/^Sarana prasarana/);
  const card = visit.cards.first();
  await card.getByRole('radio').nth(2).check();
  await card.getByRole('button', { name: 'Petunjuk' }).click();
  await expect(card.getByText('Bobot dalam variabel')).toBeVisible();
  await expectTouchable(page, 'visit, guidance open');
  await examine(page, 'visit, guidance open');
  await card.getByRole('button', { name: 'Catatan' }).click();
  await card.getByRole('textbox', { name: 'Catatan' }).fill('Papan alur berada di balik pintu.');
  await examine(page, 'visit, note open');
  await card.getByRole('button', { name: /^Foto/ }).first().click();
  await page.getByRole('button', { name: 'Ambil foto' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
  await expectTouchable(page, 'camera');
  await examine(page, 'camera');
  await page.getByRole('button', { name: 'Selesai' }).click();
  await card.getByRole('button', { name: /^Foto yang diambil/ }).click();
  await examineOver(page, 'visit, photo');
  await visit.photographForTray(2);
  await page.getByRole('button', { name: /^Foto belum ditempatkan/ }).click();
  await visit.tray
    .getByRole('button', { name: /^Foto yang diambil/ })
    .first()
    .click();
  await expectTouchable(page, 'tray');
  await examine(page, 'visit, tray open');
  await page.getByRole('button', { name: 'Tutup', exact: true }).click();
  await page.getByRole('radio', { name: 'Urut jalan' }).check();
  await examine(page, 'visit, walk order');
  await page.getByRole('button', { name: 'Ajak tablet lain' }).click();
  await expect(page.getByRole('img', { name: /^Kode QR/ })).toBeVisible();
  await examineOver(page, 'visit, invitation');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole('button', { name: 'Daftar bagian' }).click();
  await expectTouchable(page, 'way on a phone');
  await examine(page, 'visit, way on a phone');
});

test('axe finds nothing where a visit is closed, sent and reported', async ({ devices }) => {
  const page = await devices.as('asesor1');
  const { id } = await beginSmallVisit(page, { letter: 'ST/701/PC/XI/2026' });
  await screen(page, `/kunjungan/${id}/tutup`, 'Periksa dan ajukan');
  const closing = new CloseVisitPage(page);
  await page.getByRole('button', { name: 'Tambah pejabat' }).click();
  await examineOver(page, 'close, official');
  await closing.addOfficial('Dra. Ratna Wulandari, M.Si.', 'Sekretaris Dinas');
  await page.getByRole('button', { name: 'Tanda tangan pejabat' }).click();
  await page.getByRole('button', { name: 'Simpan', exact: true }).click();
  await examineOver(page, 'close, signing');
  await closing.sign('pejabat');
  await page.getByRole('radio', { name: 'Kantor tutup' }).check();
  await expectTouchable(page, 'close');
  await examine(page, 'close');
  await page.getByRole('radio', { name: 'Dinilai', exact: true }).check();
  await page.getByRole('button', { name: 'Ajukan untuk ditinjau' }).click();
  await examineOver(page, 'close, confirm');

  for (const [address, title] of [
    [`/kunjungan/${id}/hasil`, 'Hasil kunjungan'],
    ['/pengiriman', 'Pengiriman'],
    ['/cadangan', 'Berkas cadangan'],
    ['/akun', 'Akun'],
    ['/gabung', 'Gabung dengan kunjungan'],
    [`/laporan/${id}`, 'DPMPTSP Kota Cilegon'],
    ['/masuk', 'Masuk lagi'],
    ['/tidak-ada', 'Halaman tidak ditemukan'],
  ] as const) {
    await screen(page, address, title);
    await expectTouchable(page, address);
    await examine(page, address.replace(id, ''));
  }
  await screen(page, '/akun', 'Akun');
  await page.getByText('Ganti kata sandi').click();
  await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
  await examine(page, 'account, faults in the password form');
  await page.getByRole('button', { name: 'Keluar' }).click();
  await examineOver(page, 'account, signing out');
  await page.context().setOffline(true);
  await screen(page, '/pengiriman', 'Pengiriman');
  await examine(page, 'sending without a network');
});

test('axe finds nothing at the desk and in a review', async ({ devices }) => {
  const page = await devices.as('supervisor');
  await expect(page.getByRole('table', { name: 'Meja tinjauan' })).toBeVisible();
  const filters = page.getByRole('navigation', { name: 'Saringan' }).getByRole('listitem').getByRole('button');
  for (const filter of await filters.allTextContents()) {
    await page.getByRole('button', { name: filter, exact: true }).click();
    await expect(page.getByRole('row').nth(1).or(page.getByText('Tidak ada kunjungan di sini')).first()).toBeVisible();
    await examine(page, `desk, ${filter}`, filter === 'Semua kunjungan');
  }
  await page.getByRole('button', { name: 'Statistik isian berbeda' }).click();
  const counted = page.getByRole('dialog').getByRole('table').or(page.getByText('Tidak ada dalam waktu ini'));
  await expect(counted.first()).toBeVisible();
  await examineOver(page, 'desk, statistics');
  await page.getByRole('button', { name: 'Perlu keputusan' }).click();
  await page.getByRole('link', { name: /Jayapura/ }).click();
  const answers = page
    .getByRole('radiogroup', { name: 'Tampilkan' })
    .or(page.getByRole('group', { name: 'Tampilkan' }));
  await expect(answers).toBeVisible();
  await page.getByText('Ringkasan kunjungan').click();
  await examine(page, 'review');
  await page.getByRole('button', { name: 'Pintasan papan ketik' }).click();
  await examineOver(page, 'review, keys');
  await page
    .getByRole('button', { name: /^Foto bukti, diambil/ })
    .first()
    .click();
  await examineOver(page, 'review, photo');
  await page.getByRole('button', { name: 'Minta perbaikan' }).click();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await examine(page, 'review, asking for correction without a reason');
  await page.getByRole('button', { name: 'Batal', exact: true }).click();
  await page.getByRole('button', { name: /^Kembalikan/ }).click();
  await page.getByRole('button', { name: 'Kembalikan sekarang' }).click();
  await examineOver(page, 'review, return without a reason');
  await page.getByRole('button', { name: 'Setujui' }).click();
  await examineOver(page, 'review, approve');
  await screen(page, '/laporan', 'Laporan');
  await expect(page.getByRole('table', { name: 'Laporan' })).toBeVisible();
  await examine(page, 'reports');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByRole('button', { name: 'Buat dan simpan' })).toBeVisible();
  await examine(page, 'report');
});

test('axe finds nothing where people and offices are managed', async ({ devices }) => {
  const page = await devices.as('admin');
  await expect(page.getByRole('table', { name: 'Pengguna' })).toBeVisible();
  await examine(page, 'people');
  await page.getByRole('button', { name: 'Tambah pengguna' }).click();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await examineOver(page, 'new person, faults in the form');
  await page.getByRole('row').filter({ hasText: 'asesor1' }).getByRole('button').click();
  await expect(page.getByText('Sesi dan perangkat')).toBeVisible();
  await examineOver(page, 'person');
  await screen(page, '/kelola/kantor', 'Kelola');
  await expect(page.getByRole('table', { name: 'Kantor' })).toBeVisible();
  await examine(page, 'offices');
  await page.getByRole('button', { name: 'Tambah kantor' }).click();
  await page.getByLabel('Kabupaten atau kota').first().fill('serang');
  await expect(page.getByRole('radio', { name: /Serang/i }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Simpan' }).click();
  await examineOver(page, 'new office');
  await screen(page, '/kelola/instrumen', 'Kelola');
  await page.getByText('Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2023').click();
  await expect(page.getByText('Sidik jari').first()).toBeVisible();
  await examine(page, 'instruments');
  await screen(page, '/kunjungan/baru', 'Rencanakan kunjungan');
  await examine(page, 'plan a visit');
});

test('the same screens in English', async ({ devices }) => {
  const page = await devices.as('supervisor');
  await page.getByRole('navigation', { name: 'Navigasi utama' }).getByRole('link', { name: 'Akun' }).click();
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await examine(page, 'account in English');
  for (const [address, title] of [
    ['/tinjauan', 'Review desk'],
    ['/laporan', 'Reports'],
    ['/kunjungan/baru', 'Plan the visit'],
    ['/pengiriman', 'Sending'],
  ] as const) {
    await screen(page, address, title);
    await examine(page, `${address} in English`);
  }
  await screen(page, '/tinjauan', 'Review desk');
  await page.getByRole('link', { name: /Jayapura/ }).click();
  await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
  await examine(page, 'review in English');

  const tablet = await devices.as('asesor1');
  await tablet.getByRole('navigation', { name: 'Navigasi utama' }).getByRole('link', { name: 'Akun' }).click();
  await tablet.getByRole('radio', { name: 'English' }).check();
  await tablet.getByRole('link', { name: 'Visits' }).click();
  const next = tablet.getByRole('link', { name: 'Continue' }).first();
  await expect(next).toBeVisible();
  await examine(tablet, 'visits in English');
  await next.click();
  await tablet.getByRole('button', { name: /^Facilities/ }).click();
  await expect(tablet.getByRole('article').first()).toBeVisible();
  await examine(tablet, 'visit in English');
});
