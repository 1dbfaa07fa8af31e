import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { settled } from './settled.ts';

const narrow = { width: 320, height: 640 };

/** What axe finds in what is on the page now, in words short enough to mend by. */
async function findings(page: Page, where: string, rules?: readonly string[]): Promise<readonly string[]> {
  await settled(page);
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${where}: ${id}: ${html.slice(0, 240)}`));
}

/** The page itself, and every column of it that scrolls up and down; what is made to be swept (tables, chips) is excepted. */
async function isWiderThanScreen(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    [document.scrollingElement, ...document.querySelectorAll('main, .split-scroll, .split-list, .split-detail')].some(
      (column) => column !== null && column.clientWidth > 0 && column.scrollWidth > column.clientWidth,
    ),
  );
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

/**
 * axe finds nothing in any colours, and the page never scrolls sideways, however narrow. Goes on after a finding.
 * Once on each page everything is also looked at anew on a narrow screen; dialogs look the same there.
 */
export async function examine(page: Page, where: string, isWholePage = true): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog'))).not.toHaveCount(0);
  const found = [...(await findings(page, where)), ...(await findingsInOtherColours(page, where))];
  if (await isWiderThanScreen(page)) found.push(`${where}: wider than its screen`);
  const before = page.viewportSize();
  await page.setViewportSize(narrow);
  if (isWholePage) found.push(...(await findings(page, `${where}, 320 px`)));
  if (await isWiderThanScreen(page)) found.push(`${where}: wider than 320 px`);
  if (before !== null) await page.setViewportSize(before);
  expect.soft(found).toEqual([]);
}

/** What a finger taps: at least 48 px high and wide, but for links within a sentence. */
export async function expectTouchable(page: Page, where: string): Promise<void> {
  const small = await page
    .locator(
      'button, a, select, textarea, input:not([type=radio], [type=checkbox], [type=file]), label:has(input[type=radio], input[type=checkbox])',
    )
    .evaluateAll((elements) =>
      elements.flatMap((element) => {
        // A row's name spreads over its whole row.
        const target = element.matches('.row-target') ? (element.closest('tr') ?? element) : element;
        const { width, height } = target.getBoundingClientRect();
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
