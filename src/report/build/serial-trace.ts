import { toText } from '#domain/scoring/rational.ts';
import type { GroupTrace, IndicatorTrace, Interval, Rational } from '#domain/scoring/score-types.ts';
import type { SerialTrace } from '../visit-report.ts';

/** The score's trace as JSON: fractions as "numerator/denominator", nothing rounded. */
export function serialTrace(node: GroupTrace | IndicatorTrace): SerialTrace {
  const common = {
    level: node.level,
    id: node.id,
    weight: node.weight,
    effectiveWeight: fraction(node.effectiveWeight),
    value: ends(node.value),
    contribution: ends(node.contribution),
    mayNotApply: node.mayNotApply,
  };
  if (node.level !== 'indicator') return { ...common, children: node.children.map(serialTrace) };
  return {
    ...common,
    sample: node.sample,
    subjects: node.subjects.map(({ subject, state, options, value }) => ({
      subject,
      state,
      options,
      value: ends(value),
    })),
  };
}

function fraction(value: Rational | null): string | null {
  return value === null ? null : toText(value);
}

function ends(value: Interval | null): { low: string; high: string } | null {
  return value === null ? null : { low: toText(value.low), high: toText(value.high) };
}
