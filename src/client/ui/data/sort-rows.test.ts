import { expect, test } from 'vitest';
import { sortRows } from '#client/ui/data/sort-rows.ts';

const columns = [
  { id: 'office', sortValue: (row: { office: string; score: number | null }) => row.office },
  { id: 'score', sortValue: (row: { office: string; score: number | null }) => row.score },
  { id: 'note' },
];
const rows = [
  { office: 'Loket 10', score: 61.02 },
  { office: 'loket 2', score: null },
  { office: 'Aula', score: 85.03 },
];
const names = (sorted: readonly { office: string }[]) => sorted.map((row) => row.office);

test('numbers inside words sort as numbers, capitals beside small letters', () => {
  expect(names(sortRows(rows, columns, { column: 'office', direction: 'ascending' }))).toEqual([
    'Aula',
    'loket 2',
    'Loket 10',
  ]);
});

test('what has no value stays last in both directions', () => {
  expect(names(sortRows(rows, columns, { column: 'score', direction: 'ascending' }))).toEqual([
    'Loket 10',
    'Aula',
    'loket 2',
  ]);
  expect(names(sortRows(rows, columns, { column: 'score', direction: 'descending' }))).toEqual([
    'Aula',
    'Loket 10',
    'loket 2',
  ]);
});

test('a column that does not sort leaves the rows as they came', () => {
  expect(sortRows(rows, columns, { column: 'note', direction: 'ascending' })).toBe(rows);
  expect(sortRows(rows, columns, undefined)).toBe(rows);
});
