import type { NodeId } from '#domain/ids.ts';
import type { Dimension, Instrument } from '#domain/instrument/instrument.ts';
import { wholeWeight } from './compile-instrument.ts';
import { compare, divide, fromDecimal, hundred, multiply, one, zero } from './rational.ts';
import { rounded } from './score-result.ts';
import type { GroupTrace, Interval, Rational, ScoreResult } from './score-types.ts';
import { point, weightedMean } from './weighted-mean.ts';

/**
 * The total from dimensions that were scored elsewhere, each 0–100 as a decimal ("91.2"). A dimension that is missing is open.
 * @throws RangeError for a dimension that the instrument does not have and for a score over 100, SyntaxError for anything but a decimal.
 */
export function scoreDimensions(instrument: Instrument, scores: ReadonlyMap<NodeId, string>): ScoreResult {
  for (const [id, score] of scores) {
    if (instrument.dimensions.every((dimension) => dimension.id !== id))
      throw new RangeError(`There is no dimension "${id}".`);
    if (compare(fromDecimal(score), hundred) > 0) throw new RangeError(`The score of "${id}" is over 100.`);
  }
  const members = instrument.dimensions.map((dimension) => {
    const value = intervalOf(scores.get(dimension.id));
    return { dimension, value, weight: wholeWeight(dimension.weight), member: { presence: 'sure' as const, value } };
  });
  const { value } = weightedMean(members);
  const trace: GroupTrace = {
    level: 'total',
    id: 'total',
    weight: '100',
    effectiveWeight: hundred,
    value,
    contribution: value && scaled(value, hundred),
    mayNotApply: false,
    children: members.map(({ dimension, value: own }) => dimensionTrace(dimension, own)),
  };
  const answered = scores.size;
  const expected = instrument.dimensions.length;
  return {
    rule: instrument.scoring.rule,
    ...rounded(instrument, trace),
    isComplete: answered === expected,
    isProvisional: false,
    open: { unanswered: expected - answered, conflicts: 0, missingSubjects: 0, answered, expected },
    trace,
  };
}

function intervalOf(score: string | undefined): Interval {
  return score === undefined ? { low: zero, high: one } : point(divide(fromDecimal(score), hundred));
}

function dimensionTrace({ id, weight }: Dimension, value: Interval): GroupTrace {
  // The loader has seen to it that weights sum to 100, so each is its own effective weight.
  const share = fromDecimal(weight);
  const contribution = scaled(value, share);
  return {
    level: 'dimension',
    id,
    weight,
    effectiveWeight: share,
    value,
    contribution,
    mayNotApply: false,
    children: [],
  };
}

function scaled({ low, high }: Interval, factor: Rational): Interval {
  return low === high ? point(multiply(low, factor)) : { low: multiply(low, factor), high: multiply(high, factor) };
}
