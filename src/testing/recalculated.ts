import FormulaParser from 'fast-formula-parser';
import type { Cell, Sheet } from '#report/sheet/cell.ts';

type Value = number | string | boolean | null;

/** The sheets calculated anew by an engine that knows nothing of scores: only formulas and typed values go in. Rows and columns from 1. */
export function recalculated(sheets: readonly Sheet[]): (sheet: string, row: number, column: number) => Value {
  const byName = new Map(sheets.map((sheet) => [sheet.name, sheet]));
  const known = new Map<string, Value>();
  // A parser keeps its place in the formula, so a cell that is asked for meanwhile needs another: one for each depth.
  const parsers: FormulaParser[] = [];
  let depth = 0;
  const aParser = () =>
    new FormulaParser({
      onCell: ({ sheet, row, col }) => cellValue(sheet, row, col),
      onRange: ({ sheet, from, to }) =>
        range(from.row, to.row).map((row) => range(from.col, to.col).map((column) => cellValue(sheet, row, column))),
    });
  function cellValue(sheet: string, row: number, column: number): Value {
    const key = `${sheet}!${row},${column}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = given(byName.get(sheet)?.rows[row - 1]?.[column - 1] ?? null, { sheet, row, col: column });
    known.set(key, value);
    return value;
  }
  function given(cell: Cell, at: { sheet: string; row: number; col: number }): Value {
    if (cell === null || cell.kind === 'empty') return null;
    if (cell.kind === 'text') return cell.text;
    if (cell.kind === 'number') return Number(cell.decimal);
    parsers[depth] ??= aParser();
    const parser = parsers[depth++];
    const result: unknown = parser?.parse(cell.formula, at);
    depth--;
    if (typeof result === 'number' || typeof result === 'string' || typeof result === 'boolean') return result;
    throw new Error(`${at.sheet} ${at.row},${at.col}: ${cell.formula} gives ${String(result)}`);
  }
  return cellValue;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
