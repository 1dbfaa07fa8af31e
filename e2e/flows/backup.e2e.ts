import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { BackupPage } from '../pages/backup.ts';
import { ReviewPage } from '../pages/review.ts';
import { signIn } from '../pages/sign-in.ts';
import { beginSmallVisit, officeCards, officePart } from '../pages/small-visit.ts';
import type { VisitPage } from '../pages/visit.ts';
import { demoPassword } from '../server-process.ts';

const question = 'Maklumat layanan tersedia';
let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tilik-backup-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

/** A visit with one answer and one photo, on a tablet that has no network from before it began. */
async function workOffline(page: Page, letter: string): Promise<VisitPage> {
  await page.context().setOffline(true);
  await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/tersimpan/i);
  const visit = await beginSmallVisit(page, { letter });
  await visit.goTo(officePart);
  await expect(visit.cards).toHaveCount(officeCards);
  const card = visit.card(question);
  await card.getByRole('radio', { name: 'Tidak ada' }).check();
  await visit.photograph(card);
  await visit.isSaved();
  return visit;
}

async function seesAnswerAndPhoto(desk: Page, visit: string): Promise<void> {
  const review = await ReviewPage.open(desk, visit);
  await expect(review.row(question)).toContainText('Tidak ada');
  await expect(desk.getByRole('img', { name: /^Foto/ }).first()).toBeVisible();
}

test('a tablet is lost after its backup: another one carries the file without a network, and its answer and photo arrive', async ({
  devices,
}) => {
  const lost = await devices.as('asesor1');
  const visit = await workOffline(lost, 'ST/301/PC/XI/2026');
  const { id } = visit;
  await lost.getByTitle('Buka halaman pengiriman').first().click();
  const only = lost.getByRole('region', { name: 'Hanya di perangkat ini' });
  await expect(only).toContainText('1 foto');
  await expect(only).toContainText('Belum pernah dicadangkan');
  const file = await new BackupPage(lost).make(folder);
  await expect(only).toContainText('Semuanya ada di dalamnya');
  // The tablet and its profile are gone.
  await lost.context().close();

  const other = await devices.as('asesor2');
  await other.context().setOffline(true);
  const backups = new BackupPage(other);
  await backups.open();
  await backups.choose(file);
  await expect(backups.carried).toContainText('Menunggu diserahkan');
  await other.context().setOffline(false);
  await expect(backups.carried).toContainText('1 foto baru');

  const desk = await devices.as('supervisor');
  await seesAnswerAndPhoto(desk, id);
  const list = new BackupPage(desk);
  await list.open();
  await expect(list.handedIn).toContainText('1 foto baru');

  // The same file once more, by somebody else: nothing is doubled.
  await list.choose(file);
  await expect(list.carried).toContainText('1 foto sudah ada');
});

test('a damaged file is handed in at the administrator’s page: the damage is named, the rest arrives', async ({
  devices,
}) => {
  const tablet = await devices.as('asesor1');
  const { id } = await workOffline(tablet, 'ST/302/PC/XI/2026');
  await tablet.getByTitle('Buka halaman pengiriman').first().click();
  const file = await new BackupPage(tablet).make(folder);
  const bytes = await readFile(file);
  const cut = join(folder, 'terpotong.tilik');
  await writeFile(cut, bytes.subarray(0, bytes.length - 2000));

  const admin = await devices.as('admin');
  await admin.getByRole('link', { name: 'Berkas cadangan' }).click();
  const backups = new BackupPage(admin);
  await backups.choose(cut);
  await expect(backups.carried).toContainText('Berkas rusak; bagian yang utuh sudah diambil');
  await expect(backups.carried).toContainText('Berkas terpotong');
  const review = await ReviewPage.open(admin, id);
  await expect(review.row(question)).toContainText('Tidak ada');

  const none = join(folder, 'foto.jpg');
  await writeFile(none, 'Bukan cadangan');
  await backups.open();
  await backups.choose(none);
  await expect(admin.getByRole('alert')).toContainText('bukan berkas cadangan');
});

