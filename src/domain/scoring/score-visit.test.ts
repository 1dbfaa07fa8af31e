import { describe, expect, test } from 'vitest';
import { IndicatorId, OptionId, SubjectId, SubjectKindId } from '#domain/ids.ts';
import { Instrument } from '#domain/instrument/instrument.ts';
import { answeredVisit, answerKey, type Chooser, published } from '#testing/answered-visit.ts';
import { indicatorTrace, variableTrace } from '#testing/find-trace.ts';
import { toText } from './rational.ts';
import type { AnswerValue, Interval, ScoringInput } from './score-types.ts';
import { scoreVisit } from './score-visit.ts';

const of2023 = await published('ombudsman-2023');
const of2022 = await published('ombudsman-2022');
const tangible = await published('ombudsman-2013-2019');

const best: Chooser = (indicator) => indicator.options.at(-1)?.points;
const worst: Chooser = (indicator) => indicator.options[0]?.points;
const bestBut =
  (exceptions: Readonly<Record<string, Chooser>>): Chooser =>
  (indicator, n) =>
    (exceptions[indicator.id] ?? best)(indicator, n);

const option = (id: string): AnswerValue => ({ kind: 'option', option: OptionId.parse(id) });
const officeKey = (indicator: string) => answerKey(SubjectId.parse('office'), IndicatorId.parse(indicator));
const texts = (interval: Interval | null) => interval && [toText(interval.low), toText(interval.high)];

describe('a finished visit', () => {
  test('reaches exactly 100 and 0 in every published instrument', () => {
    for (const instrument of [tangible, of2022, of2023]) {
      const [high, low] = [
        scoreVisit(instrument, answeredVisit(instrument, best)),
        scoreVisit(instrument, answeredVisit(instrument, worst)),
      ];
      expect([texts(high.total), high.rounded, high.isComplete]).toEqual([
        ['100/1', '100/1'],
        { low: '100.00', high: '100.00' },
        true,
      ]);
      expect([texts(low.total), low.rounded]).toEqual([['0/1', '0/1'], { low: '0.00', high: '0.00' }]);
    }
  });

  test('takes the mean over the sample', () => {
    // Undue delay: 10 of 30 users answer 0 of 3, the rest 3 of 3: (20 × 1) / 30 = 2/3.
    // It is a fifth of Output, which weighs 24.24: 24.24 / 5 × (1 − 2/3) = 1.616 is lost.
    const result = scoreVisit(
      of2023,
      answeredVisit(of2023, bestBut({ 'undue-delay': (_, n) => (n < 10 ? '0' : '3') })),
    );
    expect(texts(indicatorTrace(result, 'undue-delay').value)).toEqual(['2/3', '2/3']);
    expect(result.rounded).toEqual({ low: '98.38', high: '98.38' });
    expect(result.categories.map(({ id }) => id)).toEqual(['A']);
  });

  test('gives the weight of what does not apply to its siblings', () => {
    // Complaints weighs 21.54. Follow-up (16.666667 of 100) does not apply; the register gets 0 of 3.
    // The register weighs 16.666667 / (100 − 16.666667) of the variable, so 21.54 × 16666667 / 83333333 = 4.30800… is lost.
    const choose = bestBut({ 'complaint-follow-up': () => null, 'complaint-register': worst });
    const result = scoreVisit(of2023, answeredVisit(of2023, choose));
    const followUp = indicatorTrace(result, 'complaint-follow-up');
    expect([followUp.value, followUp.effectiveWeight, followUp.contribution]).toEqual([null, null, null]);
    expect(followUp.subjects[0]?.state).toBe('not-applicable');
    const weight = indicatorTrace(result, 'complaint-register').effectiveWeight;
    expect(weight && toText(weight)).toBe(`${100n * 16_666_667n}/83333333`);
    expect(result.rounded).toEqual({ low: '95.69', high: '95.69' });
  });

  test('gives the weight of a variable in which nothing applies to the other variables', () => {
    // No user was found and the sample is closed: Output (24.24) leaves. Input (21.85) has nothing, the rest is full:
    // (32.37 + 21.54) / (100 − 24.24) = 53.91 / 75.76 = 71.1589… → 71.16.
    const choose: Chooser = (indicator, n) => (inputIds.has(indicator.id) ? worst(indicator, n) : best(indicator, n));
    const inputIds = new Set<string>(
      of2023.dimensions[0]?.variables.flatMap((variable) => variable.indicators.map(({ id }) => id)),
    );
    const visit = answeredVisit(of2023, choose, { user: 0 });
    const closed = { ...visit, samples: new Map([[SubjectKindId.parse('user'), { target: 30, closed: true }]]) };
    const result = scoreVisit(of2023, closed);
    expect(texts(result.total)).toEqual(['134775/1894', '134775/1894']);
    expect([result.rounded?.low, result.isComplete]).toEqual(['71.16', true]);
  });

  test('counts everyone over the target', () => {
    const choose = bestBut({ 'undue-delay': (_, n) => (n === 30 ? '0' : '3') });
    const result = scoreVisit(of2023, answeredVisit(of2023, choose, { user: 31 }));
    expect(texts(indicatorTrace(result, 'undue-delay').value)).toEqual(['30/31', '30/31']);
    expect(indicatorTrace(result, 'undue-delay').sample).toMatchObject({ seen: 31, target: 30, answered: 31 });
    expect(result.isComplete).toBe(true);
  });

  test('adds up from its contributions', () => {
    const result = scoreVisit(
      of2022,
      answeredVisit(of2022, (indicator, n) => indicator.options[(n + indicator.id.length) % 4]?.points),
    );
    const parts = result.trace.children.map(({ contribution }) => contribution?.low);
    const sum = parts.reduce(
      (total, part) => total + (part ? Number(part.numerator) / Number(part.denominator) : 0),
      0,
    );
    const total = result.total?.low;
    expect(sum).toBeCloseTo(Number(total?.numerator) / Number(total?.denominator), 9);
  });
});

