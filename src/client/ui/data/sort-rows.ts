export type SortValue = string | number | null;

export interface Sort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

interface SortableColumn<Row> {
  readonly id: string;
  readonly sortValue?: ((row: Row) => SortValue) | undefined;
}

/** "Loket 2" before "Loket 10", and capitals beside small letters. */
const collator = new Intl.Collator('id', { numeric: true, sensitivity: 'base' });

function compareValues(left: Exclude<SortValue, null>, right: Exclude<SortValue, null>): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return collator.compare(String(left), String(right));
}

/** Stable. What has no value stays at the end in both directions: it is not "the lowest". */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly SortableColumn<Row>[],
  sort: Sort | undefined,
): readonly Row[] {
  const sortValue = columns.find((column) => column.id === sort?.column)?.sortValue;
  if (!sort || !sortValue) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((left, right) => {
    const [a, b] = [sortValue(left), sortValue(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * compareValues(a, b);
  });
}
