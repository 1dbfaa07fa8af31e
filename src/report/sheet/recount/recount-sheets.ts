import type { VisitReport } from '../../visit-report.ts';
import type { Words } from '../../words/words.ts';
import type { Sheet } from '../cell.ts';
import { optionSheet } from './option-sheet.ts';
import { pointSheet } from './point-sheet.ts';
import { scoreSheet } from './score-sheet.ts';

/** Three sheets in which the reader can change an answer and see what becomes of the score. */
export function recountSheets(report: VisitReport, words: Words): readonly Sheet[] {
  if (report.score === null) return [];
  const options = optionSheet(report, words);
  const points = pointSheet(report, words, options.places);
  return [scoreSheet(report, words, points, options), points.sheet, options.sheet];
}
