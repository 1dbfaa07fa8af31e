import type { IndicatorRow, VisitReport } from '../../visit-report.ts';
import type { Words } from '../../words/words.ts';
import { type Cell, numberCell, type Sheet, textCell } from '../cell.ts';
import { inSheet } from './reference.ts';

/** Where the options of an indicator stand. */
export interface OptionPlace {
  /** What the reader may choose from. */
  readonly list: string;
  /** The same without "not applicable", with the points beside it. */
  readonly lookup: string;
  readonly notApplicable: { readonly cell: string; readonly text: string } | null;
  /** Option to the text that stands for it. */
  readonly keys: ReadonlyMap<string, string>;
}

export interface OptionSheet {
  readonly sheet: Sheet;
  readonly places: ReadonlyMap<string, OptionPlace>;
  /** Lower bound and label, ascending. */
  readonly categories: string;
}

const firstCategory = 4;

/** All options with their points, and the table of categories: what the other sheets look up. */
export function optionSheet(report: VisitReport, words: Words): OptionSheet {
  const name = words.sheets.options;
  const scale = report.scale.toSorted((a, b) => Number(a.min) - Number(b.min));
  const rows: (readonly Cell[])[] = [
    [textCell(name, 'title')],
    [textCell(words.recount.optionsHelp, 'note')],
    heads(['', words.columns.what, words.recount.from, words.category]),
    ...scale.map((band) => [null, textCell(words.recount.categories), numberCell(band.min), textCell(labelOf(band))]),
    [],
    heads([words.columns.number, words.columns.indicator, words.columns.option, words.columns.points]),
  ];
  const places = new Map<string, OptionPlace>();
  const titles = titlesOf(report);
  for (const { id, options, notApplicable } of report.basis.indicators) {
    const [first, last] = [rows.length + 1, rows.length + options.length];
    const keys = new Map(options.map((option, at) => [option.id, keyText(option.label, at)]));
    const title = titles.get(id);
    const row = (key: string, points: string | null): Cell[] => [
      textCell(title?.number ?? null),
      textCell(title?.title ?? id),
      textCell(key),
      numberCell(points),
    ];
    for (const option of options) rows.push(row(keys.get(option.id) ?? option.id, option.points));
    if (notApplicable !== null) rows.push(row(notApplicable, null));
    places.set(id, {
      list: inSheet(name, `$C$${first}:$C$${rows.length}`),
      lookup: inSheet(name, `$C$${first}:$D$${last}`),
      notApplicable: notApplicable === null ? null : { cell: inSheet(name, `$C$${rows.length}`), text: notApplicable },
      keys,
    });
  }
  return {
    sheet: { name, columns: [8, 50, 70, 24].map((width) => ({ width })), rows, headRows: 0 },
    places,
    categories: inSheet(name, `$C$${firstCategory}:$D$${firstCategory + scale.length - 1}`),
  };
}

function heads(titles: readonly string[]): Cell[] {
  return titles.map((title) => textCell(title, 'heading'));
}

function labelOf({ id, label }: { readonly id: string; readonly label: string }): string {
  return id.length > 2 ? label : `${id} – ${label}`;
}

function titlesOf(report: VisitReport): ReadonlyMap<string, IndicatorRow> {
  const all = report.dimensions.flatMap(({ variables }) => variables.flatMap(({ indicators }) => indicators));
  return new Map(all.map((indicator) => [indicator.id, indicator]));
}

// A spreadsheet looks up at most 255 letters and takes * ? ~ for wildcards.
const wildcard = /[*?~]/g;
const standIns: Readonly<Record<string, string>> = { '*': '＊', '?': '？', '~': '～' };

/** "b. Terpasang, tidak terbaca": with its letter in front no two are equal, and none begins a formula. */
function keyText(label: string, at: number): string {
  const letter = at < 26 ? String.fromCharCode(97 + at) : String(at + 1);
  return `${letter}. ${label.replace(wildcard, (sign) => standIns[sign] ?? sign).slice(0, 200)}`;
}
