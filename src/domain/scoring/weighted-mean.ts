import { compare, greatestCommonDivisor, isEqual, rational } from './rational.ts';
import type { Interval, Rational } from './score-types.ts';

/** `sure` counts in every completion, `maybe` in some, `never` in none. */
export type Presence = 'sure' | 'maybe' | 'never';

/** Something that may stand in a mean: where its value lies when it counts, and whether it does. */
export type Member =
  | { readonly presence: 'sure' | 'maybe'; readonly value: Interval }
  | { readonly presence: 'never'; readonly value: null };

export interface Weighted {
  readonly weight: bigint;
  readonly member: Member;
}

export const never: Member = { presence: 'never', value: null };

/** One interval object for a point, so that both ends are known to be equal without comparing. */
export function point(value: Rational): Interval {
  return { low: value, high: value };
}

export function isPoint({ low, high }: Interval): boolean {
  return low === high || isEqual(low, high);
}

/**
 * The weighted mean of what counts. Members of weight 0 are shown elsewhere but never count. With independent members the
 * interval is exact: a `maybe` member is taken in only where it moves the mean towards the end that is sought.
 */
export function weightedMean(members: readonly Weighted[]): Member {
  const counting = members.filter(({ weight, member }) => weight > 0n && member.presence !== 'never');
  if (counting.length === 0) return never;
  const presence = counting.some(({ member }) => member.presence === 'sure') ? 'sure' : 'maybe';
  const isSettled = counting.every(
    ({ member }) => member.presence === 'sure' && member.value.low === member.value.high,
  );
  const low = extremeMean(counting, 'low');
  return { presence, value: isSettled ? point(low) : joined(low, extremeMean(counting, 'high')) };
}

function joined(low: Rational, high: Rational): Interval {
  return isEqual(low, high) ? point(low) : { low, high };
}

/**
 * Taking in a member raises a mean exactly when its value lies above the mean. So the highest mean takes the optional members
 * from the highest down until one lies below; the lowest mean the other way round.
 */
function extremeMean(members: readonly Weighted[], end: 'low' | 'high'): Rational {
  const sum = new WeightedSum();
  const optional: { weight: bigint; value: Rational }[] = [];
  for (const { weight, member } of members) {
    if (member.presence === 'sure') sum.take(weight, member.value[end]);
    else if (member.presence === 'maybe') optional.push({ weight, value: member.value[end] });
  }
  const direction = end === 'high' ? 1 : -1;
  optional.sort((a, b) => direction * compare(b.value, a.value));
  for (const { weight, value } of optional) {
    if (!sum.isEmpty && direction * sum.compareTo(value) <= 0) break;
    sum.take(weight, value);
  }
  return sum.mean();
}

/** Σ weight·value over one common denominator: fractions are reduced once, at the end. */
class WeightedSum {
  #numerator = 0n;
  #denominator = 1n;
  #weight = 0n;

  get isEmpty(): boolean {
    return this.#weight === 0n;
  }

  take(weight: bigint, { numerator, denominator }: Rational): void {
    if (this.#denominator % denominator !== 0n) {
      const factor = denominator / greatestCommonDivisor(this.#denominator, denominator);
      this.#numerator *= factor;
      this.#denominator *= factor;
    }
    this.#numerator += weight * numerator * (this.#denominator / denominator);
    this.#weight += weight;
  }

  /** Positive when the value lies above the mean so far. */
  compareTo({ numerator, denominator }: Rational): number {
    const difference = numerator * this.#denominator * this.#weight - this.#numerator * denominator;
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }

  mean(): Rational {
    return rational(this.#numerator, this.#denominator * this.#weight);
  }
}
