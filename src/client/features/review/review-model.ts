import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import type { ExpectedPlace } from '#domain/exceptions/exception.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import type { ReturnedIndicator } from '#domain/visit/transition.ts';
import { headIds, highestPoints, type ReviewRow, type RowFilter, reviewRows, rowFilters } from './review-rows.ts';

export interface ReviewModel {
  readonly open: OpenVisit;
  readonly workspace: Workspace;
  readonly rows: ReadonlySignal<readonly ReviewRow[]>;
  readonly shown: ReadonlySignal<readonly ReviewRow[]>;
  readonly filter: Signal<RowFilter>;
  /** A dimension, variable or indicator of the tree; null: the whole visit. */
  readonly branch: Signal<string | null>;
  readonly selectedKey: Signal<AnswerKey | null>;
  readonly selected: ReadonlySignal<ReviewRow | null>;
  readonly reviewedCount: ReadonlySignal<number>;
  readonly canReview: ReadonlySignal<boolean>;
  /** The answer for which a correction is being worded. */
  readonly questioning: Signal<AnswerKey | null>;
  readonly lightbox: Signal<string | null>;
  move(step: 1 | -1): void;
  accept(row: ReviewRow): Promise<void>;
  question(row: ReviewRow, reason: string): Promise<void>;
  clear(row: ReviewRow): Promise<void>;
  comment(row: ReviewRow | null, text: string): Promise<void>;
  /** What goes along when the visit is returned. */
  returned(): readonly ReturnedIndicator[];
  personName(id: string): string;
}

export function createReviewModel(workspace: Workspace, open: OpenVisit): ReviewModel {
  const filter = signal<RowFilter>('everything');
  const branch = signal<string | null>(null);
  const selectedKey = signal<AnswerKey | null>(null);
  const rows = computed(() => reviewRows(open.instrument, open.view.value, placeOf(workspace, open)));
  const shown = computed(() => {
    const found = rows.value.filter((row) => isOnBranch(row, branch.value) && rowFilters[filter.value](row));
    // Where the weak ones are asked for, the weakest comes first.
    return filter.value === 'weak' ? found.toSorted((a, b) => shareOf(a) - shareOf(b)) : found;
  });
  const selected = computed(() => rows.value.find(({ key }) => key === selectedKey.value) ?? null);
  const isOnTeam = computed(() => open.view.value.members.includes(workspace.session.person.id));
  const mark = (row: ReviewRow, value: object | null): Promise<void> =>
    open.write({ kind: 'review', round: 1, subject: row.subject, indicator: row.indicator.id }, value);
  return {
    open,
    workspace,
    rows,
    shown,
    filter,
    branch,
    selectedKey,
    selected,
    reviewedCount: computed(() => rows.value.filter(({ mark: m }) => m === 'accepted' || m === 'questioned').length),
    canReview: computed(
      () => open.view.value.status === 'submitted' && open.view.value.mergedInto === null && !isOnTeam.value,
    ),
    questioning: signal(null),
    lightbox: signal(null),
    move: (step) => {
      const at = shown.value.findIndex(({ key }) => key === selectedKey.value);
      const next = shown.value[at === -1 ? 0 : Math.min(shown.value.length - 1, Math.max(0, at + step))];
      if (next !== undefined) selectedKey.value = next.key;
    },
    accept: (row) => mark(row, { verdict: 'accepted', heads: headIds(row.answer) }),
    question: (row, reason) => mark(row, { verdict: 'questioned', reason, heads: headIds(row.answer) }),
    clear: (row) => mark(row, null),
    comment: (row, text) =>
      open.write(
        { kind: 'comment', id: crypto.randomUUID() },
        row === null ? { text } : { text, subject: row.subject, indicator: row.indicator.id },
      ),
    returned: () =>
      rows.value.flatMap((row) =>
        row.mark === 'questioned' && row.review?.reason !== undefined
          ? [{ subject: row.subject, indicator: row.indicator.id, reason: row.review.reason }]
          : [],
      ),
    personName: (id) => workspace.directory.value?.people.find((person) => person.id === id)?.name ?? '–',
  };
}

function placeOf(workspace: Workspace, open: OpenVisit): ExpectedPlace {
  const office = workspace.directory.value?.offices.find(({ id }) => id === open.view.value.office.value);
  return { timeZone: office?.timeZone ?? 'Asia/Jakarta', location: office?.location ?? null };
}

/** Points by the highest points, for the order on the screen only. */
function shareOf({ option, indicator }: ReviewRow): number {
  return option === null ? 1 : Number(option.points) / highestPoints(indicator);
}

function isOnBranch(row: ReviewRow, branch: string | null): boolean {
  if (branch === null) return true;
  return (
    branch === `d:${row.dimension}` ||
    branch === `v:${row.dimension}/${row.variable}` ||
    branch === `i:${row.indicator.id}`
  );
}
