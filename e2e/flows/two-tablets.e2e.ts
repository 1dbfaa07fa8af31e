import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { ReviewPage } from '../pages/review.ts';
import { answerSmallVisit, beginSmallVisit, officeCards, officePart, submitAndReach } from '../pages/small-visit.ts';
import { VisitPage } from '../pages/visit.ts';

const settled = /^Nilai (\d+,\d\d), kategori/;

async function settledScore(visit: VisitPage): Promise<string> {
  await expect(visit.gauge).toHaveAccessibleName(settled);
  return settled.exec(await visit.score())?.[1] ?? '';
}

async function openOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/tersimpan/i);
}

async function connect(page: Page): Promise<void> {
  await page.context().setOffline(false);
  await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/Semua terkirim/);
}

/** The visit's page on a tablet to which it comes by itself. */
async function openArrived(page: Page, id: string): Promise<VisitPage> {
  const link = page.locator(`a[href="/kunjungan/${id}"]`);
  await expect(link).toBeVisible();
  await link.click();
  const visit = new VisitPage(page);
  await visit.goTo(officePart);
  await expect(visit.cards).toHaveCount(officeCards);
  return visit;
}

test('a second tablet joins by QR without a network; both answers to one question are kept until one is chosen', async ({
  devices,
}) => {
  const one = await devices.as('asesor1', { permissions: ['clipboard-read', 'clipboard-write'] });
  const two = await devices.as('asesor2');
  await openOffline(one);
  await openOffline(two);

  const first = await beginSmallVisit(one, { letter: 'ST/201/PC/XI/2026' });
  await answerSmallVisit(first, () => 1);
  await two.goto(await first.invitation());
  await expect(two.getByText('DPMPTSP Kota Cilegon')).toBeVisible();
  await two.getByRole('button', { name: 'Bergabung' }).click();
  const second = new VisitPage(two);
  await second.goTo(officePart);
  await expect(second.cards).toHaveCount(officeCards);
  await second.card('Maklumat layanan tersedia').getByRole('radio', { name: 'Tidak ada' }).check();
  await second.isSaved();
  const full = await settledScore(first);

  await connect(one);
  await connect(two);
  for (const visit of [first, second]) {
    await visit.goTo(officePart);
    const card = visit.card('Maklumat layanan tersedia');
    await expect(card.getByText('Dua jawaban berbeda')).toBeVisible();
    await expect(card.getByRole('listitem')).toHaveCount(2);
    await expect(visit.gauge).toHaveAccessibleName(/^Nilai masih terbuka antara/);
  }
  // What only one of them answered is on both, as one answer.
  await expect(second.card(/Ruang tunggu/).getByRole('radio', { checked: true })).toHaveCount(1);

  await one.getByRole('link', { name: 'Periksa dan ajukan' }).first().click();
  await expect(one.getByRole('button', { name: 'Ajukan untuk ditinjau' })).toBeDisabled();
  await one.goBack();
  await first.goTo(officePart);
  const chosen = first.card('Maklumat layanan tersedia').getByRole('listitem').filter({ hasText: 'Tidak ada' });
  await chosen.getByRole('button', { name: 'Pakai ini' }).click();
  const score = await settledScore(first);
  expect(score).not.toBe(full);
  await expect(second.card('Maklumat layanan tersedia').getByRole('radio', { name: 'Tidak ada' })).toBeChecked();
  expect(await settledScore(second)).toBe(score);

  const desk = await devices.as('supervisor');
  await desk.getByRole('button', { name: 'Sedang dikerjakan' }).click();
  const line = desk.getByRole('row').filter({ has: desk.locator(`a[href$="/${first.id}"]`) });
  await expect(line).toContainText(score);
  await line.getByRole('link').click();
  await expect(desk.getByRole('img', { name: /^Nilai/ }).first()).toHaveAccessibleName(new RegExp(`^Nilai ${score}`));
});

