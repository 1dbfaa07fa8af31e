import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IndicatorId, SubjectId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import { type Instrument, Instrument as InstrumentSchema } from '#domain/instrument/instrument.ts';
import { answeredVisit, published } from '#testing/answered-visit.ts';
import { smallVisit } from '#testing/small-visits.ts';
import { compare, fromDecimal } from './rational.ts';
import type { AnswerKey, AnswerValue, ScoringInput } from './score-types.ts';
import { scoreVisit } from './score-visit.ts';
import { categoriesAbove, shortestWay } from './shortest-way.ts';

type Answers = Map<AnswerKey, readonly (AnswerValue | null)[]>;

/** Every answer that has an option, with the options that have more points than any it may have now. */
function improvable(instrument: Instrument, { answers }: ScoringInput) {
  return [...answers].flatMap(([key, values]) => {
    const indicator = indexInstrument(instrument).indicators.get(IndicatorId.parse(key.split('/')[1]))?.indicator;
    const points = values.map((value) => {
      if (value === null) return Number.POSITIVE_INFINITY;
      return Number(indicator?.options.find(({ id }) => value.kind === 'option' && id === value.option)?.points ?? -1);
    });
    const now = Math.max(...points);
    const options = now < 0 ? [] : (indicator?.options.filter((option) => Number(option.points) > now) ?? []);
    return options.length === 0 ? [] : [{ key, options: options.map(({ id }) => id) }];
  });
}

/** The least count that reaches `min`, by trying every set of answers with every better option; null when none does. */
function leastByTrying(instrument: Instrument, input: ScoringInput, min: string): number | null {
  const all = improvable(instrument, input);
  const isThere = (answers: Answers): boolean => {
    const high = scoreVisit(instrument, { ...input, answers }).rounded?.high;
    return high !== undefined && compare(fromDecimal(high), fromDecimal(min)) >= 0;
  };
  const reaches = (answers: Answers, from: number, left: number): boolean => {
    if (left === 0) return isThere(answers);
    return all.slice(from).some(({ key, options }, at) =>
      options.some((option) => {
        const value: AnswerValue = { kind: 'option', option };
        return reaches(new Map([...answers, [key, [value]]]), from + at + 1, left - 1);
      }),
    );
  };
  for (let count = 0; count <= all.length; count++) {
    if (reaches(new Map(input.answers), 0, count)) return count;
  }
  return null;
}

/** How many sets there are to try. */
function size(instrument: Instrument, input: ScoringInput): number {
  return improvable(instrument, input).reduce((product, { options }) => product * (options.length + 1), 1);
}

describe('the shortest way to a category', () => {
  test('is no longer and no shorter than the best of every set of better answers', () => {
    let proven = 0;
    fc.assert(
      fc.property(
        smallVisit({ gates: true, parents: true, raisedFloor: true }),
        fc.constantFrom('50.00', '75.00', '90.00', '100'),
        ({ instrument, input }, min) => {
          fc.pre(size(instrument, input) <= 400);
          const category = indexInstrument(instrument).categories[0];
          if (category === undefined) throw new Error('Every instrument has categories.');
          const way = shortestWay(instrument, input, { ...category, min });
          if (way === null) return;
          const least = leastByTrying(instrument, input, min);
          if (!way.isLeast) {
            if (way.isReachable) expect(way.steps.length).toBeGreaterThanOrEqual(least ?? Number.POSITIVE_INFINITY);
            return;
          }
          proven += 1;
          expect(way.isReachable ? way.steps.length : null).toBe(least);
        },
      ),
      { numRuns: 400 },
    );
    expect(proven).toBeGreaterThan(150);
  });

  test('ends, step by step, in the total that scoring those answers gives', () => {
    fc.assert(
      fc.property(smallVisit({ gates: true, parents: true, raisedFloor: true }), ({ instrument, input }) => {
        const [category] = categoriesAbove(instrument, scoreVisit(instrument, input));
        const way = category && shortestWay(instrument, input, category);
        if (!way) return;
        const answers: Answers = new Map(input.answers);
        for (const { key, option, totalAfter } of way.steps) {
          answers.set(key, [{ kind: 'option', option }]);
          expect(scoreVisit(instrument, { ...input, answers }).rounded?.high).toBe(totalAfter);
        }
      }),
    );
  });

  test('is by single answers, the largest gain first, on a real instrument', async () => {
    const instrument = await published('ombudsman-2023');
    // Undue delay 0 for all 30 users costs 4.848, 0.1616 each; the charter's two lines 0 cost 1.4713… each.
    // Total 92.209…; without the charter's lines: 95.152 is an A anyway, so the bound is asked for by itself.
    const input = answeredVisit(instrument, (indicator) =>
      ['undue-delay', 'charter-available', 'charter-substance'].includes(indicator.id)
        ? '0'
        : indicator.options.at(-1)?.points,
    );
    const best = indexInstrument(instrument).categories[0];
    if (best === undefined) throw new Error('The instrument has categories.');
    const result = scoreVisit(instrument, input);
    expect(result.rounded?.high).toBe('92.21');
    const way = shortestWay(instrument, input, { ...best, min: '95.30' });
    expect(way).toMatchObject({ pointsNeeded: '3.09', isReachable: true, isLeast: true });
    // Two lines of 1.4713…, then 0.1616: 92.2092… + 2.9427… + 0.1616 = 95.3136.
    expect(way?.steps.map(({ indicator }) => indicator)).toEqual([
      'charter-available',
      'charter-substance',
      'undue-delay',
    ]);
    expect(way?.steps.map(({ totalAfter }) => totalAfter)).toEqual(['93.68', '95.15', '95.31']);
  });

  test('counts what a turned rule shows', async () => {
    // Vision and mission are half of one ninth each with the motto; the motto is asked only where there is a vision.
    const checklist = await published('ombudsman-2013-2019');
    const instrument = withRule(checklist, 'motto', {
      indicator: IndicatorId.parse('vision-mission'),
      options: ['present'],
    });
    const input = answeredVisit(instrument, ({ id }) => (id === 'vision-mission' || id === 'motto' ? '0' : '1'));
    const best = indexInstrument(instrument).categories[0];
    if (best === undefined) throw new Error('The instrument has categories.');
    const way = shortestWay(instrument, input, { ...best, min: '95.00' });
    expect(way).toMatchObject({ isReachable: true, isLeast: true, pointsNeeded: '6.11' });
    expect(way?.steps).toMatchObject([
      { subject: SubjectId.parse('office'), indicator: 'vision-mission', totalAfter: '94.44' },
      { indicator: 'motto', totalAfter: '100.00' },
    ]);
  });
});

function withRule(instrument: Instrument, indicator: string, relevance: object): Instrument {
  const changed: unknown = JSON.parse(JSON.stringify(instrument), (_, node: unknown) =>
    isIndicator(node) && node.id === indicator ? { ...node, relevance } : node,
  );
  return InstrumentSchema.parse(changed);
}

function isIndicator(node: unknown): node is { readonly id: string } {
  return typeof node === 'object' && node !== null && 'id' in node && 'method' in node;
}
