import type { NodeId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { toDecimalHalfUp } from './rational.ts';
import type { AnswerKey, AnswerValue, GroupTrace, Rational, ScoreResult, ScoringInput } from './score-types.ts';

/** Answers as they might have been; `null` takes one back. Nothing of a visit is written by a trial. */
export type Trial = ReadonlyMap<AnswerKey, AnswerValue | null>;

export function withTrial(input: ScoringInput, trial: Trial): ScoringInput {
  const answers = new Map(input.answers);
  for (const [key, value] of trial) {
    if (value === null) answers.delete(key);
    else answers.set(key, [value]);
  }
  return { ...input, answers };
}

/** Two ends in points of 0–100, rounded as the instrument says; null when nothing applies. */
export type RoundedEnds = { readonly low: string; readonly high: string } | null;

export interface DimensionMove {
  readonly id: NodeId | 'total';
  readonly before: RoundedEnds;
  readonly after: RoundedEnds;
}

/** Each dimension's own score on both sides of a trial. */
export function dimensionMoves(
  instrument: Instrument,
  before: ScoreResult,
  after: ScoreResult,
): readonly DimensionMove[] {
  return before.trace.children.flatMap((node, at) => {
    const then = after.trace.children[at];
    if (node.level === 'indicator' || then === undefined || then.level === 'indicator') return [];
    return [{ id: node.id, before: endsOf(instrument, node), after: endsOf(instrument, then) }];
  });
}

function endsOf({ scoring }: Instrument, { value }: GroupTrace): RoundedEnds {
  if (value === null) return null;
  const points = ({ numerator, denominator }: Rational) =>
    toDecimalHalfUp({ numerator: numerator * 100n, denominator }, scoring.decimals);
  return { low: points(value.low), high: points(value.high) };
}
