import { expect, test } from 'vitest';
import { aFinishedVisit } from '#testing/report-visit.ts';
import { buildReport } from './build-report.ts';
import { reportFileName } from './report-file.ts';

test('a file is named by office, day and visit', async () => {
  const { input } = await aFinishedVisit();
  expect(reportFileName(buildReport(input), 'pdf')).toBe(
    'laporan-kunjungan_dpmptsp-kota-cilegon_2026-11-24_1a2b3c4d.pdf',
  );
});

test('no name of an office can leave the folder or break a shell', async () => {
  const { input } = await aFinishedVisit();
  const office = { name: '../../etc/"Dinas; PMPTSP\u0000" Köln – 東京', address: '', city: '' };
  const name = reportFileName(buildReport({ ...input, office, language: 'en' }), 'csv');
  expect(name).toBe('visit-report_etc-dinas-pmptsp-koln_2026-11-24_1a2b3c4d.csv');
});
