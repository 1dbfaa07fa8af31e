import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completionsOf, plainScore } from '#testing/scoring-oracle.ts';
import { type Features, smallVisit } from '#testing/small-visits.ts';
import { compare, toText } from './rational.ts';
import type { Rational } from './score-types.ts';
import { scoreVisit } from './score-visit.ts';

const everything: Features = { gates: true, parents: true, raisedFloor: true };

/** Lists every completion of a small visit and compares their plain scores with the interval. */
function compareWithCompletions(
  features: Features,
  check: (
    found: { totals: readonly Rational[]; isWhole: boolean },
    interval: { low: Rational; high: Rational } | null,
  ) => void,
): void {
  fc.assert(
    fc.property(smallVisit(features), ({ instrument, input }) => {
      const { completions, isWhole } = completionsOf(instrument, input, 1500);
      const totals = completions.flatMap((completion) => plainScore(instrument, completion) ?? []);
      check({ totals, isWhole }, scoreVisit(instrument, input).total);
    }),
    { numRuns: 250 },
  );
}

describe('the interval of an open visit', () => {
  test('contains the score of every completion: gates, not applicable, samples, parents and conflicts', () => {
    compareWithCompletions(everything, ({ totals }, interval) => {
      for (const total of totals) {
        expect(interval).not.toBeNull();
        if (interval === null) return;
        expect(compare(interval.low, total), `${toText(interval.low)} ≤ ${toText(total)}`).toBeLessThanOrEqual(0);
        expect(compare(total, interval.high), `${toText(total)} ≤ ${toText(interval.high)}`).toBeLessThanOrEqual(0);
      }
    });
  });

  test('is reached at both ends when answers do not depend on one another and the lowest option is worth nothing', () => {
    compareWithCompletions({ gates: false, parents: false, raisedFloor: false }, ({ totals, isWhole }, interval) => {
      if (!isWhole) return;
      const sorted = totals.toSorted(compare);
      expect(interval && { low: toText(interval.low), high: toText(interval.high) }).toEqual(
        sorted[0] && sorted.at(-1) ? { low: toText(sorted[0]), high: toText(sorted.at(-1) ?? sorted[0]) } : null,
      );
    });
  });

  test('shrinks to the plain score when everything is settled', () => {
    fc.assert(
      fc.property(smallVisit(everything), fc.nat(), ({ instrument, input }, pick) => {
        const { completions } = completionsOf(instrument, input, 50);
        const completion = completions[pick % completions.length];
        if (completion === undefined) return;
        const answers = new Map(
          [...completion.answers].map(([key, option]) => [
            key,
            [option === null ? { kind: 'not-applicable' as const } : { kind: 'option' as const, option }],
          ]),
        );
        const samples = new Map([...input.samples].map(([kind, state]) => [kind, { ...state, closed: true }]));
        const result = scoreVisit(instrument, { subjects: completion.subjects, samples, answers });
        const plain = plainScore(instrument, completion);
        expect(result.isComplete).toBe(true);
        expect(result.total && [toText(result.total.low), toText(result.total.high)]).toEqual(
          plain && [toText(plain), toText(plain)],
        );
      }),
      { numRuns: 250 },
    );
  });
});
