import type { Category } from '#domain/instrument/instrument.ts';

export interface GaugeBand {
  readonly category: Category;
  /** Percent of the bar. */
  readonly from: number;
  readonly to: number;
}

/** A place on the bar, which is drawn and never computed with: a float is good enough here and nowhere else. */
export function barPercent(decimal: string): number {
  return Math.max(0, Math.min(100, Number(decimal)));
}

/**
 * Categories as bands without gaps, lowest first. Bounds are inclusive ("87.99", then "88.00"), so a band reaches to where
 * the next one begins.
 */
export function gaugeBands(categories: readonly Category[]): readonly GaugeBand[] {
  const ascending = categories.toSorted((left, right) => Number(left.min) - Number(right.min));
  return ascending.map((category, index) => ({
    category,
    from: index === 0 ? 0 : barPercent(category.min),
    to: barPercent(ascending[index + 1]?.min ?? '100'),
  }));
}

/** "B", or "B–A" while both can still be reached: lowest first, as on the bar. Categories arrive best first. */
export function reachableLabel(categories: readonly Category[]): string {
  const best = categories[0];
  const worst = categories.at(-1);
  if (!best || !worst) return '–';
  return best.id === worst.id ? best.id : `${worst.id}–${best.id}`;
}
