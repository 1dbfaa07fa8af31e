import { expect, type Page } from '@playwright/test';
import { CloseVisitPage } from './close-visit.ts';
import { beginAnyway, VisitPage } from './visit.ts';

const instrument = 'Kepatuhan terhadap Standar Pelayanan Publik (ketampakan fisik) 2013–2019 (v1)';

export const productPart = /^Standar pelayanan publik/;
export const officePart = /^Maklumat layanan/;
/** Cards of the office's page; the product's page has five more. */
export const officeCards = 14;

/** A visit by the shortest published instrument: one product, nineteen answers. Resolves on its page. */
export async function beginSmallVisit(page: Page, plan: { letter: string; with?: string }): Promise<VisitPage> {
  await page.getByRole('link', { name: 'Mulai kunjungan' }).click();
  await page.getByRole('radio', { name: /DPMPTSP Kota Cilegon/ }).check();
  await page.getByLabel('Instrumen').selectOption({ label: instrument });
  await page.getByLabel('Nomor surat tugas').fill(plan.letter);
  if (plan.with !== undefined) await page.getByRole('checkbox', { name: plan.with }).check();
  await page.getByRole('button', { name: 'Mulai kunjungan' }).click();
  const visit = new VisitPage(page);
  await beginAnyway(page, visit.way);
  await expect(visit.way).toBeVisible();
  return visit;
}

/** Answers everything; `choose` gives 0 (absent) or 1 (there) for each card of the office. */
export async function answerSmallVisit(visit: VisitPage, choose: (card: number) => number): Promise<void> {
  await visit.goTo(productPart);
  await visit.addSubject('produk layanan', { name: 'Surat Izin Praktik' });
  await visit.answerAll(() => 1);
  await visit.goTo(officePart);
  await expect(visit.cards).toHaveCount(officeCards);
  await visit.answerAll(choose);
  await visit.isSaved();
}

/** From the visit's page to "received by the server". */
export async function submitAndReach(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Periksa dan ajukan' }).first().click();
  const closing = new CloseVisitPage(page);
  await closing.submit();
  await expect(closing.received).toBeVisible();
}
