import { describe, expect, test } from 'vitest';
import { NodeId } from '#domain/ids.ts';
import { published } from '#testing/answered-visit.ts';
import { toText } from './rational.ts';
import { scoreDimensions } from './score-dimensions.ts';

const instrument = await published('ombudsman-2022');
const scores = (values: Readonly<Record<string, string>>) =>
  new Map(Object.entries(values).map(([id, score]) => [NodeId.parse(id), score]));

describe('a total from dimension scores', () => {
  test('weighs each dimension', () => {
    // 0.2185 × 91.2 + 0.3237 × 80 + 0.2424 × 88.5 + 0.2154 × 82 = 19.9272 + 25.896 + 21.4524 + 17.6628 = 84.9384.
    const result = scoreDimensions(
      instrument,
      scores({ input: '91.2', process: '80', output: '88.5', complaints: '82' }),
    );
    expect(result.total && toText(result.total.low)).toBe('106173/1250');
    expect([result.rounded?.low, result.categories.map(({ id }) => id), result.isComplete]).toEqual([
      '84.94',
      ['B'],
      true,
    ]);
    expect(result.trace.children.map(({ contribution }) => contribution && toText(contribution.low))[0]).toBe(
      '24909/1250',
    );
  });

  test('rounds 87.995 up to an A', () => {
    const result = scoreDimensions(
      instrument,
      scores({ input: '87.995', process: '87.995', output: '87.995', complaints: '87.995' }),
    );
    expect([result.rounded?.high, result.categories.map(({ id }) => id)]).toEqual(['88.00', ['A']]);
  });

  test('leaves a missing dimension open', () => {
    // 100 × (1 − 0.2154) = 78.46 at the least.
    const result = scoreDimensions(instrument, scores({ input: '100', process: '100', output: '100' }));
    expect([result.rounded, result.isComplete]).toEqual([{ low: '78.46', high: '100.00' }, false]);
  });

  test('refuses a dimension that is not there and a score that is none', () => {
    expect(() => scoreDimensions(instrument, scores({ inputs: '90' }))).toThrow(RangeError);
    expect(() => scoreDimensions(instrument, scores({ input: '100.01' }))).toThrow(RangeError);
    expect(() => scoreDimensions(instrument, scores({ input: '91,2' }))).toThrow(SyntaxError);
  });
});
