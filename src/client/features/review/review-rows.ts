import { localText } from '#client/ui/i18n/text.ts';
import { subjectName } from '#client/ui/subject-name.ts';
import type { ExceptionRule, ExpectedPlace } from '#domain/exceptions/exception.ts';
import { findExceptions } from '#domain/exceptions/find-exceptions.ts';
import type { ChangeId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Indicator, Instrument } from '#domain/instrument/instrument.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { wasMendedSince } from '#domain/visit/mended.ts';
import { answerKey, subjectsOf } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry, CommentEntry, EvidenceEntry, ReviewEntry } from '#domain/visit/values.ts';
import type { Entry, Field, VisitView } from '#domain/visit/visit-view.ts';

export type ReviewMark = 'none' | 'accepted' | 'questioned' | 'outdated';

/** One answer as the supervisor reads it. */
export interface ReviewRow {
  readonly key: AnswerKey;
  readonly indicator: Indicator;
  readonly dimension: string;
  readonly variable: string;
  readonly subject: ReturnType<typeof subjectsOf>[number];
  /** Null where the office itself is the subject. */
  readonly subjectName: string | null;
  readonly answer: Field<AnswerEntry> | null;
  readonly option: Indicator['options'][number] | null;
  readonly isBelowHighest: boolean;
  readonly photos: readonly Entry<EvidenceEntry>[];
  readonly isPhotoMissing: boolean;
  readonly note: string | null;
  readonly comments: readonly Entry<CommentEntry>[];
  readonly review: ReviewEntry | null;
  readonly mark: ReviewMark;
  /** The reason of the last return that named it, and whether it was answered anew since. */
  readonly returned: { readonly reason: string; readonly isCorrected: boolean } | null;
  readonly isLate: boolean;
  /** Why it deserves a second look. */
  readonly exceptions: readonly ExceptionRule[];
}

/** Every answer the visit owes or has, in the instrument's order. */
export function reviewRows(instrument: Instrument, view: VisitView, place: ExpectedPlace): readonly ReviewRow[] {
  const exceptions = Map.groupBy(findExceptions(instrument, view, place), ({ key }) => key);
  const index = indexInstrument(instrument);
  const photos = Map.groupBy(
    view.evidence.filter(({ value }) => value?.attachedTo && value.withdrawn === undefined),
    ({ value }) => (value?.attachedTo ? answerKey(value.attachedTo.subject, value.attachedTo.indicator) : null),
  );
  const comments = Map.groupBy(view.comments, ({ value }) =>
    value?.subject && value.indicator ? answerKey(value.subject, value.indicator) : null,
  );
  const late = new Set(view.late.map(({ register }) => register));
  return index.byDimension.flatMap(({ indicator, dimension, variable }) =>
    subjectsOf(instrument, view, indicator.subject).map((subject): ReviewRow => {
      const key = answerKey(subject, indicator.id);
      const answer = view.answers.get(key) ?? null;
      const value = answer?.value ?? null;
      const option =
        value?.kind === 'option' ? (indicator.options.find(({ id }) => id === value.option) ?? null) : null;
      const own = photos.get(key) ?? [];
      const review = view.reviews.get(key)?.value ?? null;
      return {
        key,
        indicator,
        dimension: dimension.id,
        variable: variable.id,
        subject,
        subjectName: nameOf(instrument, view, indicator.subject, subject),
        answer,
        option,
        isBelowHighest: option !== null && Number(option.points) < highestPoints(indicator),
        photos: own,
        isPhotoMissing: indicator.evidence === 'required' && option !== null && own.length === 0,
        note: view.notes.get(key)?.value?.text ?? null,
        comments: comments.get(key) ?? [],
        review,
        mark: markOf(view, key, answer),
        returned: returnedOf(view, key),
        isLate: answer !== null && late.has(answer.register),
        exceptions: (exceptions.get(key) ?? []).map(({ rule }) => rule),
      };
    }),
  );
}

/** For comparing and showing only; the score itself never uses floats. */
export function highestPoints(indicator: Indicator): number {
  return Math.max(...indicator.options.map(({ points }) => Number(points)));
}

function nameOf(instrument: Instrument, view: VisitView, kindId: string, subject: string): string | null {
  const kind = instrument.subjectKinds.find(({ id }) => id === kindId);
  const entry = view.subjects.find(({ id }) => id === subject);
  if (kind === undefined || kind.single) return null;
  return entry ? `${localText(kind.title)}: ${subjectName(kind, entry, view.subjects)}` : subject;
}

/** A mark holds for the answer that was looked at; a correction that was asked for is over once something was mended. */
function markOf(view: VisitView, key: AnswerKey, answer: Field<AnswerEntry> | null): ReviewMark {
  const field = view.reviews.get(key);
  const review = field?.value ?? null;
  if (field === undefined || review === null) return 'none';
  if (!isSameHeads(review.heads, headIds(answer))) return 'outdated';
  const returnedN = view.transitions.findLast(({ action }) => action === 'return')?.n;
  const isFromBefore = returnedN !== undefined && field.heads.every((head) => head.seenN < returnedN);
  const isMended = review.verdict === 'questioned' && isFromBefore && wasMendedSince(view, key, returnedN);
  return isMended ? 'outdated' : review.verdict;
}

export function headIds(answer: Field<AnswerEntry> | null): ChangeId[] {
  return (answer?.heads ?? []).map((head) => head.id).toSorted();
}

function isSameHeads(a: readonly ChangeId[], b: readonly ChangeId[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}

function returnedOf(view: VisitView, key: AnswerKey): ReviewRow['returned'] {
  const transition = view.transitions.findLast(({ action }) => action === 'return');
  const entry = transition?.returned?.find(({ subject, indicator }) => answerKey(subject, indicator) === key);
  if (transition === undefined || entry === undefined) return null;
  return { reason: entry.reason, isCorrected: wasMendedSince(view, key, transition.n) };
}

export type RowFilter = 'everything' | 'exceptions' | 'weak' | 'photoMissing' | 'notReviewed' | 'questioned';

export const rowFilters: Readonly<Record<RowFilter, (row: ReviewRow) => boolean>> = {
  everything: () => true,
  exceptions: (row) => row.exceptions.length > 0,
  weak: (row) => row.isBelowHighest,
  photoMissing: (row) => row.isPhotoMissing,
  notReviewed: (row) => row.mark === 'none' || row.mark === 'outdated',
  questioned: (row) => row.mark === 'questioned' || (row.returned !== null && row.mark !== 'accepted'),
};
