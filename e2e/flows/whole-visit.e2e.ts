import { readFile } from 'node:fs/promises';
import { type Download, expect, type Page } from '@playwright/test';
import { readSheet } from 'read-excel-file/node';
import { extractText, getDocumentProxy } from 'unpdf';
import { test } from '../fixtures.ts';
import { signIn, signInAgain } from '../pages/sign-in.ts';
import { VisitPage } from '../pages/visit.ts';
import { demoPassword } from '../server-process.ts';
import { Tablet } from '../tablet.ts';

const instrument = 'Penilaian Kepatuhan Penyelenggaraan Pelayanan Publik 2023 (v1)';
const posts = [
  'Kepala dinas atau sekretaris',
  'Kepala bidang pelayanan',
  'Petugas pengelola pengaduan',
  'Petugas layanan (front office)',
];
const respondents = 30;

/** "85,03" out of whatever words stand around it. */
function figure(text: string): string {
  const found = /\d{1,3},\d{2}/.exec(text)?.[0];
  if (found === undefined) throw new Error(`No score in: ${text}`);
  return found;
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

async function pdfText(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text;
}

async function makeReport(page: Page, format: 'PDF' | 'Excel (XLSX)'): Promise<Buffer> {
  await page.getByRole('radio', { name: format }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Buat dan simpan' }).click(),
  ]);
  return bytesOf(download);
}

async function fromServer(page: Page, format: 'PDF' | 'Excel (XLSX)'): Promise<Buffer> {
  await page.getByRole('radio', { name: format }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Unduh dari server' }).click(),
  ]);
  return bytesOf(download);
}

async function totalInSheet(bytes: Buffer): Promise<string> {
  const rows = await readSheet(bytes);
  const row = rows.find(([first]) => typeof first === 'string' && /^Nilai/.test(first));
  const value = row?.find((cell, at) => at > 0 && typeof cell === 'number');
  if (typeof value !== 'number') throw new Error(`No total in ${JSON.stringify(rows.slice(0, 20))}`);
  return value.toFixed(2).replace('.', ',');
}

