import type { AnswerKey } from '#domain/scoring/score-types.ts';
import type { VisitView } from './visit-view.ts';

/**
 * Whether anything was done about an answer after transition `n`: another answer, a note, or a photo. Whoever wrote it had seen
 * that transition; what was written before it was known mends nothing.
 */
export function wasMendedSince(view: VisitView, key: AnswerKey, n: number): boolean {
  const photos = view.evidence.filter(
    ({ value }) =>
      value?.attachedTo &&
      value.withdrawn === undefined &&
      `${value.attachedTo.subject}/${value.attachedTo.indicator}` === key,
  );
  return [view.answers.get(key), view.notes.get(key), ...photos].some((field) =>
    field?.heads.some((head) => head.seenN >= n),
  );
}
