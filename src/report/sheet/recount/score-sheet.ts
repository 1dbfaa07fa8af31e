import type { DimensionRow, IndicatorRow, VariableRow, VisitReport } from '../../visit-report.ts';
import type { Words } from '../../words/words.ts';
import { type Cell, type CellStyle, type FormulaCell, numberCell, type Sheet, textCell } from '../cell.ts';
import type { OptionSheet } from './option-sheet.ts';
import type { PointSheet } from './point-sheet.ts';

interface Node {
  readonly row: number;
  readonly weight: number;
  readonly value: number | null;
}

const firstRow = 10;

/** Indicator → variable → dimension → total → category, each by a formula over the sheet of points. */
export function scoreSheet(report: VisitReport, words: Words, points: PointSheet, options: OptionSheet): Sheet {
  const { columns, recount } = words;
  const tree = new ScoreTreeRows(points, words);
  const total = tree.add(report.dimensions);
  const { decimals } = report.basis;
  const said = report.score?.range.isSettled ? report.score.range.low.decimal : null;
  const rounded = total.value === null ? '' : Number(total.value.toFixed(decimals));
  const label = (text: string): Cell => textCell(text, 'strong');
  const head: (readonly Cell[])[] = [
    [textCell(words.sheets.score, 'title')],
    [textCell(recount.scoreHelp, 'note')],
    [],
    [
      null,
      label(recount.byFormula),
      // Twice, since a spreadsheet computes in binary fractions: first what is surely noise, then as the instrument says.
      formula(`IF(${total.formula}="","",ROUND(ROUND(${total.formula},9),${decimals}))`, rounded, decimals, 'strong'),
    ],
    [
      null,
      label(words.category),
      formula(`IF(C4="","",VLOOKUP(C4,${options.categories},2,TRUE))`, categoryOf(report, rounded), 0, 'strong'),
    ],
    [
      null,
      label(recount.inReport),
      said === null ? textCell(report.score?.range.text ?? words.withoutScore) : numberCell(said),
    ],
    [
      null,
      label(recount.comparison),
      said === null
        ? textCell(recount.open)
        : formula(`IF(C4="","",IF(ABS(C4-C6)<0.0000001,"${recount.same}","${recount.different}"))`, recount.same, 0),
    ],
    [],
    [
      columns.number,
      `${columns.dimension} / ${columns.variable} / ${columns.indicator}`,
      `${columns.weight} (%)`,
      words.assumedWeight,
      recount.weightCounting,
      columns.value,
      recount.weighted,
      recount.shareOfTotal,
      columns.contribution,
    ].map((title) => textCell(title, 'heading')),
  ];
  return {
    name: words.sheets.score,
    columns: [8, 62, 14, 14, 14, 12, 16, 16, 14].map((width) => ({ width })),
    rows: [...head, ...tree.rows],
    headRows: 0,
  };
}

function categoryOf({ scale }: VisitReport, rounded: number | ''): string {
  if (rounded === '') return '';
  const found = scale.toSorted((a, b) => Number(b.min) - Number(a.min)).find(({ min }) => rounded >= Number(min));
  return found === undefined ? '' : found.id.length > 2 ? found.label : `${found.id} – ${found.label}`;
}

class ScoreTreeRows {
  readonly rows: (readonly Cell[])[] = [];
  readonly #points: PointSheet;
  readonly #words: Words;

  constructor(points: PointSheet, words: Words) {
    this.#points = points;
    this.#words = words;
  }

  add(dimensions: readonly DimensionRow[]): { readonly formula: string; readonly value: number | null } {
    const nodes = this.#children(dimensions, null, 100, (dimension, row, share) =>
      this.#children(dimension.variables, row, share, (variable, variableRow, variableShare) =>
        this.#children(variable.indicators, variableRow, variableShare, () => []),
      ),
    );
    return { formula: meanOf(nodes), value: weightedMean(nodes) };
  }

  /** Rows of siblings: what is below a node has to be known before its own cells, so its row is held free meanwhile. */
  #children<N extends DimensionRow | VariableRow | IndicatorRow>(
    siblings: readonly N[],
    parentRow: number | null,
    parentShare: number | null,
    below: (node: N, row: number, share: number | null) => readonly Node[],
  ): readonly Node[] {
    const shares = this.#shares(siblings, parentShare);
    const placed = siblings.map((node, at) => {
      const index = this.rows.push([]) - 1;
      const row = firstRow + index;
      return { node, index, row, share: shares[at] ?? null, children: below(node, row, shares[at] ?? null) };
    });
    const all = placed.map(({ row }) => `E${row}`).join(',');
    return placed.map(({ node, index, row, share, children }) => {
      const own = this.#points.values.get(node.id);
      const isIndicator = !('variables' in node) && !('indicators' in node);
      const value = isIndicator ? (own?.value ?? null) : weightedMean(children);
      const valueFormula = isIndicator ? (own?.formula ?? '""') : meanOf(children);
      const style: CellStyle | undefined = isIndicator ? undefined : 'strong';
      const weight = Number(node.weight);
      this.rows[index] = [
        textCell(node.number, style),
        textCell(node.title, style),
        numberCell(node.weight),
        textCell(node.isWeightAssumed ? this.#words.assumedWeight : null),
        formula(`IF(ISNUMBER(F${row}),C${row},0)`, value === null ? 0 : weight, 6),
        formula(valueFormula, value ?? '', 4, style),
        formula(`IF(ISNUMBER(F${row}),C${row}*F${row},0)`, value === null ? 0 : weight * value, 4),
        formula(
          `IF(SUM(${all})=0,0,${parentRow === null ? '100' : `H${parentRow}`}*E${row}/SUM(${all}))`,
          share ?? 0,
          4,
        ),
        formula(
          `IF(ISNUMBER(F${row}),H${row}*F${row}/100,"")`,
          value === null || share === null ? '' : (share * value) / 100,
          4,
          style,
        ),
      ];
      return { row, weight, value };
    });
  }

  /** What each takes of the total once those that do not apply have given their weight away. */
  #shares(siblings: readonly (DimensionRow | VariableRow | IndicatorRow)[], parent: number | null): readonly number[] {
    const weights = siblings.map((node) => (this.#valueOf(node) === null ? 0 : Number(node.weight)));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => (sum === 0 || parent === null ? 0 : (parent * weight) / sum));
  }

  #valueOf(node: DimensionRow | VariableRow | IndicatorRow): number | null {
    const below = 'variables' in node ? node.variables : 'indicators' in node ? node.indicators : null;
    if (below === null) return this.#points.values.get(node.id)?.value ?? null;
    return weightedMean(below.map((child) => ({ row: 0, weight: Number(child.weight), value: this.#valueOf(child) })));
  }
}

function meanOf(children: readonly Node[]): string {
  const [weights, products] = ['E', 'G'].map((column) => children.map(({ row }) => `${column}${row}`).join(','));
  return `IF(SUM(${weights})=0,"",SUM(${products})/SUM(${weights}))`;
}

function weightedMean(children: readonly Node[]): number | null {
  const counting = children.filter(({ value, weight }) => value !== null && weight > 0);
  const weight = counting.reduce((sum, child) => sum + child.weight, 0);
  if (weight === 0) return null;
  return counting.reduce((sum, child) => sum + child.weight * (child.value ?? 0), 0) / weight;
}

function formula(text: string, value: number | string, decimals: number, style?: CellStyle): FormulaCell {
  return { kind: 'formula', formula: text, value, decimals, ...(style === undefined ? {} : { style }) };
}
