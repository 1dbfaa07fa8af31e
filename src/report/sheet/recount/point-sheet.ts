import type { AnswerRow, IndicatorBasis, VisitReport } from '../../visit-report.ts';
import type { Words } from '../../words/words.ts';
import { type Cell, type FormulaCell, numberCell, type Sheet, textCell } from '../cell.ts';
import { type Grouped, meanOverParents } from './mean-over-parents.ts';
import type { OptionPlace } from './option-sheet.ts';
import { type Computed, inSheet, mean, meanFormula } from './reference.ts';
import { type Gate, type GateOf, isRelevant, relevanceFormula } from './relevance.ts';

export interface PointSheet {
  readonly sheet: Sheet;
  /** Of each indicator the formula of its value, 0–100, and what it gives now. */
  readonly values: ReadonlyMap<string, { readonly formula: string; readonly value: number | null }>;
}

const headRows = 3;

/** One row per answer: what was answered, in a cell to be changed, and the points by formula. */
export function pointSheet(report: VisitReport, words: Words, places: ReadonlyMap<string, OptionPlace>): PointSheet {
  return new PointSheetBuilder(report, words, places).build();
}

class PointSheetBuilder {
  readonly #report: VisitReport;
  readonly #words: Words;
  readonly #places: ReadonlyMap<string, OptionPlace>;
  readonly #rows: (readonly Cell[])[] = [];
  readonly #choices: { cells: string; from: string }[] = [];
  readonly #gates = new Map<string, Gate>();
  readonly #rowOf = new Map<string, number>();

  constructor(report: VisitReport, words: Words, places: ReadonlyMap<string, OptionPlace>) {
    this.#report = report;
    this.#words = words;
    this.#places = places;
  }

