import { add, rational, zero } from '#domain/scoring/rational.ts';
import type { Rational } from '#domain/scoring/score-types.ts';

/** Fractions of one denominator, added up: how a database hands over thousands of them exactly. */
export interface Sum {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly count: number;
}

/** The exact mean of what was added up; null of nothing. */
export function meanOfSums(sums: readonly Sum[]): Rational | null {
  let count = 0;
  let total = zero;
  for (const sum of sums) {
    count += sum.count;
    total = add(total, rational(sum.numerator, sum.denominator));
  }
  return count === 0 ? null : rational(total.numerator, total.denominator * BigInt(count));
}

/** Of each denominator one sum, so that few fractions have to be brought to a common one. */
export function sumsOf(values: readonly Rational[]): readonly Sum[] {
  const sums = new Map<bigint, { numerator: bigint; count: number }>();
  for (const { numerator, denominator } of values) {
    const sum = sums.get(denominator) ?? { numerator: 0n, count: 0 };
    sums.set(denominator, { numerator: sum.numerator + numerator, count: sum.count + 1 });
  }
  return [...sums].map(([denominator, sum]) => ({ ...sum, denominator }));
}

export function meanOf(values: readonly Rational[]): Rational | null {
  return meanOfSums(sumsOf(values));
}
