import type { Comparison, ComparisonRow } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { Content } from './pdf-content.ts';
import { head, paragraph, rows, small, widths } from './style.ts';

/** What became of the office since its last visit. Indicators that stayed are counted, the others listed. */
export function comparison(found: Comparison, words: Words): Content[] {
  return [
    ...comparisonSentences(found, words).map((text) => paragraph(text)),
    ...changes(found, words),
    ...left(found, words),
  ];
}

export function comparisonSentences(found: Comparison, words: Words): readonly string[] {
  const { comparison: said } = words;
  const { categoryBefore, categoryNow } = found;
  const total = said.total(found.before, found.now, found.isSameInstrument ? found.changeText : null);
  const categories =
    categoryBefore === null || categoryNow === null ? [] : [said.categories(categoryBefore, categoryNow)];
  return [
    said.with(found.period, found.visitNumber, found.instrument),
    [total, ...categories].join(' '),
    ...(found.isSameInstrument ? [] : [said.otherInstrument]),
    said.counts(found.better, found.worse, found.same),
  ];
}

/** What fell first, then what rose. */
export function changedRows({ rows: all }: Comparison): readonly ComparisonRow[] {
  const of = (direction: ComparisonRow['direction']) => all.filter((row) => row.direction === direction);
  return [...of('worse'), ...of('better')];
}

function changes(found: Comparison, words: Words): Content[] {
  const shown = changedRows(found);
  if (shown.length === 0) return [];
  const { columns, comparison: said } = words;
  const right = (text: string, bold = false): Content => ({ text, alignment: 'right', fontSize: 8.5, bold });
  return [
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: widths([34, '*', 58, 58, 62]),
        body: [
          [
            head(columns.number),
            head(columns.indicator),
            head(said.before, 'right'),
            head(said.now, 'right'),
            head(said.change, 'right'),
          ],
          ...shown.map((row): Content[] => [
            { text: row.indicatorNumber, fontSize: 8.5 },
            { text: row.indicator, fontSize: 8.5 },
            right(row.before.text),
            right(row.now.text),
            right(row.changeText, true),
          ]),
        ],
      },
      layout: rows,
    },
  ];
}

function left({ notComparable }: Comparison, words: Words): Content[] {
  if (notComparable.length === 0) return [];
  return [
    paragraph(words.comparison.notComparable(notComparable.length), [0, 8, 0, 3]),
    {
      ul: notComparable.map(({ indicatorNumber, indicator, reason }) =>
        small(`${indicatorNumber === null ? '' : `${indicatorNumber} `}${indicator} – ${reason}`),
      ),
      margin: [10, 0, 0, 6],
    },
  ];
}
