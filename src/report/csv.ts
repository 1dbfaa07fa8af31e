import { csvOf, quoted } from './csv-lines.ts';
import { answerColumns } from './sheet/answer-columns.ts';
import type { Cell } from './sheet/cell.ts';
import type { VisitReport } from './visit-report.ts';
import { wordsOf } from './words/words-of.ts';

/** One row per answer. Numbers have a decimal point. */
export function csvText(report: VisitReport): string {
  const columns = answerColumns(wordsOf(report.language));
  return csvOf([
    columns.map(({ header }) => quoted(header)),
    ...report.answers.map((row) => columns.map(({ cell }) => field(cell(row)))),
  ]);
}

function field(cell: Cell): string {
  if (cell === null) return '';
  switch (cell.kind) {
    case 'number':
      return cell.decimal;
    case 'text':
      return quoted(cell.text);
    case 'formula':
      return quoted(String(cell.value));
    case 'empty':
      return '';
  }
}
