import type { EvidenceRow, Finding, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { bold, type DocBlock, type DocPicture, type DocRow, heading, muted, paragraph, table } from './doc-block.ts';

export function findings(report: VisitReport, words: Words): readonly DocBlock[] {
  if (report.findings.length === 0)
    return [paragraph(report.score?.isComplete === true ? words.none.findings : words.none.findingsSoFar)];
  const evidence = new Map(report.evidence.map((row) => [row.number, row]));
  return [...Map.groupBy(report.findings, ({ dimension }) => dimension)].flatMap(([dimension, group]) => [
    heading(dimension, 2),
    ...group.flatMap((finding) => findingBlocks(finding, words, evidence)),
  ]);
}

function findingBlocks(
  finding: Finding,
  words: Words,
  evidence: ReadonlyMap<string, EvidenceRow>,
): readonly DocBlock[] {
  const pictures = [...new Set(finding.occurrences.flatMap((one) => one.evidence))].flatMap(
    (number) => evidence.get(number) ?? [],
  );
  const line = (label: string, text: string): DocBlock =>
    paragraph([muted(`${label}: `), { text }], { keepsNext: true });
  return [
    heading(`${finding.indicatorNumber}  ${finding.indicator}`, 3),
    ...(finding.legalBasis === null ? [] : [line(words.legalBasis, finding.legalBasis)]),
    line(words.shouldBe, finding.best),
    line(words.recommendationTitle, finding.recommendation),
    table(
      [28, 54, 18],
      [words.columns.subject, words.columns.option, words.columns.points],
      rowsOf(finding, words),
      [2],
    ),
    ...(pictures.length === 0 ? [] : [{ kind: 'pictures' as const, pictures: pictures.map(pictureOf) }]),
    paragraph(''),
  ];
}

function rowsOf({ occurrences }: Finding, words: Words): readonly DocRow[] {
  const groups = Map.groupBy(occurrences, (one) =>
    one.note === null && one.evidence.length === 0
      ? `alike/${one.points}/${one.option}`
      : `own/${occurrences.indexOf(one)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const subject =
      group.length === 1 ? first.subject : words.several(group.length, group.map((one) => one.subject).join(', '));
    const found = [
      [{ text: first.option }],
      ...(first.note === null
        ? []
        : [[muted(`${words.columns.note}: `), { text: first.note, look: 'italic' as const }]]),
      ...(first.evidence.length === 0 ? [] : [[muted(`${words.columns.evidence}: `), bold(first.evidence.join(', '))]]),
    ];
    return [{ cells: [[[{ text: subject }]], found, [[{ text: first.pointsText }]]], isTinted: false }];
  });
}

export function pictureOf(row: EvidenceRow): DocPicture {
  const caption = row.caption === null ? row.number : `${row.number} · ${row.caption}`;
  return { sha256: row.sha256, caption, width: row.width, height: row.height };
}
