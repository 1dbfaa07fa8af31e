import { describe, expect, test } from 'vitest';
import { generatedInstrument } from '#testing/generated-instrument.ts';
import { anInstrument } from '#testing/report-visit.ts';
import { indicatorsOf, wayThrough } from './way.ts';

const { instrument } = await anInstrument('ombudsman-2023');

function titles(order: 'dimension' | 'walk'): readonly string[] {
  return wayThrough(instrument, order).map((stop) => `${stop.group.id}/${stop.kind}`);
}

describe('the way through a visit', () => {
  test('asks every indicator exactly once, in both orders', () => {
    const all = instrument.dimensions.flatMap(({ variables }) =>
      variables.flatMap(({ indicators }) => indicators.map(({ id }) => id)),
    );
    for (const order of ['dimension', 'walk'] as const) {
      const asked = wayThrough(instrument, order).flatMap((stop) =>
        indicatorsOf(stop).map(({ indicator }) => indicator.id),
      );
      expect(asked.toSorted()).toEqual(all.toSorted());
    }
  });

  test('has a page for each kind of subject of a dimension', () => {
    expect(titles('dimension')).toEqual([
      'input/officer',
      'input/office',
      'process/product',
      'process/office',
      'output/user',
      'complaints/complaint-officer',
      'complaints/office',
    ]);
  });

  test('follows the places of the instrument in walk order', () => {
    const places = wayThrough(instrument, 'walk').map(({ group }) => group.id);
    const inOrder = instrument.places.map(({ id }) => id).filter((id) => places.includes(id));
    expect([...new Set(places)]).toEqual(inOrder);
  });

  test('gives an indicator the same number in both orders', () => {
    const numbers = (order: 'dimension' | 'walk') =>
      wayThrough(instrument, order)
        .flatMap(indicatorsOf)
        .map(({ indicator, number }) => `${number} ${indicator.id}`)
        .toSorted();
    expect(numbers('walk')).toEqual(numbers('dimension'));
  });

  test('never puts so much on a page that it is slow to draw', () => {
    const large = generatedInstrument(instrument, 400, 'of-office');
    expect(Math.max(...wayThrough(large, 'dimension').map((stop) => indicatorsOf(stop).length))).toBeLessThanOrEqual(
      24,
    );
  });

  test('chooses a respondent once for all variables of a dimension that fit a page', () => {
    const mixed = generatedInstrument(instrument, 80);
    const first = wayThrough(mixed, 'dimension').filter((stop) => stop.group.id === 'd1');
    expect(first.map((stop) => String(stop.kind))).toEqual(['office', 'product', 'officer', 'user']);
    expect(first.every((stop) => stop.parts.length > 1)).toBe(true);
  });
});
