import { expect, test } from 'vitest';
import { findRegencies, loadRegencies } from './regencies.ts';

test('every regency and city has a province and a time zone', async () => {
  const all = await loadRegencies();
  expect(all).toHaveLength(514);
  expect(all.filter((regency) => regency.province === '')).toEqual([]);
});

test('the time zone follows the province', async () => {
  const [cilegon] = await findRegencies('kota cilegon', 5);
  expect(cilegon).toEqual({ code: '36.72', name: 'Kota Cilegon', province: 'Banten', timeZone: 'Asia/Jakarta' });
  expect((await findRegencies('kota kupang', 5))[0]?.timeZone).toBe('Asia/Makassar');
  expect((await findRegencies('kabupaten jayapura', 5))[0]?.timeZone).toBe('Asia/Jayapura');
  expect((await findRegencies('kota pontianak', 5))[0]?.timeZone).toBe('Asia/Jakarta');
  expect((await findRegencies('kota samarinda', 5))[0]?.timeZone).toBe('Asia/Makassar');
});

test('a search finds by parts of words, in any order, and by province', async () => {
  expect((await findRegencies('jaya pura kab', 5)).map(({ name }) => name)).toContain('Kabupaten Jayapura');
  expect((await findRegencies('dki', 3)).map(({ name }) => name)).toEqual([
    'Kabupaten Administrasi Kepulauan Seribu',
    'Kota Administrasi Jakarta Pusat',
    'Kota Administrasi Jakarta Utara',
  ]);
});
