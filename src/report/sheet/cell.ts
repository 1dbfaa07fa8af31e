export type CellStyle = 'title' | 'heading' | 'note' | 'input' | 'strong';

/** A cell before any library: text, a number as the decimal it is, or a formula with what it gives. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string; readonly style?: CellStyle }
  | { readonly kind: 'number'; readonly decimal: string; readonly decimals: number }
  | FormulaCell
  | { readonly kind: 'empty'; readonly style: CellStyle }
  | null;

export interface FormulaCell {
  readonly kind: 'formula';
  /** Without the equals sign; functions in English, commas between arguments, as the file format has it. */
  readonly formula: string;
  /** What stands in the cell until someone recalculates; `''` for a result that is empty. */
  readonly value: number | string;
  readonly decimals: number;
  readonly style?: CellStyle;
}

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
  /** Cells in which the reader chooses from a list that stands elsewhere: "D4:D9" from "Pilihan!$C$4:$C$7". */
  readonly choices?: readonly { readonly cells: string; readonly from: string }[];
}

// What a spreadsheet takes for the start of a formula, full-width forms included.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Free text must not become a formula when the file is opened or saved on as CSV: an apostrophe in front keeps it text.
 */
export function neutralised(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

export function textCell(text: string | null, style?: CellStyle): Cell {
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
