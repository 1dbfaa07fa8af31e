import type { Improvement, Matter, VisitReport } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { Content } from './pdf-content.ts';
import { head, muted, paragraph, rows, small, widths } from './style.ts';

/** What one visit of repair work can take on; the workbook has the whole list. */
const shownImprovements = 12;

export function improvements(report: VisitReport, words: Words): Content[] {
  const { columns } = words;
  const left = report.improvements.length - shownImprovements;
  return [
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: widths([24, '*', 52, 86]),
        body: [
          [head(columns.number), head(columns.indicator), head(columns.gain, 'right'), head(columns.categoryThen)],
          ...report.improvements.slice(0, shownImprovements).map((improvement) => line(improvement, words)),
        ],
      },
      layout: rows,
    },
    ...(left > 0 ? [small(words.moreImprovements(left), { margin: [0, 4, 0, 0] })] : []),
  ];
}

function line(improvement: Improvement, words: Words): Content[] {
  const { category } = improvement;
  const basis = improvement.legalBasis === null ? [] : [small(`${words.legalBasis}: ${improvement.legalBasis}`)];
  return [
    { text: String(improvement.rank), bold: true, fontSize: 9 },
    {
      stack: [
        { text: `${improvement.indicatorNumber}  ${improvement.indicator}`, bold: true, fontSize: 9 },
        {
          text: [{ text: `${words.shouldBe}: `, color: muted }, improvement.best],
          fontSize: 8.5,
          margin: [0, 1, 0, 0],
        },
        ...basis,
      ],
    },
    { text: improvement.gainText, bold: true, fontSize: 9.5, alignment: 'right' },
    {
      text: category === null ? '–' : category.id.length > 2 ? category.label : `${category.id} – ${category.label}`,
      fontSize: 8.5,
      bold: improvement.isNewCategory,
    },
  ];
}

export function strengths(report: VisitReport, words: Words): Content[] {
  if (report.strengths.length === 0) return [paragraph(words.none.strengths)];
  return [...Map.groupBy(report.strengths, ({ dimension }) => dimension)].map(
    ([dimension, group]): Content => ({
      margin: [0, 0, 0, 6],
      stack: [
        { text: dimension, bold: true, fontSize: 9.5, margin: [0, 0, 0, 2], headlineLevel: 2 },
        {
          ul: group.map((strength) => ({
            text: [
              { text: `${strength.indicatorNumber}  `, color: muted },
              strength.indicator,
              sampleNote(strength.sample),
            ],
            fontSize: 9.5,
          })),
        },
      ],
    }),
  );
}

function sampleNote(sample: string) {
  return { text: sample === '' ? '' : ` (n = ${sample})`, color: muted };
}

/** Subjects are named for so many indicators; beyond, the count is enough and the workbook has every row. */
const shownItems = 15;

export function openMatters({ open }: VisitReport, words: Words): Content[] {
  return [
    paragraph(`${open.answeredText}.`),
    ...open.matters.flatMap(({ sentence, items }) => [paragraph(sentence), ...itemList(items, words)]),
  ];
}

function itemList(items: Matter['items'], words: Words): Content[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, shownItems).map(({ what, details }) => ({
    text: [what, { text: details.length === 0 ? '' : ` – ${details.join(', ')}`, color: muted }],
    fontSize: 8.5,
  }));
  const left = items.length - shown.length;
  const more = left > 0 ? [{ text: words.more(left), fontSize: 8.5 }] : [];
  return [{ ul: [...shown, ...more], margin: [10, 0, 0, 6] }];
}
