import type { VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { type DocBlock, heading, muted, paragraph, row, table } from './doc-block.ts';

export function people(report: VisitReport, words: Words): readonly DocBlock[] {
  const { team, officials, remark } = report;
  return [
    heading(words.facts.team, 2),
    ...(team.length === 0
      ? [paragraph('–')]
      : [{ kind: 'list' as const, items: team.map(({ name, label }) => [{ text: name }, muted(` – ${label}`)]) }]),
    heading(words.sections.officials, 2),
    officials.length === 0
      ? paragraph(words.none.officials)
      : table(
          [50, 50],
          [words.columns.name, words.columns.post],
          officials.map(({ name, post }) => row([name, post])),
        ),
    heading(words.sections.remark, 2),
    paragraph(remark ?? words.none.remark),
  ];
}

export function minutes(
  { minutes: said, heading: title, officials, team }: VisitReport,
  words: Words,
): readonly DocBlock[] {
  const list = (label: string, names: readonly string[]): DocBlock[] =>
    names.length === 0
      ? []
      : [paragraph(`${label}:`, { keepsNext: true }), { kind: 'list', items: names.map((text) => [{ text }]) }];
  return [
    { kind: 'letterhead', sender: title.letterhead, isOnNewPage: true },
    { kind: 'title', text: said.title, isCentred: true },
    paragraph(`${words.minutes.number}: ……………………………………`, { isCentred: true }),
    paragraph([muted(`${words.visitNumber} ${title.visitNumber}`)], { isCentred: true }),
    paragraph(said.opening),
    ...list(
      words.sections.officials,
      officials.map(({ name, post }) => `${name}, ${post}`),
    ),
    ...list(
      words.facts.team,
      team.filter(({ isRemoved }) => !isRemoved).map(({ name }) => name),
    ),
    ...said.done.map((text) => paragraph(text)),
    paragraph(said.closing),
    { kind: 'signatures', places: said.places },
  ];
}