test('work of somebody who is signed out is saved from the sign-in page, which shows how much and nothing of what', async ({
  devices,
}) => {
  const tablet = await devices.as('asesor2');
  const visit = await workOffline(tablet, 'ST/303/PC/XI/2026');
  const { id } = visit;
  // As after the session was ended and the device handed on: its person is not known here any more.
  await tablet.evaluate(() => localStorage.removeItem('tilik.account'));
  await tablet.goto('/');
  await expect(tablet.getByRole('heading', { name: 'Masuk ke Tilik' })).toBeVisible();
  await expect(tablet.getByText('Ada pekerjaan yang belum terkirim di perangkat ini')).toBeVisible();
  await expect(tablet.getByText(/\d+ perubahan, 1 foto/)).toBeVisible();
  await expect(tablet.locator('body')).not.toContainText('DPMPTSP');
  const file = await new BackupPage(tablet).make(folder);
  expect((await readFile(file)).includes('Maklumat')).toBe(false);
  await tablet.context().close();

  const desk = await devices.as('supervisor');
  const backups = new BackupPage(desk);
  await backups.open();
  await backups.choose(file);
  await expect(backups.carried).toContainText('1 foto baru');
  await seesAnswerAndPhoto(desk, id);
});

test('a file of a tablet that the server does not know is held until the supervisor decides where it was handed in', async ({
  devices,
  server,
}) => {
  const tablet = await devices.fresh();
  // As at a server of the release before, to which no tablet says whose it is.
  const body = { type: 'urn:tilik:problem:notFound', code: 'notFound', title: '', status: 404 };
  await tablet
    .context()
    .route('**/api/replicas', (route) =>
      route.fulfill({ status: 404, contentType: 'application/problem+json', body: JSON.stringify(body) }),
    );
  await signIn(tablet, server.url, 'asesor2', demoPassword);
  const { id } = await workOffline(tablet, 'ST/305/PC/XI/2026');
  await tablet.getByTitle('Buka halaman pengiriman').first().click();
  const file = await new BackupPage(tablet).make(folder);

  const desk = await devices.as('supervisor');
  const backups = new BackupPage(desk);
  await backups.open();
  await backups.choose(file);
  await expect(backups.carried).toContainText('menunggu keputusan penyelia');
  await backups.handedIn.getByRole('button', { name: 'Terima yang ditahan' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Terima yang ditahan' });
  await dialog.getByLabel('Alasan').fill('Sudah dicek dengan orangnya.');
  await dialog.getByRole('button', { name: 'Terima yang ditahan' }).click();
  await expect(dialog).toBeHidden();
  await expect(backups.handedIn.getByRole('button', { name: 'Terima yang ditahan' })).toHaveCount(0);
  await seesAnswerAndPhoto(desk, id);
});

test('in the evening a tablet with unsent work reminds of it, once a day', async ({ devices, server }) => {
  const tablet = await devices.fresh();
  const evening = new Date();
  // Half past five in Jakarta.
  evening.setUTCHours(10, 30, 0, 0);
  await tablet.clock.setFixedTime(evening);
  await signIn(tablet, server.url, 'asesor1', demoPassword);
  await tablet.context().setOffline(true);
  await beginSmallVisit(tablet, { letter: 'ST/304/PC/XI/2026' });
  await tablet.getByRole('link', { name: 'Kunjungan' }).first().click();
  const reminder = tablet.getByText(/^Hari sudah sore: \d+ hal hanya ada di perangkat ini$/);
  await expect(reminder).toBeVisible();
  await tablet.getByRole('button', { name: 'Tutup pemberitahuan' }).click();
  await expect(reminder).toBeHidden();
  await tablet.reload();
  await expect(tablet.getByRole('link', { name: /belum terkirim/ }).first()).toBeVisible();
  await expect(reminder).toBeHidden();
});
