import type { Cell, Sheet } from '../sheet/cell.ts';
import { workbook } from '../sheet/workbook.ts';
import type { VisitReport } from '../visit-report.ts';

/** The workbook's bytes. The library's universal build runs in browsers and in Node alike. */
export async function renderXlsx(report: VisitReport): Promise<Uint8Array<ArrayBuffer>> {
  const { default: writeWorkbook } = await import('write-excel-file/universal');
  const blob: { arrayBuffer(): Promise<ArrayBuffer> } = await writeWorkbook(workbook(report).map(sheetOptions), {
    fontFamily: 'Calibri',
    fontSize: 11,
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
} as const;

function cellOptions(cell: Cell) {
  if (cell === null) return null;
  if (cell.kind === 'text') return { value: cell.text, type: String, ...styles[cell.style ?? 'plain'] };
  const format = cell.decimals === 0 ? '0' : `0.${'0'.repeat(cell.decimals)}`;
  return { value: Number(cell.decimal), type: Number, format, alignVertical: 'top' as const };
}
