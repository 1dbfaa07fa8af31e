import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Category, Instrument } from '#domain/instrument/instrument.ts';

export interface CategoryCount {
  readonly category: Category;
  readonly count: number;
}

/** How many results have each category of the instrument, best first; those that nobody has are there with 0. */
export function distributionOf(
  instrument: Instrument,
  results: readonly { readonly category: string }[],
): readonly CategoryCount[] {
  const counts = Map.groupBy(results, ({ category }) => category);
  return indexInstrument(instrument).categories.map((category) => ({
    category,
    count: counts.get(category.id)?.length ?? 0,
  }));
}
