import { answerKey } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import type { Exception, GivenAnswer } from './exception.ts';

/** Answers written by someone who knew that the visit had been submitted, though no return had asked for them. */
export function changedAfterSubmission(given: readonly GivenAnswer[], view: VisitView): readonly Exception[] {
  const submittedN = view.transitions.find(({ action }) => action === 'submit')?.n;
  if (submittedN === undefined) return [];
  const asked = new Set(
    view.transitions.flatMap(({ returned }) =>
      (returned ?? []).map(({ subject, indicator }) => answerKey(subject, indicator)),
    ),
  );
  return given
    .filter(({ key, field }) => !asked.has(key) && field.heads.some(({ seenN }) => seenN >= submittedN))
    .map(({ key }) => ({ rule: 'changed-after-submission', key }));
}
