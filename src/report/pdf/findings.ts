import type { EvidenceRow, Finding, Occurrence, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { Content } from './pdf-content.ts';
import type { PhotoBook } from './photo-book.ts';
import { photoCell } from './photo-book.ts';
import { accent, bare, headed, isShort, muted, page, paragraph, rows, subheading, widths } from './style.ts';

export function findings(report: VisitReport, words: Words, photos: PhotoBook): Content[] {
  if (report.findings.length === 0)
    return [paragraph(report.score?.isComplete === true ? words.none.findings : words.none.findingsSoFar)];
  const evidence = new Map(report.evidence.map((row) => [row.number, row]));
  return [...Map.groupBy(report.findings, ({ dimension }) => dimension)].flatMap(([dimension, group]) =>
    headed(
      subheading(dimension),
      group.map((finding) => findingBlock(finding, words, photos, evidence)),
    ),
  );
}

/** Kept on one page while it is short; a long list of subjects, notes or photos may run over. */
const keptTogether = 6;

function findingBlock(
  finding: Finding,
  words: Words,
  photos: PhotoBook,
  evidence: ReadonlyMap<string, EvidenceRow>,
): Content {
  const shown = alike(finding.occurrences, words);
  const pictures = [...new Set(finding.occurrences.flatMap((occurrence) => occurrence.evidence))].flatMap(
    (number) => evidence.get(number) ?? [],
  );
  return {
    unbreakable:
      shown.length <= keptTogether && pictures.length <= 2 * perRow && isShort(...shown.map(({ note }) => note)),
    margin: [0, 0, 0, 14],
    stack: [
      {
        columns: [
          { width: 40, text: finding.indicatorNumber, bold: true, color: accent },
          { width: page.width - 40, text: finding.indicator, bold: true },
        ],
      },
      { margin: [40, 1, 0, 4], stack: context(finding, words) },
      { margin: [40, 0, 0, 0], ...occurrenceTable(shown, words) },
      ...(pictures.length === 0
        ? []
        : [{ margin: [40, 6, 0, 0] as [number, number, number, number], ...photoRow(pictures, photos) }]),
    ],
  };
}

function context({ legalBasis, best, recommendation }: Finding, words: Words): Content[] {
  const line = (label: string, text: string): Content => ({
    text: [{ text: `${label}: `, color: muted }, text],
    fontSize: 8.5,
    margin: [0, 0, 0, 1],
  });
  return [
    ...(legalBasis === null ? [] : [line(words.legalBasis, legalBasis)]),
    line(words.shouldBe, best),
    line(words.recommendationTitle, recommendation),
  ];
}

interface Shown {
  readonly subject: string;
  readonly option: string;
  readonly pointsText: string;
  readonly note: string | null;
  readonly evidence: readonly string[];
}

/** Thirty users with the same answer are one line; whoever has a note or a photo keeps a line of their own. */
function alike(occurrences: readonly Occurrence[], words: Words): readonly Shown[] {
  const groups = Map.groupBy(occurrences, (occurrence) =>
    occurrence.note === null && occurrence.evidence.length === 0
      ? `alike/${occurrence.points}/${occurrence.option}`
      : `own/${occurrences.indexOf(occurrence)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const subject =
      group.length === 1 ? first.subject : words.several(group.length, group.map((one) => one.subject).join(', '));
    return [{ ...first, subject }];
  });
}

function occurrenceTable(shown: readonly Shown[], words: Words): Content {
  return {
    table: {
      dontBreakRows: shown.every(({ subject, note }) => isShort(subject, note)),
      widths: widths([130, '*', 70], 10, page.width - 40),
      body: [
        ...shown.map((row): Content[] => [
          { text: row.subject, fontSize: 9 },
          { stack: foundLines(row, words), fontSize: 9 },
          { text: row.pointsText, fontSize: 9, alignment: 'right' },
        ]),
      ],
    },
    layout: rows,
  };
}

function foundLines(row: Shown, words: Words): Content[] {
  const lines: Content[] = [{ text: row.option }];
  if (row.note !== null)
    lines.push({
      text: [
        { text: `${words.columns.note}: `, color: muted },
        { text: row.note, italics: true },
      ],
      margin: [0, 2, 0, 0],
    });
  if (row.evidence.length > 0)
    lines.push({
      text: [{ text: `${words.columns.evidence}: `, color: muted }, row.evidence.join(', ')],
      margin: [0, 2, 0, 0],
    });
  return lines;
}

const perRow = 4;

function photoRow(pictures: readonly EvidenceRow[], photos: PhotoBook): Content {
  const cells = pictures.map((row) => photoCell(photos, row, [102, 78]));
  const filled: (Content | Record<PropertyKey, never>)[] = [...cells];
  while (filled.length % perRow !== 0) filled.push({ text: '' });
  const body = Array.from({ length: filled.length / perRow }, (_, at) =>
    filled.slice(at * perRow, at * perRow + perRow),
  );
  return { table: { dontBreakRows: true, widths: Array.from({ length: perRow }, () => 106), body }, layout: bare };
}
