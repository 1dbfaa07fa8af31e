import { expect, test } from 'vitest';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { aField, aFinishedVisit, aPreviousVisit, inputOf } from '#testing/report-visit.ts';
import { buildReport } from '../build-report.ts';
import type { ReportInput } from '../report-input.ts';

async function compared(change: Partial<ReportInput> = {}, instrument?: string) {
  const { input } = await aFinishedVisit();
  const report = buildReport({ ...input, previous: await aPreviousVisit(instrument), ...change });
  return { report, comparison: report.comparison ?? expect.fail('Nothing to compare with.') };
}

test('says each indicator’s two values and their difference, of the same instrument all', async () => {
  const { report, comparison } = await compared();
  const indicators = report.dimensions.flatMap((d) => d.variables.flatMap((v) => v.indicators));
  expect(comparison.rows.map(({ indicatorNumber }) => indicatorNumber)).toEqual(indicators.map(({ number }) => number));
  expect(comparison.notComparable).toEqual([]);
  for (const [at, row] of comparison.rows.entries()) {
    expect(row.now.text).toBe(indicators[at]?.value?.text);
    const change = Number(row.now.decimal) - Number(row.before.decimal);
    expect(Math.abs(Number(row.changeText.replace('−', '-').replace(',', '.')) - change)).toBeLessThan(0.011);
    expect(row.direction).toBe(change > 0 ? 'better' : change < 0 ? 'worse' : 'same');
  }
  expect(comparison.better + comparison.worse + comparison.same).toBe(comparison.rows.length);
  expect(comparison.better).toBeGreaterThan(0);
  expect(comparison).toMatchObject({ isSameInstrument: true, now: report.score?.range.text, visitNumber: '9F8E7D6C' });
  expect(comparison.changeText).toMatch(/^[+−]\d+,\d\d$/);
});

test('of another instrument only the same indicators, and it says which are not and why', async () => {
  const { comparison } = await compared({}, 'ombudsman-2022');
  expect(comparison.isSameInstrument).toBe(false);
  expect(comparison.rows.length).toBeGreaterThan(20);
  const reasons = new Set(comparison.notComparable.map(({ reason }) => reason));
  expect(reasons).toContain('tidak ada dalam instrumen kunjungan terakhir');
  expect(comparison.notComparable.map(({ indicator }) => indicator).join()).toContain('rekomendasi Ombudsman');
});

test('an indicator whose points have changed is not compared', async () => {
  const previous = await aPreviousVisit();
  const [dimension, ...dimensions] = previous.instrument.dimensions;
  const [variable, ...variables] = dimension?.variables ?? [];
  const [indicator, ...indicators] = variable?.indicators ?? [];
  if (!dimension || !variable || !indicator) throw new Error('An empty instrument.');
  const options = indicator.options.map((option) => ({ ...option, points: String(Number(option.points) + 1) }));
  const instrument: Instrument = {
    ...previous.instrument,
    dimensions: [
      {
        ...dimension,
        variables: [{ ...variable, indicators: [{ ...indicator, options }, ...indicators] }, ...variables],
      },
      ...dimensions,
    ],
  };
  const { comparison } = await compared({ previous: { ...previous, instrument } });
  expect(comparison.notComparable).toEqual([
    expect.objectContaining({ indicatorNumber: '1.1.1', reason: 'pilihan jawaban atau poinnya berubah' }),
  ]);
});

test('what is open now has no value to compare, and the totals no difference', async () => {
  const { input } = await aFinishedVisit({ view: { samples: new Map() } });
  const report = buildReport({ ...input, previous: await aPreviousVisit() });
  expect(report.comparison?.changeText).toBeNull();
  expect(report.comparison?.notComparable.length).toBe(5);
  expect(report.comparison?.notComparable.every(({ reason }) => reason.startsWith('belum bernilai'))).toBe(true);
});

test('without an earlier visit, or without a score, there is none', async () => {
  const { input } = await aFinishedVisit();
  expect(buildReport(input).comparison).toBeNull();
  const outcome = aField('visit/outcome', { kind: 'refused' as const, reason: 'Tidak diterima.' });
  const refused = inputOf(input.instrument, { ...input.view, outcome });
  expect(buildReport({ ...refused, previous: await aPreviousVisit() }).comparison).toBeNull();
});
