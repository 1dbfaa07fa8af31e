import type { AnswerRow } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { type Cell, countCell, numberCell, textCell } from './cell.ts';

export interface AnswerColumn {
  readonly header: string;
  readonly width: number;
  readonly cell: (row: AnswerRow) => Cell;
}

/** One row per answer: the same columns in the workbook and in the CSV. */
export function answerColumns(words: Words): readonly AnswerColumn[] {
  const { columns } = words;
  const text = (header: string, width: number, of: (row: AnswerRow) => string | null): AnswerColumn => ({
    header,
    width,
    cell: (row) => textCell(of(row)),
  });
  const number = (header: string, of: (row: AnswerRow) => Cell): AnswerColumn => ({ header, width: 12, cell: of });
  return [
    text(columns.number, 8, (row) => row.indicatorNumber),
    text(columns.dimension, 22, (row) => row.dimension),
    text(columns.variable, 26, (row) => row.variable),
    text(columns.indicator, 48, (row) => row.indicator),
    text(columns.indicatorId, 30, (row) => row.indicatorId),
    text(columns.subjectKind, 20, (row) => row.subjectKind),
    text(columns.subject, 26, (row) => row.subject),
    text(columns.state, 18, stateText),
    text(columns.option, 48, optionText),
    number(columns.points, (row) => numberCell(row.points)),
    number(columns.maxPoints, (row) => numberCell(row.maxPoints)),
    number(columns.value, (row) => numberCell(row.value?.decimal)),
    text(columns.note, 48, (row) => row.note),
    number(columns.evidenceCount, (row) => countCell(row.evidence.length)),
    text(columns.evidence, 18, (row) => (row.isEvidenceMissing ? words.photoMissing : row.evidence.join(' '))),
    text(columns.late, 10, (row) => (row.isLate ? words.yes : words.no)),
    text(columns.method, 14, (row) => row.method),
    text(columns.place, 18, (row) => row.place),
    text(columns.legalBasis, 40, (row) => row.legalBasis),
  ];
}

function stateText(row: AnswerRow): string {
  return row.notApplicableReason === null ? row.stateLabel : `${row.stateLabel}: ${row.notApplicableReason}`;
}

function optionText(row: AnswerRow): string | null {
  if (row.conflict.length === 0) return row.option;
  return row.conflict.map((side) => `${side.option} (${side.by})`).join(' / ');
}
