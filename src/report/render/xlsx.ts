import type { Cell, Sheet } from '../sheet/cell.ts';
import { workbook } from '../sheet/workbook.ts';
import type { VisitReport } from '../visit-report.ts';
import { formulaResults } from './xlsx-formulas.ts';

/** The workbook's bytes. The library's universal build runs in browsers and in Node alike. */
export async function renderXlsx(report: VisitReport): Promise<Uint8Array<ArrayBuffer>> {
  return await renderSheets(workbook(report));
}

export async function renderSheets(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const { default: writeWorkbook } = await import('write-excel-file/universal');
  const blob: { arrayBuffer(): Promise<ArrayBuffer> } = await writeWorkbook(sheets.map(sheetOptions), {
    fontFamily: 'Calibri',
    fontSize: 11,
    features: [formulaResults(sheets)],
  }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

function sheetOptions(sheet: Sheet) {
  return {
    sheet: sheet.name,
    columns: sheet.columns.map(({ width }) => ({ width })),
    stickyRowsCount: sheet.headRows,
    data: sheet.rows.map((row) => row.map(cellOptions)),
  };
}

const styles = {
  title: { fontWeight: 'bold', fontSize: 15 },
  heading: { fontWeight: 'bold', backgroundColor: '#E3EEEC', wrap: true, alignVertical: 'top' },
  note: { fontStyle: 'italic' },
  plain: { alignVertical: 'top' },
  input: { alignVertical: 'top', backgroundColor: '#FFF6CC' },
  strong: { alignVertical: 'top', fontWeight: 'bold' },
} as const;

function cellOptions(cell: Cell) {
  if (cell === null) return null;
  if (cell.kind === 'empty') return { ...styles[cell.style] };
  if (cell.kind === 'text') return { value: cell.text, type: String, ...styles[cell.style ?? 'plain'] };
  if (cell.kind === 'formula')
    return {
      value: cell.formula,
      type: 'Formula' as const,
      ...(typeof cell.value === 'number' ? { format: numberFormat(cell.decimals) } : {}),
      ...styles[cell.style ?? 'plain'],
    };
  return {
    value: Number(cell.decimal),
    type: Number,
    format: numberFormat(cell.decimals),
    alignVertical: 'top' as const,
  };
}

function numberFormat(decimals: number): string {
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
}