test('an assigned assessor finds the visit; what was answered before knowing of the submit is late, not lost', async ({
  devices,
}) => {
  const one = await devices.as('asesor1');
  const two = await devices.as('asesor2');
  const first = await beginSmallVisit(one, { letter: 'ST/202/PC/XI/2026', with: 'Yohanes Nggolut' });
  await answerSmallVisit(first, () => 1);
  const second = await openArrived(two, first.id);
  await expect(second.gauge).toHaveAccessibleName(settled);
  await openOffline(two);
  await second.card('Maklumat layanan tersedia').getByRole('radio', { name: 'Tidak ada' }).check();
  await second.isSaved();
  const score = await settledScore(second);

  const { id } = first;
  await submitAndReach(one);
  await connect(two);

  const desk = await devices.as('supervisor');
  await desk.getByRole('button', { name: 'Masuk setelah diajukan' }).click();
  await desk.locator(`a[href$="/${id}"]`).click();
  await expect(desk.getByRole('img', { name: /^Nilai/ }).first()).toHaveAccessibleName(new RegExp(`^Nilai ${score}`));
  const row = new ReviewPage(desk).row('Maklumat layanan tersedia');
  await expect(row).toContainText('Tidak ada');
  await expect(row).toContainText('masuk setelah diajukan');
  await expect(desk.getByText(`1 perubahan terlambat: 100,00 → ${score}`)).toBeVisible();
});

test('an answer that met an approval waits for the supervisor: taken in it changes the score, declined it does not', async ({
  devices,
}) => {
  const one = await devices.as('asesor1');
  const two = await devices.as('asesor2');
  const third = await devices.as('asesor1');
  const first = await beginSmallVisit(one, { letter: 'ST/203/PC/XI/2026', with: 'Yohanes Nggolut' });
  await answerSmallVisit(first, () => 1);
  const { id } = first;
  const answered = [
    [two, 'Maklumat layanan tersedia'],
    [third, /Ruang tunggu/],
  ] as const;
  for (const [page, question] of answered) {
    const visit = await openArrived(page, id);
    await expect(visit.gauge).toHaveAccessibleName(settled);
    await openOffline(page);
    await visit.card(question).getByRole('radio').first().check();
    await visit.isSaved();
  }
  const wouldBe = await settledScore(new VisitPage(two));
  await submitAndReach(one);

  const desk = await devices.as('supervisor');
  await desk.goto(`/tinjauan/${id}`);
  await desk.getByRole('button', { name: 'Setujui' }).click();
  await desk.getByRole('button', { name: 'Setujui sekarang' }).click();
  await expect(desk.getByText('Disetujui', { exact: true }).first()).toBeVisible();
  const gauge = desk.getByRole('img', { name: /^Nilai/ }).first();
  await expect(gauge).toHaveAccessibleName(/^Nilai 100,00/);

  await connect(two);
  await expect(desk.getByText('1 perubahan menunggu keputusan Anda')).toBeVisible();
  await expect(desk.getByText(`1 perubahan ditahan: 100,00 → ${wouldBe} bila diterima`)).toBeVisible();
  await expect(
    desk.getByText('Ditahan: ditulis sebelum penulisnya tahu bahwa kunjungan sudah disetujui.'),
  ).toBeVisible();
  await desk.getByRole('button', { name: 'Terima', exact: true }).first().click();
  await desk.getByRole('dialog').getByLabel('Alasan').fill('Foto menunjukkan maklumat memang belum dipasang.');
  await desk.getByRole('dialog').getByRole('button', { name: 'Lanjutkan' }).click();
  await expect(gauge).toHaveAccessibleName(new RegExp(`^Nilai ${wouldBe}`));

  await connect(third);
  await expect(desk.getByText('1 perubahan menunggu keputusan Anda')).toBeVisible();
  await desk.getByRole('button', { name: 'Tolak', exact: true }).click();
  await desk.getByRole('dialog').getByLabel('Alasan').fill('Ruang tunggu terlihat jelas pada foto.');
  await desk.getByRole('dialog').getByRole('button', { name: 'Lanjutkan' }).click();
  await expect(desk.getByText('1 perubahan menunggu keputusan Anda')).toHaveCount(0);
  await expect(gauge).toHaveAccessibleName(new RegExp(`^Nilai ${wouldBe}`));
  const declined = new VisitPage(third);
  await declined.goTo(officePart);
  await expect(
    third.getByText('Perubahan terakhir tidak diterima penyelia: Ruang tunggu terlihat jelas pada foto.'),
  ).toBeVisible();
});
