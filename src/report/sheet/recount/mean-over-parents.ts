import type { VisitReport } from '../../visit-report.ts';
import type { Words } from '../../words/words.ts';
import { type Cell, textCell } from '../cell.ts';
import { type Computed, mean, meanFormula } from './reference.ts';

export interface Grouped {
  readonly parent: string | null;
  readonly computed: Computed;
}

interface Groups {
  /** A row for each parent's mean; none where all are taken together. */
  readonly rows: readonly (readonly Cell[])[];
  /** What the indicator is the mean of. */
  readonly members: readonly Computed[];
}

/**
 * The subjects of each parent first, then the parents by their own rule, as the score does it. Subjects under no known parent are a group of
 * their own.
 * @param rowsBefore how many rows the sheet has already.
 */
export function meanOverParents(
  report: VisitReport,
  words: Words,
  kindId: string,
  members: readonly Grouped[],
  rowsBefore: number,
): Groups {
  const { kinds, subjects } = report.basis;
  const kind = kinds.find(({ id }) => id === kindId);
  if (kind === undefined || kind.parent === null || kind.aggregate === 'pooled')
    return { rows: [], members: members.map(({ computed }) => computed) };
  const known = subjects.filter((subject) => subject.kind === kind.parent);
  const groups = [...Map.groupBy(members, ({ parent }) => known.find(({ id }) => id === parent)?.id ?? parent)];
  const rows: (readonly Cell[])[] = [];
  const means = groups.map(([parent, group]): Grouped => {
    const row = rowsBefore + rows.length + 1;
    const value = mean(group.map(({ computed }) => computed.value));
    const cells = group.map(({ computed }) => computed.cell).join(',');
    const label = report.answers.find(({ subjectId }) => subjectId === parent)?.subject ?? words.recount.noParent;
    rows.push([
      null,
      textCell(words.recount.meanOf(label), 'note'),
      ...[null, null, null, null, null],
      { kind: 'formula', formula: meanFormula(cells), value: value ?? '', decimals: 4, style: 'note' },
    ]);
    return { parent: known.find(({ id }) => id === parent)?.parent ?? null, computed: { cell: `H${row}`, value } };
  });
  const above = meanOverParents(report, words, kind.parent, means, rowsBefore + rows.length);
  return { rows: [...rows, ...above.rows], members: above.members };
}
