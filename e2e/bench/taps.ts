import type { BrowserContext, Page } from '@playwright/test';
import { slowPage } from './bench-browser.ts';
import { untilAnswerable } from './ready.ts';

declare global {
  interface Window {
    __taps: number[];
  }
}

/** Milliseconds from the lifted finger to the painted answer, one for each tap on an open visit. */
export async function tapVisit(context: BrowserContext, url: string, taps: number): Promise<Tapped> {
  const { page } = await slowPage(context);
  await page.goto(url);
  await untilAnswerable(page);
  await page.waitForLoadState('networkidle');
  const tapped = await tapAround(page, taps);
  await page.close();
  return tapped;
}

/** The least that any form can be: so many questions of four native radio inputs in a page without a script or a style. */
export async function tapBarePage(context: BrowserContext, questions: number, taps: number): Promise<Tapped> {
  const { page } = await slowPage(context);
  const options = (question: number): string =>
    Array.from(
      { length: 4 },
      (_, at) => `<label><input type="radio" name="q${question}"> Nilai ${at}</label><br>`,
    ).join('');
  const forms = Array.from(
    { length: questions },
    (_, at) => `<p>Pertanyaan ${at}</p><div role="radiogroup">${options(at)}</div>`,
  );
  // The probe is put into pages that are navigated to.
  await page.route('**/bare', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><meta charset="utf-8"><title>Bare</title>${forms.join('')}`,
    }),
  );
  await page.goto('http://localhost/bare');
  const tapped = await tapAround(page, taps);
  await page.close();
  return tapped;
}

export interface Tapped {
  readonly ms: readonly number[];
  readonly questions: number;
}

/** Another option of every question in turn, as fast as a hand goes and no faster. */
async function tapAround(page: Page, taps: number): Promise<Tapped> {
  const groups = page.getByRole('radiogroup');
  const questions = await groups.count();
  for (let tap = 0; tap < taps; tap++) {
    const question = tap % questions;
    const option = (question + Math.floor(tap / questions)) % 4;
    const label = groups.nth(question).locator('label').nth(option);
    await label.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await page.waitForTimeout(120);
    const box = await label.boundingBox();
    if (box === null) throw new Error('The option is not on the page.');
    await page.mouse.click(box.x + Math.min(14, box.width / 2), box.y + box.height / 2);
    await page.waitForFunction((before) => window.__taps.length > before, tap, { polling: 20, timeout: 20_000 });
  }
  return { ms: await page.evaluate(() => window.__taps), questions };
}