  build(): PointSheet {
    const { sheets, columns, recount } = this.#words;
    const titles = [
      columns.number,
      columns.indicator,
      columns.subject,
      columns.option,
      recount.counts,
      columns.points,
      columns.maxPoints,
      recount.share,
    ];
    this.#rows.push([textCell(sheets.points, 'title')], [textCell(recount.pointsHelp, 'note')]);
    this.#rows.push(titles.map((title) => textCell(title, 'heading')));
    const answers = Map.groupBy(this.#report.answers, ({ indicatorId }) => indicatorId);
    this.#place(answers);
    const values = new Map(
      this.#report.basis.indicators.map((basis) => [basis.id, this.#indicator(basis, answers.get(basis.id) ?? [])]),
    );
    const widths = [8, 46, 28, 58, 10, 10, 10, 12];
    return {
      sheet: {
        name: sheets.points,
        columns: widths.map((width) => ({ width })),
        rows: this.#rows,
        headRows,
        choices: this.#choices,
      },
      values,
    };
  }

  /** Where each answer will stand, and whether it counts now: rules look at answers before and after their own. */
  #place(answers: ReadonlyMap<string, readonly AnswerRow[]>): void {
    let row = headRows + 1;
    for (const basis of this.#report.basis.indicators) {
      const asked = answers.get(basis.id) ?? [];
      for (const { subjectId } of asked) this.#rowOf.set(`${basis.id}/${subjectId}`, row++);
      if (asked.length > 0) row += this.#groupsOf(basis, asked, []).rows.length;
    }
    const byKey = new Map(this.#report.answers.map((answer) => [`${answer.indicatorId}/${answer.subjectId}`, answer]));
    const basisOf = new Map(this.#report.basis.indicators.map((basis) => [basis.id, basis]));
    const find = (indicator: string, subject: string): Gate | undefined => {
      const basis = basisOf.get(indicator);
      const single = this.#report.basis.kinds.find(({ id, isSingle }) => isSingle && id === basis?.kind);
      const key = `${indicator}/${single?.id ?? subject}`;
      const known = this.#gates.get(key);
      const [answer, at] = [byKey.get(key), this.#rowOf.get(key)];
      if (known !== undefined || basis === undefined || answer === undefined || at === undefined) return known;
      const isCounting =
        basis.relevance === null || isRelevant(basis.relevance, (gate) => find(gate, answer.subjectId));
      const gate: Gate = {
        answer: `D${at}`,
        counts: basis.relevance === null ? null : `E${at}`,
        keyOf: (option) => this.#places.get(indicator)?.keys.get(option),
        chosen: answer.optionId,
        isCounting,
      };
      this.#gates.set(key, gate);
      return gate;
    };
    this.#gateOf = (subject) => (indicator) => find(indicator, subject);
  }

  #gateOf: (subject: string) => GateOf = () => () => undefined;

  #indicator(basis: IndicatorBasis, asked: readonly AnswerRow[]) {
    const place = this.#places.get(basis.id);
    if (asked.length === 0 || place === undefined) return { formula: '""', value: null };
    const first = this.#rows.length + 1;
    const computed = asked.map((answer) => this.#answer(basis, answer, place));
    const last = this.#rows.length;
    this.#choices.push({ cells: `D${first}:D${last}`, from: place.list });
    const { rows, members } = this.#groupsOf(basis, asked, computed);
    this.#rows.push(...rows);
    const sheet = this.#words.sheets.points;
    const cells =
      rows.length === 0
        ? inSheet(sheet, `H${first}:H${last}`)
        : members.map(({ cell }) => inSheet(sheet, cell)).join(',');
    const value = mean(members.map((member) => member.value));
    return { formula: meanFormula(cells, '*100'), value: value === null ? null : value * 100 };
  }

  #groupsOf(basis: IndicatorBasis, asked: readonly AnswerRow[], computed: readonly Computed[]) {
    const members = asked.map(
      ({ subjectId }, at): Grouped => ({
        parent: this.#report.basis.subjects.find(({ id }) => id === subjectId)?.parent ?? null,
        computed: computed[at] ?? { cell: 'A1', value: null },
      }),
    );
    return meanOverParents(this.#report, this.#words, basis.kind, members, this.#rows.length);
  }

  #answer(basis: IndicatorBasis, answer: AnswerRow, place: OptionPlace): Computed {
    const row = this.#rows.length + 1;
    const gateOf = this.#gateOf(answer.subjectId);
    const key = answer.optionId === null ? undefined : place.keys.get(answer.optionId);
    const isCounting = basis.relevance === null || isRelevant(basis.relevance, gateOf);
    const points = isCounting && key !== undefined && answer.state !== 'conflict' ? answer.points : null;
    const share = points === null ? null : Number(points) / Number(answer.maxPoints);
    const given = answer.state === 'not-applicable' ? (place.notApplicable?.text ?? null) : (key ?? null);
    const cells: readonly Cell[] = [
      textCell(answer.indicatorNumber),
      textCell(answer.indicator),
      textCell(answer.subject),
      given === null || answer.state === 'conflict' ? { kind: 'empty', style: 'input' } : textCell(given, 'input'),
      basis.relevance === null
        ? numberCell('1')
        : formula(`IF(${relevanceFormula(basis.relevance, gateOf)},1,0)`, isCounting ? 1 : 0, 0),
      formula(pointsFormula(row, place), points === null ? null : Number(points), decimalsOf(answer.maxPoints)),
      numberCell(answer.maxPoints),
      formula(`IF(F${row}="","",F${row}/G${row})`, share, 4),
    ];
    this.#rows.push(cells);
    return { cell: `H${row}`, value: share };
  }
}

function pointsFormula(row: number, { lookup, notApplicable }: OptionPlace): string {
  const isLeftOut = [`D${row}=""`, `E${row}=0`, ...(notApplicable === null ? [] : [`D${row}=${notApplicable.cell}`])];
  return `IF(OR(${isLeftOut.join(',')}),"",VLOOKUP(D${row},${lookup},2,FALSE))`;
}

function formula(text: string, value: number | null, decimals: number): FormulaCell {
  return { kind: 'formula', formula: text, value: value ?? '', decimals };
}

function decimalsOf(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}
