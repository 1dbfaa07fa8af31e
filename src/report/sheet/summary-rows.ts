import type { IndicatorRow, Range, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { type Cell, countCell, numberCell, textCell } from './cell.ts';

export const summaryWidths: readonly number[] = [26, 64, 12, 18, 14, 14, 14, 14, 14];

type Row = readonly Cell[];
const gap: Row = [];

export function summaryRows(report: VisitReport, words: Words): readonly Row[] {
  return [
    [textCell(report.heading.title, 'title')],
    [textCell(report.heading.office, 'title')],
    ...notices(report),
    gap,
    ...facts(report, words),
    gap,
    ...scoreRows(report, words),
    gap,
    ...treeRows(report, words),
    gap,
    ...sampleRows(report, words),
    gap,
    ...improvementRows(report, words),
    gap,
    ...openRows(report, words),
  ];
}

function notices({ standing, illustrative, outcome }: VisitReport): readonly Row[] {
  const lines = [
    illustrative,
    standing.mark === null ? standing.explanation : `${standing.mark}: ${standing.explanation}`,
    standing.mismatch,
    outcome === null ? null : [outcome.label, outcome.reason].filter((part) => part !== null).join(': '),
  ];
  return lines.filter((line) => line !== null).map((line) => [textCell(line, 'note')]);
}

function facts(report: VisitReport, words: Words): readonly Row[] {
  const { heading, standing, team, madeAt } = report;
  const pairs: readonly (readonly [string, string | null])[] = [
    [words.facts.institution, heading.institution],
    [words.facts.address, [heading.address, heading.city].filter((part) => part !== null).join(', ')],
    [words.facts.period, heading.period],
    [words.facts.letter, heading.assignmentLetter],
    [words.facts.instrument, `${heading.instrument}, ${words.version(heading.instrumentVersion)}`],
    [words.facts.team, team.map(({ name }) => name).join(', ')],
    [words.facts.status, standing.statusLabel],
    [words.facts.visit, heading.visitId],
    [words.verification.code, verificationText(standing)],
    [words.facts.madeAt, `${madeAt.text} ${report.exportedFromLabel}`],
  ];
  return pairs
    .filter(([, value]) => value !== null && value !== '')
    .map(([label, value]) => [label, value].map((t) => textCell(t)));
}

function verificationText({ sealed }: VisitReport['standing']): string | null {
  if (!sealed?.verification) return null;
  const { code, address } = sealed.verification;
  return address === null ? code : `${code} (${address})`;
}

function scoreRows({ score }: VisitReport, words: Words): readonly Row[] {
  if (score === null) return [[textCell(words.score), textCell(words.withoutScore)]];
  const rows: Row[] = score.range.isSettled
    ? [[textCell(words.score), numberCell(score.range.low.decimal)]]
    : [
        [textCell(`${words.score}: ${words.columns.low}`), numberCell(score.range.low.decimal)],
        [textCell(`${words.score}: ${words.columns.high}`), numberCell(score.range.high.decimal)],
      ];
  const label = score.category === null ? words.possibleCategories : words.category;
  return [
    ...rows,
    [textCell(label), textCell(score.possible.map((band) => `${band.id} (${band.label})`).join(', '))],
    [textCell(words.zoneTitle), textCell([...new Set(score.possible.map((band) => band.zoneLabel))].join(', '))],
  ];
}

function treeRows(report: VisitReport, words: Words): readonly Row[] {
  const { columns } = words;
  const heads = [
    columns.number,
    `${columns.dimension} / ${columns.variable} / ${columns.indicator}`,
    `${columns.weight} (%)`,
    words.assumedWeight,
    `${columns.value} (${columns.low.toLowerCase()})`,
    `${columns.value} (${columns.high.toLowerCase()})`,
    `${columns.contribution} (${columns.low.toLowerCase()})`,
    `${columns.contribution} (${columns.high.toLowerCase()})`,
    columns.sample,
  ];
  const row = (
    node: Pick<IndicatorRow, 'number' | 'title' | 'weight' | 'isWeightAssumed' | 'value' | 'contribution'>,
    sample: string,
  ): Row => [
    textCell(node.number),
    textCell(node.title),
    numberCell(node.weight),
    textCell(node.isWeightAssumed ? words.yes : words.no),
    ...rangeCells(node.value),
    ...rangeCells(node.contribution),
    textCell(sample),
  ];
  return [
    heads.map((head) => textCell(head, 'heading')),
    ...report.dimensions.flatMap((dimension) => [
      row(dimension, ''),
      ...dimension.variables.flatMap((variable) => [
        row(variable, ''),
        ...variable.indicators.map((indicator) => row(indicator, indicator.sample)),
      ]),
    ]),
  ];
}

function rangeCells(range: Range | null): readonly Cell[] {
  return [numberCell(range?.low.decimal), numberCell(range?.high.decimal)];
}

function sampleRows({ samples }: VisitReport, words: Words): readonly Row[] {
  if (samples.length === 0) return [];
  const { columns } = words;
  const heads = [columns.sample, columns.note, columns.seen, columns.target, columns.min];
  return [
    heads.map((head) => textCell(head, 'heading')),
    ...samples.map((sample) => [
      textCell(sample.title),
      textCell([sample.text, sample.warning, sample.closed].filter((part) => part !== null).join('. ')),
      countCell(sample.seen),
      countCell(sample.target),
      countCell(sample.min),
    ]),
  ];
}

function improvementRows({ improvements }: VisitReport, words: Words): readonly Row[] {
  if (improvements.length === 0) return [];
  const heads = [words.sections.improvements, words.columns.indicator, words.columns.gain, words.columns.categoryThen];
  return [
    heads.map((head) => textCell(head, 'heading')),
    ...improvements.map((improvement) => [
      textCell(improvement.indicatorNumber),
      textCell(improvement.indicator),
      numberCell(improvement.gain.decimal),
      textCell(improvement.category?.id ?? null),
    ]),
  ];
}

function openRows({ open }: VisitReport, words: Words): readonly Row[] {
  if (open.matters.length === 0) return [];
  return [
    [textCell(words.sections.open, 'heading')],
    ...open.matters.flatMap(({ sentence, items }) => [
      [textCell(sentence)],
      ...items.map(({ what, details }) => [null, textCell([what, details.join(', ')].filter(Boolean).join(' – '))]),
    ]),
  ];
}
