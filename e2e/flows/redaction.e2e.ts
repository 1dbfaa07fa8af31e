import { expect, test } from '../fixtures.ts';
import { ReviewPage } from '../pages/review.ts';
import { beginSmallVisit, officeCards, officePart } from '../pages/small-visit.ts';

const question = 'Maklumat layanan tersedia';
const secret = 'Kata Ibu Ratna dari loket tiga, maklumat dilepas kemarin.';
const erased = 'Isi dihapus oleh';

test('a note with a name in it is erased for good: from the review, the report and the tablet', async ({ devices }) => {
  const tablet = await devices.as('asesor1');
  const visit = await beginSmallVisit(tablet, { letter: 'ST/401/PC/XI/2026' });
  await visit.goTo(officePart);
  await expect(visit.cards).toHaveCount(officeCards);
  const card = visit.card(question);
  await card.getByRole('button', { name: 'Catatan' }).click();
  await card.getByLabel('Catatan').fill(secret);
  await card.getByLabel('Catatan').blur();
  await visit.isSaved();
  await expect(tablet.getByTitle('Buka halaman pengiriman')).toHaveText(/Semua terkirim/);

  const desk = await devices.as('supervisor');
  const review = await ReviewPage.open(desk, visit.id);
  await review.choose(question);
  const detail = desk.getByRole('complementary', { name: 'Rincian jawaban' });
  await detail.getByText(`Catatan: ${question}`).click();
  await detail.getByRole('button', { name: 'Hapus isi…' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Hapus isi untuk selamanya' });
  await expect(dialog.getByText('Tindakan ini tidak dapat dibatalkan.')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: secret })).toBeChecked();
  await dialog.getByRole('button', { name: 'Hapus selamanya' }).click();
  await expect(dialog.getByText(/Tuliskan alasannya/)).toBeVisible();
  await dialog.getByLabel(/^Alasan/).fill('Diminta yang bersangkutan');
  await dialog.getByRole('button', { name: 'Hapus selamanya' }).click();
  await expect(dialog).toBeHidden();
  await expect(detail.getByText(`${erased} Bambang Hartono karena: Diminta yang bersangkutan`)).toBeVisible();
  await expect(desk.getByText(secret)).toHaveCount(0);

  // The tablet has lost it too, and says whose word it was.
  await expect(card.getByText(secret)).toHaveCount(0);
  await tablet.reload();
  await visit.goTo(officePart);
  await card.getByRole('button', { name: 'Catatan' }).click();
  await expect(card.getByText(new RegExp(`^${erased} .* karena: Diminta yang bersangkutan$`))).toBeVisible();
  await expect(card.getByLabel('Catatan')).toHaveValue('');
});
