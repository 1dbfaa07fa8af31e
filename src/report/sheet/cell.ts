/** A cell before any library: text, or a number as the decimal it is. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string; readonly style?: 'title' | 'heading' | 'note' }
  | { readonly kind: 'number'; readonly decimal: string; readonly decimals: number }
  | null;

export interface Column {
  /** In characters. */
  readonly width: number;
}

export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that stay in sight. */
  readonly headRows: number;
}

// What a spreadsheet takes for the start of a formula, full-width forms included.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Free text must not become a formula when the file is opened or saved on as CSV: an apostrophe in front keeps it text.
 */
export function neutralised(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

export function textCell(text: string | null, style?: 'title' | 'heading' | 'note'): Cell {
  if (text === null || text === '') return null;
  const safe = neutralised(text);
  return style === undefined ? { kind: 'text', text: safe } : { kind: 'text', text: safe, style };
}

export function numberCell(decimal: string | null | undefined): Cell {
  if (decimal === null || decimal === undefined) return null;
  return { kind: 'number', decimal, decimals: decimal.split('.')[1]?.length ?? 0 };
}

export function countCell(count: number | null): Cell {
  return count === null ? null : numberCell(String(count));
}
