import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

async function findsNothing(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

test('a supervisor reads what the approved results say together, and takes the ranking along', async ({ devices }) => {
  const desk = await devices.as('supervisor');
  await desk.getByRole('link', { name: 'Wawasan' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Wawasan' })).toBeVisible();
  await expect(desk.getByText(/hasil yang disetujui dihitung/)).toBeVisible();
  const parts = desk.getByRole('navigation', { name: 'Bagian wawasan' });
  await desk.getByLabel('Tahun').selectOption('2022');
  await findsNothing(desk);

  await parts.getByRole('link', { name: 'Peringkat' }).click();
  const ranking = desk.getByRole('table').first();
  await expect(ranking.getByRole('row').nth(1)).toContainText('Cilegon');
  await expect(ranking.getByRole('row').nth(1)).toContainText('85,03');
  await findsNothing(desk);
  const saving = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Unduh CSV' }).first().click();
  const file = await (await saving).path();
  expect(await readFile(file, 'utf8')).toContain('DPMPTSP Kota Cilegon');

  for (const part of ['Dimensi dan indikator', 'Tren', 'Instansi']) {
    await parts.getByRole('link', { name: part }).click();
    await expect(parts.getByRole('link', { name: part })).toHaveAttribute('aria-current', 'page');
    await expect(desk.getByRole('table').or(desk.getByText('Lihat tabel')).first()).toBeVisible();
    await findsNothing(desk);
  }
  await parts.getByRole('link', { name: 'Peringkat' }).click();
  await desk.getByRole('table').first().getByRole('link').first().click();
  await expect(desk).toHaveURL(/\/tinjauan\/[0-9a-f-]{36}$/);
  await expect(desk.getByText('85,03').first()).toBeVisible();
});
