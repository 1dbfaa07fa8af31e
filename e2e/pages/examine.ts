import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const wide = { width: 1280, height: 800 };
const narrow = { width: 320, height: 640 };

/** What axe finds in what is on the page now, in words short enough to mend by. */
async function findings(page: Page, where: string, rules?: readonly string[]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules) axe.withRules([...rules]);
  else axe.options({ rules: { 'target-size': { enabled: true } } });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${where}: ${id}: ${html.slice(0, 240)}`));
}

async function isWiderThanScreen(page: Page): Promise<boolean> {
  return page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) > innerWidth);
}

/** Colours alone differ from theme to theme: whatever else axe looks at is the same in each. */
async function findingsInOtherColours(page: Page, where: string): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await findings(page, `${where}, dark`, ['color-contrast']);
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'sun';
  });
  const sun = await findings(page, `${where}, sun`, ['color-contrast']);
  await page.evaluate(() => {
    delete document.documentElement.dataset.theme;
  });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...dark, ...sun];
}

/** axe finds nothing in any colours, wide or narrow, and the page never scrolls sideways. Goes on after a finding. */
export async function examine(page: Page, where: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog'))).not.toHaveCount(0);
  const found = [...(await findings(page, where)), ...(await findingsInOtherColours(page, where))];
  await page.setViewportSize(narrow);
  found.push(...(await findings(page, `${where}, 320 px`)));
  if (await isWiderThanScreen(page)) found.push(`${where}: wider than 320 px`);
  await page.setViewportSize(wide);
  if (await isWiderThanScreen(page)) found.push(`${where}: wider than 1280 px`);
  expect.soft(found).toEqual([]);
}

/** What a finger taps: at least 48 px high and wide, but for links within a sentence. */
export async function expectTouchable(page: Page, where: string): Promise<void> {
  const small = await page
    .locator('button, a, select, textarea, input:not([type=radio], [type=checkbox], [type=file]), label:has(input[type=radio], input[type=checkbox])')
    .evaluateAll((elements) =>
      elements.flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1;
        const isInSentence = element.matches('a') && getComputedStyle(element).display === 'inline';
        // A segment's 48 px include the frame that it shares with its neighbours.
        const isLargeEnough = Math.round(height) >= 46 && Math.round(width) >= 46;
        return !isSeen || isInSentence || isLargeEnough || element.matches('.skip-link')
          ? []
          : [`${Math.round(width)} × ${Math.round(height)}: ${element.outerHTML.slice(0, 160)}`];
      }),
    );
  expect.soft(small, where).toEqual([]);
}
