import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import { compare, hundred, isEqual, multiply, subtract, zero } from '#domain/scoring/rational.ts';
import type { IndicatorTrace, Rational, ScoreResult } from '#domain/scoring/score-types.ts';
import { indicatorTraces } from '#domain/visit/completeness.ts';
import { figure } from '../format/figures.ts';
import { periodText } from '../format/moments.ts';
import type { Comparison, ComparisonRow, NotComparable } from '../visit-report.ts';
import type { Placed, ReportContext } from './context.ts';
import { band as bandOf, bandText, isWithoutScore } from './scale.ts';

/** This visit beside the office's last one: the same indicators only, and which have no counterpart. */
export function buildComparison(context: ReportContext): Comparison | null {
  const { input, words } = context;
  const { previous, score, instrument } = input;
  if (previous === null || score?.total == null || score.rounded === null || previous.score.total === null) return null;
  if (isWithoutScore(input.view.outcome.value?.kind)) return null;
  const [now, before] = [settled(score.total), settled(previous.score.total)];
  const isSameInstrument =
    instrument.id === previous.instrument.id && instrument.version === previous.instrument.version;
  const rows: ComparisonRow[] = [];
  const notComparable: NotComparable[] = [];
  const traces = [tracesOf(score), tracesOf(previous.score)] as const;
  const old = indexInstrument(previous.instrument).indicators;
  for (const [id, place] of context.placed) {
    const found = compared(context, place, old.get(id)?.indicator, traces[0].get(id), traces[1].get(id));
    if ('reason' in found) notComparable.push(found);
    else rows.push(found);
  }
  for (const [id, { indicator }] of old) {
    if (context.placed.has(id)) continue;
    const reason = words.comparison.onlyBefore;
    notComparable.push({ indicatorNumber: null, indicator: context.text(indicator.text), reason });
  }
  const { decimals } = instrument.scoring;
  return {
    visitNumber: previous.visit.slice(0, 8).toUpperCase(),
    period: periodText(previous.period.start, previous.period.end, words),
    instrument: context.text(previous.instrument.shortTitle),
    isSameInstrument,
    before: totalText(context, previous.score, previous.instrument.scoring.decimals),
    now: totalText(context, score, decimals),
    changeText: now !== null && before !== null ? signed(context, subtract(now, before), decimals) : null,
    categoryBefore: categoryText(context, previous.score),
    categoryNow: categoryText(context, score),
    better: rows.filter(({ direction }) => direction === 'better').length,
    worse: rows.filter(({ direction }) => direction === 'worse').length,
    same: rows.filter(({ direction }) => direction === 'same').length,
    rows,
    notComparable,
  };
}

function compared(
  { text, words, input }: ReportContext,
  place: Placed,
  before: Indicator | undefined,
  nowTrace: IndicatorTrace | undefined,
  beforeTrace: IndicatorTrace | undefined,
): ComparisonRow | NotComparable {
  const name = { indicatorNumber: place.number, indicator: text(place.indicator.text) };
  if (before === undefined) return { ...name, reason: words.comparison.onlyNow };
  if (!isSameScale(before, place.indicator)) return { ...name, reason: words.comparison.otherScale };
  const [first, second] = [settledPercent(beforeTrace), settledPercent(nowTrace)];
  if (first === null || second === null) return { ...name, reason: words.comparison.noValue };
  const change = subtract(second, first);
  return {
    ...name,
    before: figure(first, 2, input.language),
    now: figure(second, 2, input.language),
    changeText: signed({ input }, change, 2),
    direction: isEqual(change, zero) ? 'same' : compare(change, zero) > 0 ? 'better' : 'worse',
  };
}

/** Asked of the same kind, answered with the same options for the same points: else the two figures say different things. */
function isSameScale(before: Indicator, now: Indicator): boolean {
  const points = ({ options }: Indicator): string => JSON.stringify(options.map(({ id, points }) => [id, points]));
  return before.subject === now.subject && points(before) === points(now);
}

function tracesOf({ trace }: ScoreResult): ReadonlyMap<string, IndicatorTrace> {
  return new Map(indicatorTraces(trace).map((one) => [one.id, one]));
}

function settled({ low, high }: { readonly low: Rational; readonly high: Rational }): Rational | null {
  return isEqual(low, high) ? low : null;
}

function settledPercent(trace: IndicatorTrace | undefined): Rational | null {
  const value = trace?.value == null ? null : settled(trace.value);
  return value === null ? null : multiply(value, hundred);
}

function signed({ input }: Pick<ReportContext, 'input'>, change: Rational, decimals: number): string {
  const isDown = compare(change, zero) < 0;
  const { text } = figure(isDown ? subtract(zero, change) : change, decimals, input.language);
  return isEqual(change, zero) ? text : `${isDown ? '−' : '+'}${text}`;
}

function totalText({ input }: ReportContext, { total }: ScoreResult, decimals: number): string {
  if (total === null) return '–';
  const [low, high] = [total.low, total.high].map((end) => figure(end, decimals, input.language).text);
  return low === high ? (low ?? '–') : `${low} – ${high}`;
}

function categoryText(context: ReportContext, { categories }: ScoreResult): string | null {
  const [only, ...others] = categories;
  return only === undefined || others.length > 0 ? null : bandText(context, bandOf(context, only));
}
