import type { VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { answerColumns } from './answer-columns.ts';
import { countCell, numberCell, type Sheet, textCell } from './cell.ts';
import { recountSheets } from './recount/recount-sheets.ts';
import { summaryRows, summaryWidths } from './summary-rows.ts';

/** The workbook: summary, the score by formulas, one row per answer, one row per photo. */
export function workbook(report: VisitReport): readonly Sheet[] {
  const words = wordsOf(report.language);
  return [
    {
      name: words.sheets.summary,
      columns: summaryWidths.map((width) => ({ width })),
      rows: summaryRows(report, words),
      headRows: 0,
    },
    ...recountSheets(report, words),
    answerSheet(report, words),
    evidenceSheet(report, words),
  ];
}

function answerSheet(report: VisitReport, words: Words): Sheet {
  const columns = answerColumns(words);
  return {
    name: words.sheets.answers,
    columns: columns.map(({ width }) => ({ width })),
    rows: [
      columns.map(({ header }) => textCell(header, 'heading')),
      ...report.answers.map((row) => columns.map(({ cell }) => cell(row))),
    ],
    headRows: 1,
  };
}

function evidenceSheet(report: VisitReport, { sheets, columns }: Words): Sheet {
  const heads: readonly (readonly [string, number])[] = [
    [columns.number, 8],
    [columns.attachedTo, 60],
    [columns.caption, 40],
    [columns.capturedAt, 28],
    ['ISO 8601', 26],
    [columns.latitude, 14],
    [columns.longitude, 14],
    [columns.accuracy, 14],
    [columns.position, 36],
    [columns.source, 18],
    [columns.by, 24],
    [columns.arrival, 22],
    [columns.withdrawn, 30],
    [columns.size, 14],
    [columns.hash, 68],
  ];
  return {
    name: sheets.evidence,
    columns: heads.map(([, width]) => ({ width })),
    rows: [
      heads.map(([header]) => textCell(header, 'heading')),
      ...report.evidence.map((row) => [
        textCell(row.number),
        textCell(row.attachedTo),
        textCell(row.caption),
        textCell(row.capturedAt.text),
        textCell(row.capturedAt.iso),
        degrees(row.latitude),
        degrees(row.longitude),
        degrees(row.accuracyM),
        textCell(row.place),
        textCell(row.source),
        textCell(row.by),
        textCell(row.arrivalLabel),
        textCell(row.withdrawn),
        countCell(row.bytes),
        textCell(row.sha256),
      ]),
    ],
    headRows: 1,
  };
}

/** A reading of the sensor is a float by nature; it is shown with the digits it came with. */
function degrees(value: number | null): ReturnType<typeof numberCell> {
  return numberCell(value === null ? null : String(value));
}
