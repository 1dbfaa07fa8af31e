import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { CloseVisitPage } from '../pages/close-visit.ts';
import { addPerson } from '../pages/people.ts';
import { ReviewPage } from '../pages/review.ts';
import { answerSmallVisit, beginSmallVisit, officePart, submitAndReach } from '../pages/small-visit.ts';
import { VisitPage } from '../pages/visit.ts';

const charter = 'Maklumat layanan tersedia';

/** Presses Tab until that is where the keyboard is. */
async function tabTo(page: Page, name: RegExp | string, role: 'link' | 'button'): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${name}.`);
}

test('the photo of the weakest indicator that has one is three clicks from the desk', async ({ devices }) => {
  const page = await devices.as('supervisor');
  const line = page.getByRole('link', { name: /Kabupaten Jayapura/ });
  await line.click();
  const review = new ReviewPage(page);
  await expect(review.tree).toBeVisible();
  // Dimensions and variables carry their weight in per cent, indicators do not.
  const scored = async () =>
    (await review.tree.getByRole('button').allTextContents()).flatMap((text) => {
      const [, name, value] = /^([^%]+?)(\d+,\d)$/.exec(text) ?? [];
      return name === undefined || name === 'Semua' ? [] : [{ name, value: Number(value?.replace(',', '.')) }];
    });
  await expect.poll(async () => (await scored()).length).toBeGreaterThan(20);
  const indicators = await scored();
  const photo = page
    .getByRole('complementary', { name: 'Rincian jawaban' })
    .getByRole('button', { name: /^Foto bukti/ });
  let weakest = '';
  for (const { name } of indicators.toSorted((a, b) => a.value - b.value)) {
    await review.choose(name);
    weakest = name;
    if ((await photo.count()) > 0) break;
  }
  await page.getByRole('link', { name: 'Meja tinjauan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Meja tinjauan' })).toBeVisible();

  await line.click();
  await review.tree.getByRole('button', { name: weakest }).first().click();
  await photo.first().click();
  const seen = page.getByRole('dialog').getByRole('img').first();
  await expect(seen).toBeVisible();
  await expect.poll(() => seen.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});

test('a whole review is done by keyboard alone', async ({ devices }) => {
  const tablet = await devices.as('asesor1');
  const visit = await beginSmallVisit(tablet, { letter: 'ST/301/PC/XI/2026' });
  const { id } = visit;
  await answerSmallVisit(visit, (card) => (card === 0 ? 0 : 1));
  await submitAndReach(tablet);

  const page = await devices.as('supervisor');
  const link = page.locator(`a[href="/tinjauan/${id}"]`);
  await expect(link).toBeVisible();
  await tabTo(page, /DPMPTSP/, 'link');
  for (
    let presses = 0;
    presses < 30 && !(await link.evaluate((element) => element === document.activeElement));
    presses++
  ) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ditinjau 0 dari 19')).toBeVisible();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Pintasan papan ketik' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  for (let answer = 1; answer <= 19; answer++) {
    await page.keyboard.press('a');
    await expect(page.getByText(`Ditinjau ${answer} dari 19`)).toBeVisible();
  }
  await tabTo(page, 'Setujui', 'button');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Setujui sekarang', 'button');
  await page.keyboard.press('Enter');
  await expect(new ReviewPage(page).status).toHaveText('Disetujui');
});

test('a comment and a return reach the assessor, the correction reaches the supervisor', async ({ devices }) => {
  const tablet = await devices.as('asesor1');
  const visit = await beginSmallVisit(tablet, { letter: 'ST/302/PC/XI/2026' });
  const { id } = visit;
  await answerSmallVisit(visit, (card) => (card === 0 ? 0 : 1));
  await submitAndReach(tablet);

  const desk = await devices.as('supervisor');
  const review = await ReviewPage.open(desk, id);
  await review.choose(charter);
  await desk.getByLabel('Tulis komentar untuk asesor').fill('Apakah maklumat terpasang di lantai dua?');
  await desk.getByRole('button', { name: 'Kirim komentar' }).click();
  await expect(desk.getByText('Apakah maklumat terpasang di lantai dua?')).toBeVisible();
  await review.askForCorrection('Foto memperlihatkan maklumat di dinding.');
  await desk.getByRole('button', { name: 'Kembalikan (1)' }).click();
  await desk.getByRole('button', { name: 'Kembalikan sekarang' }).click();
  await expect(desk.getByText('Tuliskan alasannya')).toBeVisible();
  await desk.getByRole('button', { name: 'Batal', exact: true }).click();
  await review.returnWith('Satu butir saja.');

  await tablet.goto(`/kunjungan/${id}`);
  await expect(tablet.getByText('Kunjungan dikembalikan untuk diperbaiki')).toBeVisible();
  await expect(tablet.getByText('Satu butir saja.')).toBeVisible();
  await tablet.getByRole('button', { name: 'Tunjukkan yang pertama' }).click();
  const card = visit.card(charter);
  await expect(card.getByText('Foto memperlihatkan maklumat di dinding.')).toBeVisible();
  await card.getByRole('button', { name: 'Komentar (1)' }).click();
  await expect(card.getByText('Apakah maklumat terpasang di lantai dua?')).toBeVisible();
  await card.getByRole('button', { name: 'Tandai selesai' }).click();
  await card.getByRole('radio', { name: /^Ada/ }).check();
  await expect(tablet.getByText('0 dari 1 indikator yang ditandai belum diperbaiki.')).toBeVisible();
  await submitAndReach(tablet);

  await expect(review.status).toHaveText('Menunggu ditinjau');
  await expect(review.row(charter)).toContainText('sudah diperbaiki');
  await expect(review.gauge).toHaveAccessibleName(/^Nilai 100,00/);
  await review.approve();
});

test('what changed between looking and approving is said, and not approved unseen', async ({ devices }) => {
  const one = await devices.as('asesor1');
  const two = await devices.as('asesor2');
  const first = await beginSmallVisit(one, { letter: 'ST/303/PC/XI/2026', with: 'Yohanes Nggolut' });
  await answerSmallVisit(first, () => 1);
  const { id } = first;
  const link = two.locator(`a[href="/kunjungan/${id}"]`);
  await expect(link).toBeVisible();
  await link.click();
  const second = new VisitPage(two);
  await expect(second.gauge).toHaveAccessibleName(/^Nilai 100,00/);
  await second.goTo(officePart);
  await two.context().setOffline(true);
  await second.card(charter).getByRole('radio', { name: 'Tidak ada' }).check();
  await second.isSaved();
  await submitAndReach(one);

  const desk = await devices.as('supervisor');
  const review = await ReviewPage.open(desk, id);
  await expect(review.gauge).toHaveAccessibleName(/^Nilai 100,00/);
  await desk.getByRole('button', { name: 'Setujui' }).click();
  await two.context().setOffline(false);
  await expect(two.getByTitle('Buka halaman pengiriman')).toHaveText(/Semua terkirim/);
  await desk.getByRole('button', { name: 'Setujui sekarang' }).click();
  await expect(desk.getByRole('dialog').getByText('Ada perubahan sejak Anda melihatnya')).toBeVisible();
  await desk.getByRole('button', { name: 'Batal', exact: true }).click();
  await expect(review.status).toHaveText('Menunggu ditinjau');
  await expect(review.row(charter)).toContainText('Tidak ada');
  await review.approve();
});

test('nobody decides on a visit that they assessed', async ({ devices }) => {
  const admin = await devices.as('admin');
  await addPerson(admin, { name: 'Dewi Lestari', userName: 'dewi', roles: ['Asesor', 'Penyelia'] });
  const page = await devices.as('dewi');
  const visit = await beginSmallVisit(page, { letter: 'ST/304/PC/XI/2026' });
  const { id } = visit;
  await answerSmallVisit(visit, () => 1);
  await submitAndReach(page);
  await ReviewPage.open(page, id);
  await expect(page.getByText('Anda anggota tim kunjungan ini, jadi keputusan ada pada penyelia lain.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Setujui' })).toHaveCount(0);
});

test('a visit that could not be scored has an outcome and a reason, through submit and approval', async ({
  devices,
}) => {
  const tablet = await devices.as('asesor1');
  const { id } = await beginSmallVisit(tablet, { letter: 'ST/305/PC/XI/2026' });
  await tablet.getByRole('link', { name: 'Periksa dan ajukan' }).first().click();
  const closing = new CloseVisitPage(tablet);
  await tablet.getByRole('radio', { name: 'Kantor menolak dinilai' }).check();
  await tablet.getByRole('button', { name: 'Simpan hasil' }).click();
  await expect(tablet.getByText('Tulis alasannya.')).toBeVisible();
  await closing.endWithoutScore('Kantor menolak dinilai', 'Surat pemberitahuan belum diterima pimpinan kantor.');
  await closing.submit();
  await expect(closing.received).toBeVisible();
  await tablet.getByRole('link', { name: 'Lihat hasil' }).first().click();
  await expect(tablet.getByText('Surat pemberitahuan belum diterima pimpinan kantor.')).toBeVisible();

  const desk = await devices.as('supervisor');
  const line = desk.getByRole('row').filter({ has: desk.locator(`a[href="/tinjauan/${id}"]`) });
  await expect(line).toContainText('Kantor menolak');
  await line.getByRole('link').click();
  const review = new ReviewPage(desk);
  await review.approve();
  await desk.getByRole('link', { name: 'Laporan' }).last().click();
  await expect(desk.getByText('Kunjungan ini berakhir tanpa nilai.')).toBeVisible();
  await expect(desk.getByText('Surat pemberitahuan belum diterima pimpinan kantor.')).toBeVisible();
});

test('what deserves a second look is behind one filter, with its reason', async ({ devices }) => {
  const tablet = await devices.as('asesor1');
  const visit = await beginSmallVisit(tablet, { letter: 'ST/306/PC/XI/2026' });
  await answerSmallVisit(visit, () => 1);
  await submitAndReach(tablet);
  const desk = await devices.as('supervisor');
  await ReviewPage.open(desk, visit.id);
  await desk.getByRole('radio', { name: /^Perlu dilihat lagi/ }).check({ force: true });
  const rows = desk.getByRole('main').getByRole('listitem').filter({ hasText: 'Dijawab sangat cepat' });
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(5);
});
