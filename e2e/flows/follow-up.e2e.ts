import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';

test('what an approved visit found is followed until it is mended', async ({ devices }) => {
  const desk = await devices.as('supervisor');
  await desk.getByRole('button', { name: 'Semua kunjungan' }).first().click();
  await desk.getByRole('row').filter({ hasText: 'Cilegon' }).filter({ hasText: '2022' }).getByRole('link').click();
  await desk.getByRole('button', { name: 'Tindak lanjut' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Tindak lanjut' })).toBeVisible();
  await expect(desk.getByText('Dari satu kunjungan')).toBeVisible();
  expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);

  const first = desk.getByRole('table', { name: 'Tindak lanjut' }).getByRole('rowheader').first();
  const title = (await first.getByRole('strong').textContent()) ?? '';
  await first.getByRole('button').click();
  const dialog = desk.getByRole('dialog', { name: title });
  await dialog.getByRole('textbox', { name: 'Penanggung jawab' }).fill('Sekretaris Dinas');
  await dialog.getByLabel('Tenggat').fill('2026-01-31');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog.getByText('Penanggung jawab atau tenggat diubah')).toBeVisible();
  await dialog.getByRole('button', { name: 'Laporkan selesai' }).click();
  await expect(dialog.getByText('Isi catatannya.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Catatan' }).fill('Papan standar pelayanan sudah dipasang.');
  await dialog.getByRole('button', { name: 'Laporkan selesai' }).click();
  await expect(dialog.getByText('Papan standar pelayanan sudah dipasang.')).toBeVisible();
  expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Catatan' }).fill('Dilihat di tempat, sesuai.');
  await dialog.getByRole('button', { name: 'Verifikasi' }).click();
  await expect(dialog.getByText('Diverifikasi')).toBeVisible();
  await dialog.getByRole('button', { name: 'Tutup' }).last().click();

  await desk.getByRole('combobox', { name: 'Keadaan' }).selectOption({ label: 'Terverifikasi (1)' });
  await expect(desk.getByRole('row').filter({ hasText: 'Sekretaris Dinas' })).toContainText(title);
  const saving = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Unduh CSV' }).click();
  expect((await saving).suggestedFilename()).toMatch(/^tindak-lanjut-\d{4}-\d\d-\d\d\.csv$/);
});
