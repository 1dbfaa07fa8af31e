import { answerColumns } from './sheet/answer-columns.ts';
import type { Cell } from './sheet/cell.ts';
import type { VisitReport } from './visit-report.ts';
import { wordsOf } from './words/words-of.ts';

// Excel takes a CSV for UTF-8 only when it begins with this mark.
const byteOrderMark = '\uFEFF';

/** One row per answer, RFC 4180: commas, CRLF, quotes doubled. Numbers have a decimal point. */
export function csvText(report: VisitReport): string {
  const columns = answerColumns(wordsOf(report.language));
  const lines = [
    columns.map(({ header }) => quoted(header)),
    ...report.answers.map((row) => columns.map(({ cell }) => field(cell(row)))),
  ];
  return byteOrderMark + lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  if (cell === null) return '';
  return cell.kind === 'number' ? cell.decimal : quoted(cell.text);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
