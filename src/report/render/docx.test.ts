import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import {
  aField,
  aFinishedVisit,
  aLetterhead,
  anInstrument,
  aPreviousVisit,
  approved,
  emptyView,
  inputOf,
} from '#testing/report-visit.ts';
import { buildReport } from '../build-report.ts';
import type { VisitReport } from '../visit-report.ts';
import { renderReport } from './render-report-node.ts';
import type { PhotoSource } from './rendered-report.ts';

async function read(report: VisitReport, photos: PhotoSource) {
  const { bytes } = await renderReport('docx', report, photos);
  const files = unzipSync(bytes);
  const part = (name: string): string => strFromU8(files[name] ?? expect.fail(`No ${name}.`));
  const xml = part('word/document.xml');
  const plain = (text: string): string =>
    text
      .replace(/<\/w:p>/g, '\n')
      .replace(/<[^>]+>/g, '')
      .replace(/&amp;/g, '&')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'");
  const head = Object.keys(files).find((name) => name.startsWith('word/header')) ?? expect.fail('No header.');
  const pictures = Object.keys(files).filter((name) => name.startsWith('word/media/'));
  return { xml, text: plain(xml), header: plain(part(head)), pictures, files };
}

test('says all that the PDF says, under the same headings', async () => {
  const { input, source } = await aFinishedVisit();
  const report = buildReport({ ...approved(input), letterhead: aLetterhead, previous: await aPreviousVisit() });
  const { text, header, pictures } = await read(report, source);
  const has = (part: string) => expect(text).toContain(part);
  has(report.score?.range.text ?? 'no score');
  has(aLetterhead.name.toUpperCase());
  for (const { title, weightText } of report.dimensions) {
    has(title);
    has(weightText);
  }
  for (const { indicator, legalBasis, recommendation, best } of report.findings) {
    has(indicator);
    if (legalBasis !== null) has(legalBasis);
    has(recommendation);
    has(best);
  }
  for (const { indicator, gainText } of report.improvements) {
    has(indicator);
    has(gainText);
  }
  for (const { subject } of report.answers) has(subject);
  for (const { changeText } of report.comparison?.rows ?? []) has(changeText);
  has(report.minutes.opening);
  has(report.minutes.closing);
  has('17 dari 30 responden');
  has('Hj. Ratna Dewi, S.E., M.M.');
  expect(header).toContain('1A2B3C4D');
  expect(header).not.toContain('SEMENTARA');
  // Six photos and the logo; the library keeps equal pictures once.
  expect(pictures.length).toBe(7);
  expect(text).not.toContain('Rahasia');
});

test('a draft is marked at the head of every page, in English too', async () => {
  const { input } = await aFinishedVisit();
  const { header, text } = await read(buildReport({ ...input, language: 'en' }), async () => null);
  expect(header).toContain('PROVISIONAL');
  expect(text).toContain('The photo is not on this device');
  expect(text).not.toMatch(/Temuan|Lampiran|Halaman/);
});

test('no signature gets into a text that anyone may edit', async () => {
  const { input } = await aFinishedVisit();
  const { xml, pictures } = await read(
    buildReport({ ...input, view: { ...input.view, evidence: [] } }),
    async () => null,
  );
  expect(pictures).toEqual([]);
  expect(xml).not.toContain('<w:drawing>');
});

test('signs and control characters in what people typed do not break the file', async () => {
  const { input } = await aFinishedVisit();
  const remark = aField('visit/remark', { text: 'A & B <c>\u0007 "d"\nbaris kedua' });
  const { xml, text } = await read(buildReport(inputOf(input.instrument, { ...input.view, remark })), async () => null);
  expect(xml).not.toContain('\u0007');
  expect(text).toContain('A & B');
  expect(xml).toContain('&lt;c&gt;');
  expect(text).toContain('baris kedua');
});

test('a visit without a score has its reason and neither findings nor figures', async () => {
  const { instrument } = await anInstrument('ombudsman-2023');
  const outcome = aField('visit/outcome', { kind: 'closed' as const, reason: 'Libur daerah.' });
  const { text } = await read(buildReport(inputOf(instrument, { ...emptyView, outcome })), async () => null);
  expect(text).toContain('Tanpa nilai: Kantor tutup');
  expect(text).toContain('Libur daerah.');
  expect(text).not.toContain('Temuan');
});
