import { canonicalJson, type Json, sha256Hex } from '#domain/canonical.ts';
import { Sha256 } from '#domain/ids.ts';
import { toText } from './rational.ts';
import type { GroupTrace, IndicatorTrace, Interval, Rational, ScoreResult, SubjectTrace } from './score-types.ts';

/**
 * The whole result as JSON that is the same on every device: fractions as "n/d", subjects by id, so that neither the order of
 * answers nor that of subjects shows.
 */
export function traceToJson(result: ScoreResult): Json {
  return {
    rule: result.rule,
    total: intervalJson(result.total),
    rounded: result.rounded && { low: result.rounded.low, high: result.rounded.high },
    categories: result.categories.map(({ id }) => id),
    isComplete: result.isComplete,
    isProvisional: result.isProvisional,
    open: { ...result.open },
    trace: nodeJson(result.trace),
  };
}

/** Sealed with a result: a later recomputation under the same rule must give the same hash. */
export async function traceHash(result: ScoreResult): Promise<Sha256> {
  return Sha256.parse(await sha256Hex(canonicalJson(traceToJson(result))));
}

function nodeJson(node: GroupTrace | IndicatorTrace): Json {
  const shared = {
    level: node.level,
    id: node.id,
    weight: node.weight,
    effectiveWeight: rationalJson(node.effectiveWeight),
    value: intervalJson(node.value),
    contribution: intervalJson(node.contribution),
    mayNotApply: node.mayNotApply,
  };
  if (node.level !== 'indicator') return { ...shared, children: node.children.map(nodeJson) };
  const byId = node.subjects.toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
  return { ...shared, sample: { ...node.sample }, subjects: byId.map(subjectJson) };
}

function subjectJson({ subject, state, options, value }: SubjectTrace): Json {
  return { subject, state, options: options.toSorted(), value: intervalJson(value) };
}

function intervalJson(interval: Interval | null): Json {
  return interval && { low: toText(interval.low), high: toText(interval.high) };
}

function rationalJson(value: Rational | null): Json {
  return value && toText(value);
}
