import { expect, test } from 'vitest';
import { barPercent, gaugeBands, reachableLabel } from '#client/ui/score/gauge-geometry.ts';
import { CategoryId } from '#domain/ids.ts';
import type { Category, Zone } from '#domain/instrument/instrument.ts';

function category(id: string, min: string, max: string, zone: Zone): Category {
  return { id: CategoryId.parse(id), min, max, zone, label: { id, en: id } };
}
const best = category('A', '88.00', '100.00', 'green');
const middle = category('B', '78.00', '87.99', 'green');
const lowest = category('C', '0.00', '77.99', 'yellow');

test('bands lie side by side from 0 to 100 in whatever order the instrument lists them', () => {
  for (const categories of [
    [best, middle, lowest],
    [lowest, best, middle],
  ]) {
    expect(gaugeBands(categories).map(({ category: { id }, from, to }) => [id, from, to])).toEqual([
      ['C', 0, 78],
      ['B', 78, 88],
      ['A', 88, 100],
    ]);
  }
});

test('the label goes from the lowest to the best that can still be reached', () => {
  expect(reachableLabel([best, middle])).toBe('B–A');
  expect(reachableLabel([middle])).toBe('B');
  expect(reachableLabel([])).toBe('–');
});

test('a place on the bar never leaves it', () => {
  expect(barPercent('62.10')).toBeCloseTo(62.1);
  expect(barPercent('100.00')).toBe(100);
  expect(barPercent('140')).toBe(100);
});
