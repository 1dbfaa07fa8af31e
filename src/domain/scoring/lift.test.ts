import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import { answeredVisit, type Chooser, published } from '#testing/answered-visit.ts';
import { smallVisit } from '#testing/small-visits.ts';
import { nextCategory, whatWouldLift } from './lift.ts';
import { isEqual, subtract } from './rational.ts';
import type { AnswerValue } from './score-types.ts';
import { scoreVisit } from './score-visit.ts';

const instrument = await published('ombudsman-2023');
const best: Chooser = (indicator) => indicator.options.at(-1)?.points;

/** Full but for the points given here by indicator id. */
function visitWith(points: Readonly<Record<string, string | null | undefined>>) {
  const input = answeredVisit(instrument, (indicator, n) =>
    indicator.id in points ? points[indicator.id] : best(indicator, n),
  );
  return { input, result: scoreVisit(instrument, input) };
}

describe('what would lift a score', () => {
  test('is listed by gain, each with the category it would bring', () => {
    // Undue delay 0 of 3: 24.24 / 5 = 4.848. Motto 2 of 3: 32.37 × 9.090909 % / 3 = 0.98090899…
    const { input, result } = visitWith({ motto: '2', 'undue-delay': '0' });
    const lifts = whatWouldLift(instrument, input, result);
    expect(lifts.map(({ indicator, gainRounded, category, zone }) => [indicator, gainRounded, category, zone])).toEqual(
      [
        ['undue-delay', '4.85', 'A', 'green'],
        ['motto', '0.98', 'A', 'green'],
      ],
    );
  });

  test('leaves out what has not been asked yet', () => {
    const { input, result } = visitWith({ motto: undefined, 'undue-delay': '2' });
    expect(whatWouldLift(instrument, input, result).map(({ indicator }) => indicator)).toEqual(['undue-delay']);
  });

  test('is exactly what repairing that one thing gives', () => {
    fc.assert(
      fc.property(smallVisit({ gates: true, parents: true, raisedFloor: true }), ({ instrument: small, input }) => {
        const result = scoreVisit(small, input);
        for (const lift of whatWouldLift(small, input, result)) {
          const indicator = indexInstrument(small).indicators.get(lift.indicator)?.indicator;
          const top = indicator?.options.toSorted((a, b) => Number(b.points) - Number(a.points))[0];
          if (indicator === undefined || top === undefined || result.total === null)
            throw new Error('A lift names what is there.');
          const repaired: AnswerValue = { kind: 'option', option: top.id };
          const answers = new Map(
            [...input.answers].map(([key, values]) => {
              const hasOption = values.some((value) => value?.kind === 'option');
              return [key, key.endsWith(`/${indicator.id}`) && hasOption ? [repaired] : values];
            }),
          );
          const after = scoreVisit(small, { ...input, answers }).total;
          // Hidden answers are repaired here too, which changes nothing while they are hidden.
          expect(after && isEqual(subtract(after.high, result.total.high), lift.gain)).toBe(true);
        }
      }),
    );
  });
});

describe('the next category', () => {
  test('names the fewest repairs that reach it', () => {
    // Input 0: 100 − 21.85 = 78.15, a B. To 88.00: 9.85.
    // The first indicator is 12.22 % of Input (2.67007), the others 6.27 % each (1.369995):
    // 2.67 + 6 × 1.37 = 10.89 is the first sum of 9.85 or more; five others give 9.52.
    const input = answeredVisit(instrument, (indicator, n) =>
      instrument.dimensions[0]?.variables.some(({ indicators }) => indicators.some(({ id }) => id === indicator.id))
        ? '0'
        : best(indicator, n),
    );
    const result = scoreVisit(instrument, input);
    const next = nextCategory(instrument, input, result);
    expect(result.rounded?.low).toBe('78.15');
    expect(next).toMatchObject({ category: { id: 'A' }, pointsNeeded: '9.85', isReachable: true, totalAfter: '89.04' });
    expect(next?.repairs.map(({ gainRounded }) => gainRounded)).toEqual([
      '2.67',
      '1.37',
      '1.37',
      '1.37',
      '1.37',
      '1.37',
      '1.37',
    ]);
  });

  test('is none in the best one', () => {
    const { input, result } = visitWith({});
    expect(nextCategory(instrument, input, result)).toBeNull();
    expect(whatWouldLift(instrument, input, result)).toEqual([]);
  });

  test('is counted from the rounded total', () => {
    // Nothing at all: 32.00 to D. The five of Output bring 4.848 each, together 24.24; the next largest are the complaint lines at
    // 21.54 × 16.666667 % = 3.59 each: 24.24 + 3 × 3.59 = 35.01 is the first sum of 32 or more.
    const input = answeredVisit(instrument, () => '0');
    const next = nextCategory(instrument, input, scoreVisit(instrument, input));
    expect(next).toMatchObject({
      category: { id: 'D' },
      pointsNeeded: '32.00',
      isReachable: true,
      totalAfter: '35.01',
    });
    expect(next?.repairs).toHaveLength(8);
  });
});
