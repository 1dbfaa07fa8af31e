import { expect, test } from 'vitest';
import { aField, aFinishedVisit, anInstrument, emptyView, inputOf } from '#testing/report-visit.ts';
import { buildReport } from '../build-report.ts';

test('says the day in words, where, under which letter, and how many were asked', async () => {
  const { minutes } = buildReport((await aFinishedVisit()).input);
  expect(minutes.opening).toContain(
    'Rabu, tanggal dua puluh lima bulan November tahun dua ribu dua puluh enam (25-11-2026), bertempat di DPMPTSP Kota Cilegon',
  );
  expect(minutes.done.join(' ')).toContain('Surat Tugas Nomor 094/118/ST/XI/2026');
  expect(minutes.done.join(' ')).toContain('pengguna layanan (17 orang)');
  expect(minutes.done.join(' ')).toContain('6 foto');
});

test('has a place for everyone: signed ones with their lines, the others to be signed by hand', async () => {
  const { input } = await aFinishedVisit();
  const unsigned = buildReport({ ...input, view: { ...input.view, signatures: [] } }).minutes.places;
  expect(unsigned.map(({ role, name, signature }) => [role, name, signature])).toEqual([
    ['official', 'Hj. Ratna Dewi, S.E., M.M.', null],
    ['assessor', 'Budi Santoso', null],
    ['assessor', 'Siti Rahmawati', null],
  ]);
  const places = buildReport(input).minutes.places;
  expect(places.map(({ signature }) => signature === null)).toEqual([false, false, false]);
});

test('a visit that was refused says so and keeps a place for someone of the office', async () => {
  const { instrument } = await anInstrument('ombudsman-2023');
  const outcome = aField('visit/outcome', { kind: 'refused' as const, reason: 'Pemberitahuan belum diterima.' });
  const { minutes } = buildReport(inputOf(instrument, { ...emptyView, outcome }));
  expect(minutes.done.join(' ')).toContain('berakhir tanpa nilai: kunjungan ditolak (Pemberitahuan belum diterima).');
  expect(minutes.places).toEqual([expect.objectContaining({ role: 'official', name: null, signature: null })]);
});
