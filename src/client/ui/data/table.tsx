import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { moveBetweenRows } from '#client/ui/data/row-keys.ts';
import { type Sort, type SortValue, sortRows } from '#client/ui/data/sort-rows.ts';
import { Icon } from '#client/ui/icon.tsx';
import { t } from '#client/ui/texts.ts';
import '#client/ui/data/table.css';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Present: the header is a button that sorts by it. */
  readonly sortValue?: ((row: Row) => SortValue) | undefined;
  readonly align?: 'start' | 'end' | undefined;
  /** Left out below 700 px of the table's own width. */
  readonly secondary?: boolean | undefined;
}

export interface TableProps<Row> {
  /** Names the table; read aloud, not shown. */
  readonly caption: string;
  /** The first column names the row: it is its header and, with `rowHref` or `onActivate`, its link. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowHref?: ((row: Row) => string) | undefined;
  readonly onActivate?: ((row: Row) => void) | undefined;
  readonly selectedKey?: string | undefined;
  readonly initialSort?: Sort | undefined;
  /** Shown instead of rows. */
  readonly empty?: ComponentChildren;
}

function nextSort(current: Sort | undefined, column: string): Sort {
  return {
    column,
    direction: current?.column === column && current.direction === 'ascending' ? 'descending' : 'ascending',
  };
}

/** Dense, sorted by its headers, scrolling inside itself. Arrow keys move between rows, Enter opens. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  onActivate,
  selectedKey,
  initialSort,
  empty,
}: TableProps<Row>) {
  const [sort, setSort] = useState(initialSort);
  const sorted = sortRows(rows, columns, sort);
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div class="table-box">
      <div class="table-scroll">
        <table class="table" onKeyDown={moveBetweenRows}>
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell
                  key={column.id}
                  column={column}
                  sort={sort}
                  onSort={() => setSort(nextSort(sort, column.id))}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <BodyRow
                key={rowKey(row)}
                row={row}
                columns={columns}
                href={rowHref?.(row)}
                onActivate={onActivate}
                isSelected={rowKey(row) === selectedKey}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function cellClass(column: {
  readonly align?: 'start' | 'end' | undefined;
  readonly secondary?: boolean | undefined;
}): string {
  return `${column.align === 'end' ? 'cell-end' : ''}${column.secondary ? ' cell-secondary' : ''}`;
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: () => void;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const direction = sort?.column === column.id ? sort.direction : undefined;
  if (!column.sortValue) {
    return (
      <th class={cellClass(column)} scope="col">
        {column.title}
      </th>
    );
  }
  return (
    <th class={cellClass(column)} scope="col" aria-sort={direction ?? 'none'}>
      <button class="table-sort" type="button" onClick={onSort}>
        {column.title}
        <Icon
          name={direction === 'ascending' ? 'chevronUp' : direction === 'descending' ? 'chevronDown' : 'sort'}
          size={16}
        />
        {direction && (
          <span class="visually-hidden">{direction === 'ascending' ? t.sortAscending : t.sortDescending}</span>
        )}
      </button>
    </th>
  );
}

interface BodyRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly href: string | undefined;
  readonly onActivate: ((row: Row) => void) | undefined;
  readonly isSelected: boolean;
}

function BodyRow<Row>({ row, columns, href, onActivate, isSelected }: BodyRowProps<Row>) {
  const [first, ...rest] = columns;
  if (!first) return null;
  const activate = onActivate ? () => onActivate(row) : undefined;
  return (
    <tr class={href || activate ? 'row-active' : undefined} aria-selected={isSelected || undefined}>
      <th class={cellClass(first)} scope="row">
        {href ? (
          <a class="row-target" href={href} onClick={activate}>
            {first.cell(row)}
          </a>
        ) : activate ? (
          <button class="row-target" type="button" onClick={activate}>
            {first.cell(row)}
          </button>
        ) : (
          first.cell(row)
        )}
      </th>
      {rest.map((column) => (
        <td class={cellClass(column)} key={column.id}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
