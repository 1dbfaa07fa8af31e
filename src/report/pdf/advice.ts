import type { Improvement, VisitReport } from '../visit-report.ts';
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
const shownGroups = 15;

export function openMatters({ open }: VisitReport, words: Words): Content[] {
  const list = (groups: VisitReport['open']['missingAnswers']): Content[] => {
    if (groups.length === 0) return [];
    const shown = groups.slice(0, shownGroups).map(({ what, subjects }) => ({
      text: [what, { text: ` – ${subjects.join(', ')}`, color: muted }],
      fontSize: 8.5,
    }));
    const left = groups.length - shown.length;
    return [
      { ul: [...shown, ...(left > 0 ? [{ text: words.more(left), fontSize: 8.5 }] : [])], margin: [10, 0, 0, 6] },
    ];
  };
  const [answers, evidence, ...others] = [
    open.missingAnswers.length === 0 ? null : words.open.missingAnswers(count(open.missingAnswers)),
    open.missingEvidence.length === 0 ? null : words.open.missingEvidence(count(open.missingEvidence)),
    ...open.sentences.slice((open.missingAnswers.length > 0 ? 1 : 0) + (open.missingEvidence.length > 0 ? 1 : 0)),
  ];
  return [
    paragraph(`${open.answeredText}.`),
    ...(answers == null ? [] : [paragraph(answers), ...list(open.missingAnswers)]),
    ...(evidence == null ? [] : [paragraph(evidence), ...list(open.missingEvidence)]),
    ...others.map((sentence) => paragraph(sentence ?? '')),
  ];
}

function count(groups: VisitReport['open']['missingAnswers']): number {
  return groups.reduce((sum, { subjects }) => sum + subjects.length, 0);
}
