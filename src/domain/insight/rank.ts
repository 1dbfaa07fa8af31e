import { compare, fromDecimal } from '#domain/scoring/rational.ts';

export type Ranked<T> = T & {
  /** 1, 2, 2, 4: equal totals share a place, and the places after it are left out. */
  readonly rank: number;
};

/** Highest first, by the total as it is published: what reads the same has the same place. Among equals by `name`. */
export function rankByTotal<T extends { readonly rounded: string; readonly name: string }>(
  items: readonly T[],
): readonly Ranked<T>[] {
  const sorted = items
    .map((item) => ({ item, total: fromDecimal(item.rounded) }))
    .toSorted(
      (a, b) => compare(b.total, a.total) || (a.item.name < b.item.name ? -1 : a.item.name > b.item.name ? 1 : 0),
    );
  let rank = 0;
  return sorted.map(({ item, total }, at) => {
    const before = sorted[at - 1];
    if (before === undefined || compare(before.total, total) !== 0) rank = at + 1;
    return { ...item, rank };
  });
}
