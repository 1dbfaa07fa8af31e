import type { FoldedChange } from '#domain/change/register-state.ts';
import type { VisitView } from './visit-view.ts';

export interface ChangeOfOther {
  readonly register: string;
  readonly change: FoldedChange;
}

/** What others have written that stands now and that this person had not seen: `known` holds the heads that were on the screen. */
export function changesOfOthers(view: VisitView, me: string, known: readonly string[]): readonly ChangeOfOther[] {
  const seen = new Set(known);
  const { office, instrument, period, assignmentLetter, outcome, remark } = view;
  const fields = [
    ...[office, instrument, period, assignmentLetter, outcome, remark],
    ...[...view.answers.values(), ...view.notes.values()],
    ...[...view.evidence, ...view.subjects, ...view.officials, ...view.signatures],
  ];
  return fields
    .flatMap(({ register, heads }) => heads.map((change) => ({ register, change })))
    .filter(({ change }) => change.author !== me && !seen.has(change.id))
    .toSorted((a, b) => (a.change.at < b.change.at ? 1 : -1));
}
