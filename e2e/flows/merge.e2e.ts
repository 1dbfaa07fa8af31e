import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { ReviewPage } from '../pages/review.ts';
import { answerSmallVisit, beginSmallVisit, officeCards, officePart, submitAndReach } from '../pages/small-visit.ts';
import { VisitPage } from '../pages/visit.ts';

const charter = 'Maklumat layanan tersedia';
const settled = /^Nilai (\d+,\d\d), kategori/;

async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/tersimpan/i);
}

async function connect(page: Page): Promise<void> {
  await page.context().setOffline(false);
  await expect(page.getByTitle('Buka halaman pengiriman')).toHaveText(/Semua terkirim/);
}

test('two visits begun apart without a network become one: the twin is named, merged, settled, approved and reported', async ({
  devices,
}) => {
  const one = await devices.as('asesor1');
  const two = await devices.as('asesor2');
  await goOffline(one);
  await goOffline(two);
  const first = await beginSmallVisit(one, { letter: 'ST/501/PC/XI/2026' });
  await answerSmallVisit(first, () => 1);
  const second = await beginSmallVisit(two, { letter: 'ST/502/PC/XI/2026' });
  await second.goTo(officePart);
  await expect(second.cards).toHaveCount(officeCards);
  await second.card(charter).getByRole('radio', { name: 'Tidak ada' }).check();
  await second
    .card(/Ruang tunggu/)
    .getByRole('radio')
    .last()
    .check();
  await second.photograph(second.card(charter));
  await second.isSaved();
  const [a, b] = [first.id, second.id];
  await connect(one);
  await connect(two);
  // The second goes on without a network while the two are merged.
  await goOffline(two);
  await second
    .card(/Ruang tunggu/)
    .getByRole('radio')
    .first()
    .check();
  await second.isSaved();

  const desk = await devices.as('supervisor');
  await ReviewPage.open(desk, b);
  await expect(desk.getByText('Ada kunjungan kembar')).toBeVisible();
  const twin = desk.getByRole('listitem').filter({ has: desk.locator(`a[href="/tinjauan/${a}"]`) });
  await twin.getByRole('button', { name: 'Gabungkan ke kunjungan itu…' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Gabungkan ke kunjungan lain' });
  await expect(dialog).toContainText('2 jawaban, 1 foto');
  await expect(dialog).toContainText('1; tim memilih salah satu setelah digabung');
  await expect(dialog).toContainText('Penggabungan tidak dapat dibatalkan.');
  await dialog.getByLabel('Alasan penggabungan').fill('Satu kunjungan, dua tablet tanpa jaringan');
  await dialog.getByRole('button', { name: 'Gabungkan', exact: true }).click();
  await expect(desk).toHaveURL(new RegExp(`/tinjauan/${a}$`));
  await expect(desk.getByText('Digabung dari kunjungan lain')).toBeVisible();
  await expect(desk.getByText(/Satu kunjungan, dua tablet tanpa jaringan/)).toBeVisible();

  // The list holds one of them; the other leads to it.
  await desk.goto('/tinjauan');
  await desk.getByRole('button', { name: 'Sedang dikerjakan' }).click();
  await expect(desk.locator(`a[href$="/${a}"]`)).toBeVisible();
  await expect(desk.locator(`a[href$="/${b}"]`)).toHaveCount(0);
  await desk.goto(`/tinjauan/${b}`);
  await expect(desk.getByRole('link', { name: 'Buka kunjungan gabungan' })).toHaveAttribute('href', `/tinjauan/${a}`);

  // What was answered meanwhile arrives, and the tablet is led on to where it counts.
  await connect(two);
  await expect(two.getByText('Kunjungan ini digabungkan ke kunjungan lain')).toBeVisible();
  await expect(second.card(charter).getByRole('radio').first()).toBeDisabled();
  await two.getByRole('link', { name: 'Buka kunjungan gabungan' }).click();
  await expect(two).toHaveURL(new RegExp(`/kunjungan/${a}`));
  const merged = new VisitPage(two);
  await expect(merged.card(charter).getByText('Dua jawaban berbeda')).toBeVisible();
  await expect(merged.card(/Ruang tunggu/).getByText('Dua jawaban berbeda')).toBeVisible();
  const choose = (answer: Locator): Promise<void> => answer.getByRole('button', { name: 'Pakai ini' }).click();
  await choose(merged.card(charter).getByRole('listitem').filter({ hasText: 'Tidak ada' }));
  await choose(
    merged
      .card(/Ruang tunggu/)
      .getByRole('listitem')
      .last(),
  );
  await expect(merged.gauge).toHaveAccessibleName(settled);
  const score = settled.exec(await merged.score())?.[1] ?? '';
  await expect(first.gauge).toHaveAccessibleName(new RegExp(`^Nilai ${score}`));
  await expect(one.getByText('Dua jawaban berbeda')).toHaveCount(0);
  // The list of the second tablet holds one visit as well.
  await two.goto('/');
  await expect(two.locator(`a[href="/kunjungan/${a}"]`)).toBeVisible();
  await expect(two.locator(`a[href="/kunjungan/${b}"]`)).toHaveCount(0);

  await submitAndReach(one);
  const review = await ReviewPage.open(desk, a);
  await expect(review.gauge).toHaveAccessibleName(new RegExp(`^Nilai ${score}`));
  await review.choose(charter);
  const photo = desk.getByRole('complementary', { name: 'Rincian jawaban' }).getByRole('img').first();
  await expect(photo).toBeVisible();
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await review.approve();
  const report = await desk.request.get(`/api/visits/${a}/report?format=json`);
  expect(report.status()).toBe(200);
  expect(JSON.stringify(await report.json())).toContain(score);
});