describe('an open visit', () => {
  test('starts between 0 and 100', () => {
    const empty: ScoringInput = { subjects: [], samples: new Map(), answers: new Map() };
    const result = scoreVisit(of2023, empty);
    expect(result.rounded).toEqual({ low: '0.00', high: '100.00' });
    expect(result.categories.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D', 'E']);
    // Lines asked of the office in Input, Proses and Pengaduan; 6 × 4 officers, 5 × 2 products, 5 × 30 users, 2 × 2 complaint officers.
    const officeLines = 9 + 7 + 4;
    expect(result.open).toEqual({
      answered: 0,
      unanswered: officeLines,
      conflicts: 0,
      missingSubjects: 4 + 2 + 30 + 2,
      expected: officeLines + 24 + 10 + 150 + 4,
    });
  });

  test('waits for respondents who are still missing', () => {
    // 17 of 30 users have been asked and all answered 3 of 3; 13 more may answer 0: 17/30 at the least.
    const result = scoreVisit(of2023, answeredVisit(of2023, best, { user: 17 }));
    expect(texts(indicatorTrace(result, 'undue-delay').value)).toEqual(['17/30', '1/1']);
    // Output 24.24 × 13/30 = 10.504 may be lost: 89.496 → 89.50.
    expect(result.rounded).toEqual({ low: '89.50', high: '100.00' });
    expect(result.categories.map(({ id }) => id)).toEqual(['A']);
    expect([result.isComplete, result.open.missingSubjects]).toEqual([false, 13]);
  });

  test('stops waiting when the sample was closed', () => {
    const visit = answeredVisit(of2023, best, { user: 17 });
    const result = scoreVisit(of2023, {
      ...visit,
      samples: new Map([[SubjectKindId.parse('user'), { target: 30, closed: true }]]),
    });
    expect([result.rounded?.low, result.isComplete, result.open.missingSubjects]).toEqual(['100.00', true, 0]);
  });

  test('spans the listed values of a conflict and no others', () => {
    const visit = answeredVisit(of2023, best);
    const answers = new Map(visit.answers).set(officeKey('motto'), [option('hard-to-see'), option('visible')]);
    const result = scoreVisit(of2023, { ...visit, answers });
    expect(texts(indicatorTrace(result, 'motto').value)).toEqual(['1/3', '2/3']);
    expect(indicatorTrace(result, 'motto').subjects[0]).toMatchObject({
      state: 'conflict',
      options: ['hard-to-see', 'visible'],
    });
    expect([result.isComplete, result.open.conflicts, result.open.unanswered]).toEqual([false, 1, 0]);
  });

  test('takes a side that was taken back for anything', () => {
    const visit = answeredVisit(of2023, best);
    const result = scoreVisit(of2023, {
      ...visit,
      answers: new Map(visit.answers).set(officeKey('motto'), [option('visible'), null]),
    });
    expect(texts(indicatorTrace(result, 'motto').value)).toEqual(['0/1', '1/1']);
  });

  test('leaves room for "not applicable" where that may be chosen', () => {
    // Everything else in Complaints is 0; an unanswered follow-up may be 0, 1 or not there at all.
    const complaints = new Set<string>(of2023.dimensions[3]?.variables[0]?.indicators.map(({ id }) => id));
    const choose: Chooser = (indicator, n) =>
      indicator.id === 'complaint-follow-up'
        ? undefined
        : complaints.has(indicator.id)
          ? worst(indicator, n)
          : best(indicator, n);
    const result = scoreVisit(of2023, answeredVisit(of2023, choose));
    const followUp = indicatorTrace(result, 'complaint-follow-up');
    expect([followUp.mayNotApply, followUp.effectiveWeight, followUp.contribution]).toEqual([true, null, null]);
    expect(indicatorTrace(result, 'complaint-register').effectiveWeight).toBeNull();
    // 78.46 for the rest; at best 21.54 × 16.666667 % = 3.59000… more.
    expect(result.rounded).toEqual({ low: '78.46', high: '82.05' });
  });

  test('is provisional when an answer is not of this instrument', () => {
    const visit = answeredVisit(of2023, best);
    const result = scoreVisit(of2023, {
      ...visit,
      answers: new Map(visit.answers).set(officeKey('motto'), [option('painted-on-the-roof')]),
    });
    expect([result.isProvisional, result.isComplete, result.open.unanswered]).toEqual([true, false, 1]);
    expect(texts(indicatorTrace(result, 'motto').value)).toEqual(['0/1', '1/1']);
    const notAllowed = scoreVisit(of2023, {
      ...visit,
      answers: new Map(visit.answers).set(officeKey('motto'), [{ kind: 'not-applicable' }]),
    });
    expect(notAllowed.isProvisional).toBe(true);
  });
});

describe('rounding', () => {
  /** One indicator of 200,000 points: its value is the total as it stands. */
  const oneQuestion = (points: string): Instrument =>
    Instrument.parse({
      ...tangible,
      dimensions: [
        {
          ...tangible.dimensions[0],
          weight: '100',
          variables: [
            {
              ...tangible.dimensions[0]?.variables[1],
              weight: '100',
              indicators: [
                {
                  ...tangible.dimensions[0]?.variables[1]?.indicators[0],
                  options: [
                    { id: 'some', points, label: { id: 'sebagian', en: 'some' } },
                    { id: 'all', points: '100', label: { id: 'semua', en: 'all' } },
                  ],
                },
              ],
            },
          ],
        },
      ],
      categories: of2023.categories,
    });
  const totalOf = (points: string) => {
    const samples = new Map([[SubjectKindId.parse('product'), { target: 0, closed: true }]]);
    const result = scoreVisit(oneQuestion(points), {
      subjects: [],
      samples,
      answers: new Map([[officeKey('charter'), [option('some')]]]),
    });
    return [result.rounded?.low, result.categories.map(({ id }) => id).join()];
  };

  test('goes half up, once, and the category follows the rounded total', () => {
    expect(totalOf('87.995')).toEqual(['88.00', 'A']);
    expect(totalOf('87.994999')).toEqual(['87.99', 'B']);
    expect(totalOf('85.034999')).toEqual(['85.03', 'B']);
    expect(totalOf('31.995')).toEqual(['32.00', 'D']);
  });
});

describe('means over parents', () => {
  const byProduct: Instrument = {
    ...of2023,
    subjectKinds: of2023.subjectKinds.map((kind) =>
      kind.id === 'user'
        ? { ...kind, parent: SubjectKindId.parse('product'), aggregate: 'mean-of-parents' as const }
        : kind,
    ),
  };
  const under = (visit: ScoringInput, parentOf: (n: number) => string | undefined): ScoringInput => {
    let n = 0;
    return {
      ...visit,
      subjects: visit.subjects.map((subject) => {
        const parent = subject.kind === 'user' ? parentOf(n++) : undefined;
        return parent === undefined ? subject : { ...subject, parent: SubjectId.parse(parent) };
      }),
    };
  };

  test('weigh each parent alike, however many were asked about it', () => {
    // Product 1: one user, 0 of 3. Product 2: three users, 3 of 3. Pooled 3/4, by product (0 + 1) / 2 = 1/2.
    const visit = answeredVisit(byProduct, bestBut({ 'undue-delay': (_, n) => (n === 0 ? '0' : '3') }), { user: 4 });
    const samples = new Map([[SubjectKindId.parse('user'), { target: 4, closed: false }]]);
    const result = scoreVisit(byProduct, { ...under(visit, (n) => (n === 0 ? 'product-1' : 'product-2')), samples });
    expect(texts(indicatorTrace(result, 'undue-delay').value)).toEqual(['1/2', '1/2']);
  });

  test('make a group of those whose parent is not known', () => {
    // Product 1: 0; without a product: 3 of 3 twice: (0 + 1) / 2. Product 2 has nobody and does not count.
    const visit = answeredVisit(byProduct, bestBut({ 'undue-delay': (_, n) => (n === 0 ? '0' : '3') }), { user: 3 });
    const samples = new Map([[SubjectKindId.parse('user'), { target: 3, closed: false }]]);
    const result = scoreVisit(byProduct, { ...under(visit, (n) => (n === 0 ? 'product-1' : undefined)), samples });
    expect(texts(indicatorTrace(result, 'undue-delay').value)).toEqual(['1/2', '1/2']);
  });
});

describe('gates', () => {
  const charter = of2023.dimensions[1]?.variables[0]?.indicators ?? [];
  const gated: Instrument = {
    ...of2023,
    dimensions: of2023.dimensions.map((dimension) => ({
      ...dimension,
      variables: dimension.variables.map((variable) => ({
        ...variable,
        indicators: variable.indicators.map((indicator) => {
          const gate = charter.find(({ id }) => id === 'charter-available');
          if (indicator.id !== 'charter-substance' || gate === undefined) return indicator;
          return { ...indicator, relevance: { not: { indicator: gate.id, options: [OptionId.parse('none')] } } };
        }),
      })),
    })),
  };

  test('hide what they rule out, answer and all, and its weight goes to the siblings', () => {
    const result = scoreVisit(gated, answeredVisit(gated, bestBut({ 'charter-available': worst })));
    const substance = indicatorTrace(result, 'charter-substance');
    expect([substance.subjects[0]?.state, substance.value]).toEqual(['hidden', null]);
    // 10 lines of 9.090909 remain beside the charter's 4.545455, which gets nothing: 90.90909 / 95.454545 of the variable.
    expect(texts(variableTrace(result, 'service-standard').value)).toEqual(['18181818/19090909', '18181818/19090909']);
  });

  test('keep both ends in the interval while they are open', () => {
    const result = scoreVisit(
      gated,
      answeredVisit(gated, bestBut({ 'charter-available': () => undefined, 'charter-substance': worst })),
    );
    const substance = indicatorTrace(result, 'charter-substance');
    expect(substance.subjects[0]).toMatchObject({ state: 'maybe-hidden', options: ['none'] });
    expect(substance.mayNotApply).toBe(true);
    // The gate's own points and what it hides are taken apart, so this end is an upper bound: it need not be reached.
    expect(result.rounded?.high).toBe('100.00');
  });

  test('on the office hide questions for users who are still awaited too', () => {
    const onlyAfterMotto: Instrument = {
      ...of2023,
      dimensions: of2023.dimensions.map((dimension) => ({
        ...dimension,
        variables: dimension.variables.map((variable) => ({
          ...variable,
          indicators: variable.indicators.map((indicator) =>
            indicator.subject === 'user'
              ? {
                  ...indicator,
                  relevance: { not: { indicator: IndicatorId.parse('motto'), options: [OptionId.parse('none')] } },
                }
              : indicator,
          ),
        })),
      })),
    };
    const hidden = scoreVisit(onlyAfterMotto, answeredVisit(onlyAfterMotto, bestBut({ motto: worst }), { user: 17 }));
    // Five questions for thirty users are not asked: 208 − 150. Users are awaited all the same: the sample belongs to the visit.
    expect(hidden.open).toEqual({ answered: 58, expected: 58, unanswered: 0, conflicts: 0, missingSubjects: 13 });
    expect(indicatorTrace(hidden, 'undue-delay').value).toBeNull();
    const asked = scoreVisit(onlyAfterMotto, answeredVisit(onlyAfterMotto, best, { user: 17 }));
    expect(asked.open).toEqual({ answered: 58 + 85, expected: 208, unanswered: 0, conflicts: 0, missingSubjects: 13 });
  });
});
