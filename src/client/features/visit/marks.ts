import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { wasMendedSince } from '#domain/visit/mended.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { answerKey } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import type { States } from './progress.ts';

/** What a card shows besides its answer. Plain values only, so that equal marks can be told by comparing them. */
export interface Marks {
  readonly isHidden: boolean;
  readonly photos: number;
  readonly hasNote: boolean;
  readonly comments: number;
  /** Why the supervisor returned it; null when it was not returned. */
  readonly returned: string | null;
  /** It was returned, and its answer, note or photos were mended since. */
  readonly isCorrected: boolean;
  /** Changes to the answer that wait for a supervisor. */
  readonly held: number;
  /** Why the last declined change was declined. */
  readonly declined: string | null;
  /** The value was erased at someone's request. */
  readonly isErased: boolean;
}

export const noMarks: Marks = {
  isHidden: false,
  photos: 0,
  hasNote: false,
  comments: 0,
  returned: null,
  isCorrected: false,
  held: 0,
  declined: null,
  isErased: false,
};

type Draft = Map<AnswerKey, Marks>;

function add(draft: Draft, key: AnswerKey, change: (marks: Marks) => Partial<Marks>): void {
  const marks = draft.get(key) ?? noMarks;
  draft.set(key, { ...marks, ...change(marks) });
}

/** Only answers that have any mark. Entries equal to those of `previous` are the same objects. */
export function marksOf(
  view: VisitView,
  states: States,
  previous: ReadonlyMap<AnswerKey, Marks>,
): ReadonlyMap<AnswerKey, Marks> {
  const draft: Draft = new Map();
  for (const [indicator, traces] of states) {
    for (const { subject, state } of traces)
      if (state === 'hidden') add(draft, `${subject}/${indicator}`, () => ({ isHidden: true }));
  }
  for (const { value } of view.evidence) {
    if (value?.attachedTo == null || value.withdrawn !== undefined) continue;
    add(draft, `${value.attachedTo.subject}/${value.attachedTo.indicator}`, ({ photos }) => ({ photos: photos + 1 }));
  }
  for (const [key, note] of view.notes)
    if (note.value !== null || note.conflict.length > 0) add(draft, key, () => ({ hasNote: true }));
  for (const { value } of view.comments) {
    if (value?.subject === undefined || value.indicator === undefined) continue;
    add(draft, `${value.subject}/${value.indicator}`, ({ comments }) => ({ comments: comments + 1 }));
  }
  for (const [key, field] of view.answers)
    if (field.heads.some((head) => head.isErased)) add(draft, key, () => ({ isErased: true }));
  markReturned(draft, view);
  markAside(draft, view);
  return withOldObjects(draft, previous);
}

function markReturned(draft: Draft, view: VisitView): void {
  if (view.status !== 'returned') return;
  const transition = view.transitions.findLast(({ action }) => action === 'return');
  for (const { subject, indicator, reason } of transition?.returned ?? []) {
    const key = answerKey(subject, indicator);
    const isCorrected = wasMendedSince(view, key, transition?.n ?? 0);
    add(draft, key, () => ({ returned: reason, isCorrected }));
  }
}

function markAside(draft: Draft, view: VisitView): void {
  for (const { register } of view.held) {
    const key = answerOf(register);
    if (key !== null) add(draft, key, ({ held }) => ({ held: held + 1 }));
  }
  for (const { register, change } of view.declined) {
    const key = answerOf(register);
    const reason = change.standing.kind === 'declined' ? change.standing.decision.reason : '';
    if (key !== null) add(draft, key, () => ({ declined: reason }));
  }
}

function answerOf(name: string): AnswerKey | null {
  const register = parseRegister(name);
  return register?.kind === 'answer' ? answerKey(register.subject, register.indicator) : null;
}

function withOldObjects(draft: Draft, previous: ReadonlyMap<AnswerKey, Marks>): ReadonlyMap<AnswerKey, Marks> {
  for (const [key, marks] of draft) {
    const before = previous.get(key);
    if (before !== undefined && isSame(before, marks)) draft.set(key, before);
  }
  return draft;
}

function isSame(a: Marks, b: Marks): boolean {
  return (Object.keys(noMarks) as (keyof Marks)[]).every((name) => a[name] === b[name]);
}
