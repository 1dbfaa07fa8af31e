import type { Json } from '#domain/canonical.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { LoadedInstrument } from '#domain/instrument/load-instrument.ts';
import { hundred, multiply, toDecimalHalfUp } from '#domain/scoring/rational.ts';
import type { GroupTrace, IndicatorTrace, Interval, ScoreResult } from '#domain/scoring/score-types.ts';
import { traceHash, traceToJson } from '#domain/scoring/trace-json.ts';

/** The result as people and programs read it first, then the whole trace. */
export async function scoreOutput({ instrument, hash }: LoadedInstrument, result: ScoreResult): Promise<Json> {
  const zones = new Set(result.categories.map(({ zone }) => zone));
  const [category, ...others] = result.categories;
  const isSettled = result.rounded !== null && result.rounded.low === result.rounded.high;
  return {
    instrument: { id: instrument.id, version: instrument.version, hash },
    total: isSettled ? (result.rounded?.low ?? null) : null,
    range: result.rounded && { ...result.rounded },
    category: others.length === 0 ? (category?.id ?? null) : null,
    categoryLabel: others.length === 0 && category !== undefined ? { ...category.label } : null,
    zone: zones.size === 1 ? (category?.zone ?? null) : null,
    categories: result.categories.map(({ id }) => id),
    isComplete: result.isComplete,
    isProvisional: result.isProvisional,
    open: { ...result.open },
    dimensions: result.trace.children.map((child) => dimensionOutput(instrument, child)),
    traceHash: await traceHash(result),
    trace: traceToJson(result),
  };
}

function dimensionOutput(instrument: Instrument, node: GroupTrace | IndicatorTrace): Json {
  const { decimals } = instrument.scoring;
  const ends = (interval: Interval | null, isShare: boolean) => {
    if (interval === null) return null;
    const text = (end: Interval['low']) => toDecimalHalfUp(isShare ? multiply(end, hundred) : end, decimals);
    return { low: text(interval.low), high: text(interval.high) };
  };
  const range = ends(node.value, true);
  const title = instrument.dimensions.find(({ id }) => id === node.id)?.title;
  return {
    id: node.id,
    title: title === undefined ? null : { ...title },
    weight: node.weight,
    score: range !== null && range.low === range.high ? range.low : null,
    range,
    contribution: ends(node.contribution, false),
  };
}
