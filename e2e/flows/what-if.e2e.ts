import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { examine, expectTouchable } from '../pages/examine.ts';
import { ReviewPage } from '../pages/review.ts';
import { answerSmallVisit, beginSmallVisit, submitAndReach } from '../pages/small-visit.ts';

const charter = 'Maklumat layanan tersedia';

const scoreOf = (page: Page) => page.getByRole('region', { name: 'Nilai', exact: true });

test('a trial moves the score, without a network and without touching the visit', async ({ devices }) => {
  const tablet = await devices.as('asesor1');
  const visit = await beginSmallVisit(tablet, { letter: 'ST/321/PC/XI/2026' });
  // Charter and information are a ninth each, the toilet a third of one: 100 − 2 × 11.11 − 3.70.
  await answerSmallVisit(visit, (card) => (card < 3 ? 0 : 1));
  await expect(visit.gauge).toHaveAccessibleName(/^Nilai 74,07/);
  await tablet.context().setOffline(true);
  await visit.way.getByRole('link', { name: 'Simulasi nilai' }).click();
  await expect(tablet.getByText('Simulasi, tidak disimpan')).toBeVisible();
  await tablet.reload();

  const score = scoreOf(tablet);
  await expect(score.getByRole('img', { name: /^Nilai 74,07/ })).toHaveCount(2);
  // To 81: one answer of 11.11 is enough, and none is too few.
  await expect(tablet.getByText('Kurang 6,93 poin; paling sedikit 1 jawaban yang perlu lebih baik.')).toBeVisible();
  await examine(tablet, 'what-if');
  await expectTouchable(tablet, 'what-if');
  await tablet.getByRole('combobox', { name: charter }).selectOption({ label: 'Ada (1)' });
  // Of the two figures as they are shown.
  await expect(score).toContainText('Selisih +11,12');
  await expect(score.getByRole('img', { name: /^Nilai 85,19/ })).toBeVisible();
  await expect(tablet.getByText('Semula: Tidak ada')).toBeVisible();
  await tablet.getByRole('button', { name: 'Kembalikan semua' }).click();
  await expect(score).toContainText('Belum ada jawaban yang diubah.');
  await tablet.getByRole('button', { name: 'Coba dalam simulasi' }).first().click();
  await expect(score).toContainText('1 jawaban diubah.');

  await tablet.getByRole('link', { name: 'Kunjungan', exact: true }).first().click();
  await expect(visit.gauge).toHaveAccessibleName(/^Nilai 74,07/);
  await tablet.context().setOffline(false);
  await submitAndReach(tablet);

  const desk = await devices.as('supervisor');
  const review = await ReviewPage.open(desk, visit.id);
  await desk.getByRole('link', { name: 'Simulasi nilai' }).click();
  await expect(scoreOf(desk).getByRole('img', { name: /^Nilai 74,07/ })).toHaveCount(2);
  await desk.getByRole('link', { name: 'Tinjauan', exact: true }).first().click();
  await expect(review.gauge).toHaveAccessibleName(/^Nilai 74,07/);
});
