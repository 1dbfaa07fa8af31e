import { changedRows, comparisonSentences } from '../pdf/comparison.ts';
import { rangeText } from '../pdf/score-tables.ts';
import type { Comparison, DimensionRow, Range, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import { bold, type DocBlock, heading, muted, paragraph, type Run, row, table } from './doc-block.ts';

const barLength = 20;

/** One bar per dimension out of block letters, which a word processor lets one edit, then the table. */
export function dimensions(report: VisitReport, words: Words): readonly DocBlock[] {
  const { columns } = words;
  const heads = [
    columns.number,
    `${columns.dimension} / ${columns.variable.toLowerCase()}`,
    columns.weight,
    columns.value,
    columns.contribution,
  ];
  const line = (node: Omit<DimensionRow, 'variables'>, isBold: boolean) => {
    const weight = node.isWeightAssumed ? `${node.weightText}*` : node.weightText;
    const texts = [node.number, node.title, weight, rangeText(node.value), rangeText(node.contribution)];
    return row(texts.map((text) => (isBold ? bold(text) : { text })));
  };
  return [
    table(
      [28, 57, 15],
      null,
      report.dimensions.map(({ title, value }) => row([bold(title), bar(value), bold(rangeText(value))])),
      [2],
    ),
    paragraph(''),
    table(
      [8, 46, 14, 16, 16],
      heads,
      report.dimensions.flatMap((dimension) => [
        line(dimension, true),
        ...dimension.variables.map((variable) => line(variable, false)),
      ]),
      [2, 3, 4],
    ),
    ...weightNotes(report, words),
  ];
}

function bar(value: Range | null): Run {
  const length = value === null ? 0 : Math.round((Number(value.low.decimal) / 100) * barLength);
  return { text: '█'.repeat(length) + '░'.repeat(barLength - length), look: 'bar' };
}

export function weightNotes({ hasAssumedWeights, hasPassedOnWeights }: VisitReport, words: Words): readonly DocBlock[] {
  return [
    ...(hasAssumedWeights ? [paragraph([muted(words.assumedWeightNote)])] : []),
    ...(hasPassedOnWeights ? [paragraph([muted(words.calculation.weightsPassedOn)])] : []),
  ];
}

export function samples(report: VisitReport, words: Words): readonly DocBlock[] {
  const { columns } = words;
  return [
    table(
      [22, 24, 16, 38],
      [columns.subjectKind, columns.seen, columns.min, columns.note],
      report.samples.map((sample) =>
        row([
          sample.title,
          bold(sample.text),
          String(sample.min),
          [sample.warning, sample.closed, sample.isAssumed ? words.assumedSample : null]
            .filter((text) => text !== null)
            .join(' '),
        ]),
      ),
      [2],
    ),
  ];
}

export function openMatters({ open }: VisitReport): readonly DocBlock[] {
  return [
    paragraph(`${open.answeredText}.`),
    ...open.matters.flatMap(({ sentence, items }): DocBlock[] => [
      paragraph(sentence),
      ...(items.length === 0
        ? []
        : [
            {
              kind: 'list' as const,
              items: items.map(({ what, details }) => [
                { text: what },
                muted(details.length === 0 ? '' : ` – ${details.join(', ')}`),
              ]),
            },
          ]),
    ]),
  ];
}

export function comparison(found: Comparison, words: Words): readonly DocBlock[] {
  const { columns, comparison: said } = words;
  const changed = changedRows(found);
  return [
    ...comparisonSentences(found, words).map((text) => paragraph(text)),
    ...(changed.length === 0
      ? []
      : [
          table(
            [9, 46, 14, 14, 17],
            [columns.number, columns.indicator, said.before, said.now, said.change],
            changed.map(({ indicatorNumber, indicator, before, now, changeText }) =>
              row([indicatorNumber, indicator, before.text, now.text, bold(changeText)]),
            ),
            [2, 3, 4],
          ),
        ]),
    ...(found.notComparable.length === 0
      ? []
      : [
          paragraph(said.notComparable(found.notComparable.length)),
          {
            kind: 'list' as const,
            items: found.notComparable.map(({ indicatorNumber, indicator, reason }) => [
              { text: `${indicatorNumber === null ? '' : `${indicatorNumber} `}${indicator}` },
              muted(` – ${reason}`),
            ]),
          },
        ]),
  ];
}

/** The whole list: who edits the document strikes out what the office cannot do yet. */
export function improvements(report: VisitReport, words: Words): readonly DocBlock[] {
  const { columns } = words;
  return [
    table(
      [7, 56, 15, 22],
      [columns.number, columns.indicator, columns.gain, columns.categoryThen],
      report.improvements.map(({ rank, indicatorNumber, indicator, best, legalBasis, gainText, category }) => ({
        cells: [
          [[bold(String(rank))]],
          [
            [bold(`${indicatorNumber}  ${indicator}`)],
            [muted(`${words.shouldBe}: `), { text: best }],
            ...(legalBasis === null ? [] : [[muted(`${words.legalBasis}: ${legalBasis}`)]]),
          ],
          [[bold(gainText)]],
          [
            [
              {
                text:
                  category === null
                    ? '–'
                    : category.id.length > 2
                      ? category.label
                      : `${category.id} – ${category.label}`,
              },
            ],
          ],
        ],
        isTinted: false,
      })),
      [2],
    ),
  ];
}

export function strengths(report: VisitReport, words: Words): readonly DocBlock[] {
  if (report.strengths.length === 0) return [paragraph(words.none.strengths)];
  return [...Map.groupBy(report.strengths, ({ dimension }) => dimension)].flatMap(([dimension, group]): DocBlock[] => [
    heading(dimension, 2),
    {
      kind: 'list',
      items: group.map(({ indicatorNumber, indicator, sample }) => [
        muted(`${indicatorNumber}  `),
        { text: indicator },
        muted(sample === '' ? '' : ` (n = ${sample})`),
      ]),
    },
  ]);
}
