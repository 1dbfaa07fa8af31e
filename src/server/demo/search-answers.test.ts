import { describe, expect, test } from 'vitest';
import { SubjectKindId } from '#domain/ids.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { published } from '#testing/answered-visit.ts';
import { searchAnswers } from './search-answers.ts';

const sizes = (values: Readonly<Record<string, number>>) =>
  new Map(Object.entries(values).map(([kind, size]) => [SubjectKindId.parse(kind), size]));
const of2022 = sizes({ officer: 4, product: 2, user: 30, 'complaint-officer': 2 });

describe('a search for answers', () => {
  test('finds 85.03, a B, in the instrument of 2022', async () => {
    const instrument = await published('ombudsman-2022');
    const found = searchAnswers(instrument, of2022, '85.03', 2022);
    const samples = new Map([...of2022].map(([kind, target]) => [kind, { target, closed: false }]));
    const result = scoreVisit(instrument, { subjects: found.subjects, samples, answers: found.answers });
    expect([result.rounded, result.isComplete]).toEqual([{ low: '85.03', high: '85.03' }, true]);
    expect(result.categories.map(({ id, zone }) => [id, zone])).toEqual([['B', 'green']]);
    // 5 × 4 officers, 5 × 2 products, 5 × 30 users, 2 × 2 complaint officers and 19 lines of the office.
    expect(found.answers.size).toBe(203);
  });

  test('finds the same answers again, and others for another seed', async () => {
    const instrument = await published('ombudsman-2022');
    const [first, again, other] = [2022, 2022, 7].map((seed) => [
      ...searchAnswers(instrument, of2022, '85.03', seed).answers,
    ]);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('stays near where it begins: weak where it was asked to be weak', async () => {
    const instrument = await published('ombudsman-2022');
    const around = {
      competence: 0.6,
      facilities: 0.62,
      'service-standard': 0.95,
      'perceived-maladministration': 0.95,
      'complaint-handling': 0.9,
    };
    const { result } = searchAnswers(instrument, of2022, '85.03', 2022, around);
    expect(result.rounded?.low).toBe('85.03');
    const [input, process] = result.trace.children;
    const percent = (node: typeof input) => Number(node?.value?.low.numerator) / Number(node?.value?.low.denominator);
    expect(percent(input)).toBeLessThan(0.75);
    expect(percent(process)).toBeGreaterThan(0.85);
  });

  test.each(['31.99', '54.00', '87.99', '88.00'])('reaches %s', async (target) => {
    const instrument = await published('ombudsman-2023');
    expect(searchAnswers(instrument, of2022, target, 1).result.rounded?.low).toBe(target);
  });

  test('says so when no answers can give the total', async () => {
    // Nineteen lines, each present or absent: no combination of whole lines gives 0.01.
    const instrument = await published('ombudsman-2013-2019');
    expect(() => searchAnswers(instrument, sizes({ product: 1 }), '0.01', 1)).toThrow(
      'No answers to ombudsman-2013-2019',
    );
  });
});
