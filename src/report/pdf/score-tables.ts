import type { DimensionRow, IndicatorRow, Range, SampleRow, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { Content } from './pdf-content.ts';
import { head, rows, small, tint, widths } from './style.ts';

type Node = Pick<DimensionRow, 'number' | 'title' | 'weightText' | 'isWeightAssumed' | 'value' | 'contribution'>;

export function variableTable(report: VisitReport, words: Words): Content[] {
  const body = report.dimensions.flatMap((dimension) => [
    line(dimension, true),
    ...dimension.variables.map((variable) => line(variable, false)),
  ]);
  return [
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: widths([34, '*', 54, 78, 78]),
        body: [tableHead(words), ...body],
      },
      layout: rows,
    },
    ...weightNotes(report, words),
  ];
}

function tableHead({ columns }: Words): Content[] {
  return [
    head(columns.number),
    head(`${columns.dimension} / ${columns.variable.toLowerCase()}`),
    head(columns.weight, 'right'),
    head(columns.value, 'right'),
    head(columns.contribution, 'right'),
  ];
}

function line(node: Node, isDimension: boolean): Content[] {
  const bold = isDimension;
  const right = (text: string): Content => ({ text, alignment: 'right', bold, fontSize: 9 });
  return [
    { text: node.number, bold, fontSize: 9 },
    { text: node.title, bold, fontSize: 9 },
    right(weightText(node)),
    right(rangeText(node.value)),
    right(rangeText(node.contribution)),
  ];
}

function weightText({ weightText: text, isWeightAssumed }: Node): string {
  return isWeightAssumed ? `${text}*` : text;
}

export function rangeText(range: Range | null): string {
  return range === null ? '–' : range.text;
}

function weightNotes({ hasAssumedWeights, hasPassedOnWeights }: VisitReport, words: Words): Content[] {
  const note = (text: string): Content => small(text, { margin: [0, 4, 0, 0] });
  return [
    ...(hasAssumedWeights ? [note(words.assumedWeightNote)] : []),
    ...(hasPassedOnWeights ? [note(words.calculation.weightsPassedOn)] : []),
  ];
}

export function indicatorTable(report: VisitReport, words: Words): Content[] {
  const { columns } = words;
  const heads = [
    head(columns.number),
    head(columns.indicator),
    head(columns.weight, 'right'),
    head(columns.value, 'right'),
    head(columns.contribution, 'right'),
    head(columns.sample, 'right'),
  ];
  const body = report.dimensions.flatMap((dimension) =>
    dimension.variables.flatMap((variable) => [
      groupLine(`${dimension.title} · ${variable.title}`, variable.value),
      ...variable.indicators.map(indicatorLine),
    ]),
  );
  return [
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: widths([34, '*', 50, 72, 66, 52]),
        body: [heads, ...body],
      },
      layout: rows,
    },
    ...weightNotes(report, words),
  ];
}

function groupLine(text: string, value: Range | null): (Content | Record<PropertyKey, never>)[] {
  const cell = { bold: true, fontSize: 9, fillColor: tint };
  return [
    { text, ...cell, colSpan: 3 },
    {},
    {},
    { text: rangeText(value), ...cell, alignment: 'right' },
    { text: '', fillColor: tint },
    { text: '', fillColor: tint },
  ];
}

function indicatorLine(node: IndicatorRow): Content[] {
  const right = (text: string): Content => ({ text, alignment: 'right', fontSize: 8.5 });
  return [
    { text: node.number, fontSize: 8.5 },
    { text: node.title, fontSize: 8.5 },
    right(weightText(node)),
    right(rangeText(node.value)),
    right(rangeText(node.contribution)),
    right(node.sample),
  ];
}

export function sampleTable(samples: readonly SampleRow[], words: Words): Content {
  const { columns } = words;
  const body = samples.map((sample): Content[] => [
    { text: sample.title, fontSize: 9 },
    { text: sample.text, fontSize: 9, bold: true },
    { text: String(sample.min), fontSize: 9, alignment: 'right' },
    {
      stack: [sample.warning, sample.closed, sample.isAssumed ? words.assumedSample : null]
        .filter((text) => text !== null)
        .map((text): Content => ({ text, fontSize: 8.5, bold: text === sample.warning })),
    },
  ]);
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: widths([110, 110, 54, '*']),
      body: [[head(columns.subjectKind), head(columns.seen), head(columns.min, 'right'), head(columns.note)], ...body],
    },
    layout: rows,
  };
}
