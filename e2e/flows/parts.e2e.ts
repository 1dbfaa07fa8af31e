import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from '../pages/gallery.ts';
import { settled } from '../pages/settled.ts';

const pages = ['parts', 'forms', 'audit', 'review', 'lightbox', 'scan'];
const themes = ['light', 'dark', 'sun'];

for (const name of pages) {
  test(`axe finds nothing in the parts of "${name}", light, dark or in the sun`, async ({ page, gallery }) => {
    for (const theme of themes) {
      await page.goto(`${gallery}?page=${name}&theme=${theme}`);
      await expect(page.getByRole('heading', { level: 1 }).or(page.getByRole('dialog'))).not.toHaveCount(0);
      await settled(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [theme, id, nodes.map((node) => node.html)])).toEqual([]);
    }
  });

  test(`nothing in "${name}" is wider than a screen of 320 px`, async ({ page, gallery }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${gallery}?page=${name}`);
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}

test('what can be tapped is at least 48 px high', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=forms`);
  const targets = page.locator(
    'button, input:not([type=checkbox], [type=radio]), select, textarea, main label:has(input), nav a',
  );
  await expect(targets).not.toHaveCount(0);
  for (const target of await targets.all()) {
    const box = await target.boundingBox();
    // A segment's 48 px include the frame it shares with its neighbours.
    expect(Math.round(box?.height ?? 0), (await target.textContent()) ?? '').toBeGreaterThanOrEqual(46);
  }
});

test('a table is sorted by its headers and walked with the arrow keys', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=review`);
  const names = page.locator('tbody th');
  await page.getByRole('button', { name: 'Nilai' }).click();
  await expect(page.getByRole('columnheader', { name: 'Nilai' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(names.first()).toHaveText('DPMPTSP Kabupaten Lebak');
  await expect(names.last(), 'no score yet stays last').toHaveText('DPMPTSP Kota Tangerang Selatan');
  await page.getByRole('link', { name: 'DPMPTSP Kabupaten Lebak' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#kunjungan-2$/);
});

test('a dialog closes on Escape and gives the focus back', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=parts`);
  const opener = page.getByRole('button', { name: 'Kembalikan kunjungan' });
  await opener.click();
  await expect(page.getByRole('dialog', { name: 'Kembalikan kunjungan ini?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('a busy button keeps its focus and answers no press', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=parts`);
  const busy = page.getByRole('button', { name: 'Menyimpan…' });
  await busy.focus();
  await page.keyboard.press('Enter');
  await expect(busy).toBeFocused();
  await expect(busy).toHaveAttribute('aria-disabled', 'true');
});

test('the language changes at once and is remembered', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=forms`);
  await expect(page.getByText('(tidak wajib)')).toBeVisible();
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByText('(optional)')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(await page.evaluate(() => localStorage.getItem('tilik.language'))).toBe('en');
});

test('the score is one sentence to a screen reader', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=audit`);
  await expect(
    page.getByRole('img', { name: 'Nilai masih terbuka antara 62,10 dan 91,40, kategori C, B, dan A' }),
  ).toBeVisible();
});

test('an answer is chosen with the arrow keys', async ({ page, gallery }) => {
  await page.goto(`${gallery}?page=forms`);
  const question = page.getByRole('group', { name: /maklumat pelayanan/ });
  await question.getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(question.getByRole('radio', { name: /Dipasang dan mudah dilihat/ })).toBeChecked();
});