test('a whole visit: audited without network or server, synced, returned, corrected, approved, reported', async ({
  server,
}) => {
  test.setTimeout(900_000);
  const tablet = await Tablet.create();
  await signIn(tablet.page, server.url, 'asesor1', demoPassword);

  // From here on there is neither a network nor a server.
  await tablet.context.setOffline(true);
  await server.kill();

  const letter = 'ST/901/PC/XI/2026';
  let visit = await VisitPage.begin(tablet.page, { office: 'DPMPTSP Kota Cilegon', instrument, letter });
  const address = new URL(tablet.page.url()).pathname;

  await test.step('officers are interviewed', async () => {
    await visit.goTo(/^Kompetensi pelaksana/);
    for (const [at, post] of posts.entries()) {
      await visit.addSubject('pelaksana', { post, name: `Petugas ${at + 1}` });
      await visit.answerAll((card) => ((card + at) % 2 === 0 ? 3 : 2));
    }
    await visit.isSaved();
  });

  await test.step('the page is loaded again: everything is there', async () => {
    const before = await visit.score();
    await tablet.page.reload();
    await expect(visit.way.getByRole('button', { name: /^Kompetensi pelaksana.*lengkap 4\/4/ })).toBeVisible();
    await expect.poll(() => visit.score()).toBe(before);
  });

  await test.step('rooms and documents are observed, with photos', async () => {
    await visit.goTo(/^Sarana prasarana/);
    await visit.answerAll((card) => (card % 3 === 0 ? 2 : 3));
    await visit.photograph(visit.cards.nth(0));
    await visit.photograph(visit.cards.nth(6));
    await visit.goTo(/^Standar pelayanan Produk/);
    for (const name of ['Persetujuan Bangunan Gedung', 'Surat Izin Praktik']) {
      await visit.addSubject('produk layanan', { name });
      await visit.answerAll(() => 3);
    }
    await visit.photograph(visit.cards.nth(1));
    await visit.goTo(/^Standar pelayanan Unit/);
    await visit.answerAll((card) => (card === 2 ? 1 : 3));
    await visit.isSaved();
  });

  await test.step('the browser is killed and started again: every answer and photo is there', async () => {
    const before = await visit.score();
    await tablet.kill();
    await tablet.start();
    await tablet.context.setOffline(true);
    await tablet.page.goto(`${server.url}${address}`);
    visit = new VisitPage(tablet.page);
    await expect(visit.way).toBeVisible();
    await expect.poll(() => visit.score()).toBe(before);
    await visit.goTo(/^Sarana prasarana/);
    await expect(visit.way.getByRole('button', { name: /^Sarana prasarana.*lengkap 9\/9/ })).toBeVisible();
  });

  await test.step('users answer one after the other', async () => {
    await visit.goTo(/^Persepsi maladministrasi/);
    for (let at = 0; at < respondents; at++) {
      await visit.addRespondent('pengguna layanan', `A${at + 1}`);
      await visit.answerAll((card) => (at % 5 === 0 && card === 0 ? 2 : 3));
    }
    await expect(visit.way.getByRole('button', { name: /^Persepsi maladministrasi.*lengkap 30\/30/ })).toBeVisible();
  });

  await test.step('complaint officers and the complaint desk', async () => {
    await visit.goTo(/^Pengelolaan pengaduan Pengelola/);
    for (const name of ['Pengelola 1', 'Pengelola 2']) {
      await visit.addSubject('pengelola pengaduan', { name });
      await visit.answerAll(() => 2);
    }
    await visit.goTo(/^Pengelolaan pengaduan Unit/);
    await visit.answerAll(() => 3);
    // Only what was shown as saved is promised to outlive a reload.
    await visit.isSaved();
    await tablet.page.reload();
    await expect(visit.way).toBeVisible();
  });

  const scoreOnTablet = await test.step('the visit is closed: official, signature, submit', async () => {
    await expect.poll(() => visit.score()).toMatch(/^Nilai \d+,\d\d, kategori/);
    const score = figure(await visit.score());
    await tablet.page.goto(`${server.url}${address}/tutup`);
    await tablet.page.getByRole('button', { name: 'Tambah pejabat' }).click();
    const dialog = tablet.page.getByRole('dialog');
    await dialog.getByLabel('Nama').fill('Dra. Ratna Wulandari, M.Si.');
    await dialog.getByLabel('Jabatan').fill('Sekretaris Dinas');
    await dialog.getByRole('button', { name: 'Tambah' }).click();
    await expect(tablet.page.getByText('Dra. Ratna Wulandari, M.Si.')).toBeVisible();
    await tablet.page
      .getByRole('button', { name: 'Bagian saya selesai' })
      .or(tablet.page.getByRole('checkbox', { name: 'Bagian saya selesai' }))
      .click();
    await tablet.page.getByRole('button', { name: 'Ajukan untuk ditinjau' }).click();
    await tablet.page.getByRole('button', { name: 'Ya, ajukan' }).click();
    await expect(tablet.page.getByText(/Menunggu jaringan/)).toBeVisible();
    return score;
  });

  await test.step('the report is made on the tablet, still offline', async () => {
    await tablet.page.goto(`${server.url}${address.replace('/kunjungan/', '/laporan/')}`);
    const text = await pdfText(await makeReport(tablet.page, 'PDF'));
    expect(text).toContain(scoreOnTablet);
    expect(text).toContain('SEMENTARA');
    expect(await totalInSheet(await makeReport(tablet.page, 'Excel (XLSX)'))).toBe(scoreOnTablet);
  });

  await test.step('network and server come back: all is sent', async () => {
    await server.start();
    // The session ended while the tablet was away: signing in again must lose nothing of what waits.
    await tablet.context.clearCookies();
    await tablet.context.setOffline(false);
    await tablet.page.goto(`${server.url}/pengiriman`);
    await tablet.page.getByRole('link', { name: 'Masuk lagi', exact: true }).click();
    await signInAgain(tablet.page, 'asesor1', demoPassword);
    await expect(tablet.page.getByRole('link', { name: /^Semua terkirim/ })).toBeVisible();
  });

  const desk = await Tablet.create({ width: 1440, height: 900 });
  await test.step('the supervisor reads it in another browser, and returns one answer', async () => {
    const { page } = desk;
    await signIn(page, server.url, 'supervisor', demoPassword);
    await page.goto(`${server.url}${address.replace('/kunjungan/', '/tinjauan/')}`);
    await expect(page.getByRole('img', { name: /^Nilai/ }).first()).toHaveAccessibleName(new RegExp(scoreOnTablet));
    await page
      .getByRole('navigation', { name: 'Dimensi dan indikator' })
      .getByRole('button', { name: /Maklumat/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Minta perbaikan' }).click();
    await page.getByLabel('Apa yang harus diperbaiki?').fill('Foto maklumat belum ada dan butir sanksi tidak terbaca.');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await expect(page.getByRole('button', { name: 'Kembalikan (1)' })).toBeVisible();
    await page.getByLabel('Tulis komentar untuk asesor').fill('Mohon lihat lagi di pintu masuk.');
    await page.getByRole('button', { name: 'Kirim komentar' }).click();
    await page.getByRole('button', { name: 'Kembalikan (1)' }).click();
    await page.getByLabel('Pesan untuk tim').fill('Satu hal saja yang perlu diperbaiki.');
    await page.getByRole('button', { name: 'Kembalikan sekarang' }).click();
    await expect(page.getByText('Dikembalikan', { exact: true }).first()).toBeVisible();
  });

  const scoreCorrected = await test.step('the assessor sees it marked, corrects it and submits again', async () => {
    const { page } = tablet;
    await page.goto(`${server.url}${address}`);
    await expect(page.getByText('Kunjungan dikembalikan untuk diperbaiki')).toBeVisible();
    await page.getByRole('button', { name: 'Tunjukkan yang pertama' }).click();
    const card = page.getByRole('article').filter({ hasText: 'Foto maklumat belum ada' });
    await expect(card).toBeVisible();
    await card.getByRole('radio').nth(2).check();
    await visit.photograph(card);
    await visit.isSaved();
    await expect.poll(() => visit.score()).toMatch(/^Nilai \d+,\d\d, kategori/);
    const score = figure(await visit.score());
    await page.goto(`${server.url}${address}/tutup`);
    await page.getByRole('button', { name: 'Ajukan untuk ditinjau' }).click();
    await page.getByRole('button', { name: 'Ya, ajukan' }).click();
    await expect(page.getByText(/diterima server/)).toBeVisible();
    return score;
  });

  await test.step('the supervisor sees the correction and approves what was seen', async () => {
    const { page } = desk;
    await expect(page.getByText('Menunggu ditinjau', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('img', { name: /^Nilai/ }).first()).toHaveAccessibleName(new RegExp(scoreCorrected));
    await page.getByRole('button', { name: 'Setujui' }).click();
    await page.getByRole('button', { name: 'Setujui sekarang' }).click();
    await expect(page.getByText('Disetujui', { exact: true }).first()).toBeVisible();
  });

  await test.step('the sealed report says the same, from the server and from the desk', async () => {
    const { page } = desk;
    await page.goto(`${server.url}${address.replace('/kunjungan/', '/laporan/')}`);
    const text = await pdfText(await fromServer(page, 'PDF'));
    expect(text).toContain(scoreCorrected);
    expect(text).toContain('DPMPTSP Kota Cilegon');
    expect(text).toContain('Dra. Ratna Wulandari, M.Si.');
    expect(text).not.toContain('SEMENTARA');
    expect(await totalInSheet(await fromServer(page, 'Excel (XLSX)'))).toBe(scoreCorrected);
    expect(await pdfText(await makeReport(page, 'PDF'))).toContain(scoreCorrected);
  });

  await tablet.remove();
  await desk.remove();
});
