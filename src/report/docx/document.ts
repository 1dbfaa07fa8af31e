import { printable } from '../pdf/printable.ts';
import type { VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { annexes } from './annexes.ts';
import { cover } from './cover.ts';
import { type DocBlock, heading, paragraph } from './doc-block.ts';
import { findings } from './findings.ts';
import { minutes, people } from './people.ts';
import { comparison, dimensions, improvements, openMatters, samples, strengths } from './result.ts';

/** The same report as the PDF, in the same order, as blocks that a word processor can edit. */
export function docBlocks(full: VisitReport): readonly DocBlock[] {
  const report = printable(full);
  const words = wordsOf(report.language);
  return [
    ...cover(report, words),
    ...sections(report, words).flatMap(([title, blocks], at) => [
      heading(`${at + 1}  ${title}`, 1, at === 0),
      ...blocks,
    ]),
    ...minutes(report, words),
    ...annexes(report, words),
  ];
}

function sections(report: VisitReport, words: Words): readonly (readonly [string, readonly DocBlock[]])[] {
  const { sections: titles } = words;
  const hasScore = report.score !== null;
  const wasAssessed = hasScore || report.answers.some(({ state }) => state === 'answered');
  const parts: readonly (readonly [string, readonly DocBlock[]] | null)[] = [
    report.summary.length > 0 && hasScore ? [titles.summary, report.summary.map((line) => paragraph(line))] : null,
    hasScore ? [titles.dimensions, dimensions(report, words)] : null,
    report.samples.length > 0 && wasAssessed ? [titles.samples, samples(report, words)] : null,
    report.open.matters.length > 0 && hasScore ? [titles.open, openMatters(report)] : null,
    report.comparison === null ? null : [titles.comparison, comparison(report.comparison, words)],
    report.improvements.length > 0 ? [titles.improvements, improvements(report, words)] : null,
    wasAssessed ? [titles.findings, findings(report, words)] : null,
    wasAssessed ? [titles.strengths, strengths(report, words)] : null,
    [titles.people, people(report, words)],
  ];
  return parts.filter((part) => part !== null);
}
