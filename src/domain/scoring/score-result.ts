import type { IndicatorId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Category, Instrument } from '#domain/instrument/instrument.ts';
import type { IndicatorRow } from './indicator-row.ts';
import { compare, fromDecimal, hundred, multiply, toDecimalHalfUp } from './rational.ts';
import type { Samples } from './sample.ts';
import type { GroupTrace, Interval, OpenCounts, Rational, ScoreResult } from './score-types.ts';
import { point } from './weighted-mean.ts';

export function resultOf(
  instrument: Instrument,
  trace: GroupTrace,
  rows: ReadonlyMap<IndicatorId, IndicatorRow>,
  samples: Samples,
  isProvisional: boolean,
): ScoreResult {
  const all = [...rows.values()];
  return {
    ...rounded(instrument, trace),
    rule: instrument.scoring.rule,
    ...openCounts(all, samples),
    isProvisional: isProvisional || all.some((row) => row.isNotUnderstood),
    trace,
  };
}

/** The total is rounded once, and its category read from the rounded number. */
export function rounded(
  instrument: Instrument,
  { value }: GroupTrace,
): Pick<ScoreResult, 'total' | 'rounded' | 'categories'> {
  if (value === null) return { total: null, rounded: null, categories: [] };
  const low = multiply(value.low, hundred);
  const total: Interval = value.low === value.high ? point(low) : { low, high: multiply(value.high, hundred) };
  const { decimals } = instrument.scoring;
  const ends = { low: toDecimalHalfUp(total.low, decimals), high: toDecimalHalfUp(total.high, decimals) };
  return { total, rounded: ends, categories: categoriesBetween(instrument, ends.low, ends.high) };
}

/** Best first. */
export function categoriesBetween(instrument: Instrument, low: string, high: string): readonly Category[] {
  const [from, to] = [fromDecimal(low), fromDecimal(high)];
  return indexInstrument(instrument).categories.filter(
    ({ min, max }) => compare(fromDecimal(min), to) <= 0 && compare(fromDecimal(max), from) >= 0,
  );
}

/** The category of an exact total: it is rounded first, so 87.995 is an A. */
export function categoryOf(instrument: Instrument, total: Rational): Category | null {
  const shown = toDecimalHalfUp(total, instrument.scoring.decimals);
  return categoriesBetween(instrument, shown, shown)[0] ?? null;
}

function openCounts(rows: readonly IndicatorRow[], samples: Samples): { isComplete: boolean; open: OpenCounts } {
  const open = { unanswered: 0, conflicts: 0, missingSubjects: 0, answered: 0, expected: 0 };
  for (const row of rows) {
    open.unanswered += row.unanswered;
    open.conflicts += row.conflicts;
    open.answered += row.answered;
    open.expected += row.expected;
  }
  for (const { awaited } of samples.values()) open.missingSubjects += awaited;
  return { isComplete: open.unanswered + open.conflicts + open.missingSubjects === 0, open };
}
