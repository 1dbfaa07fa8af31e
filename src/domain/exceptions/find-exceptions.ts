import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { answerKey, subjectsOf } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { changedAfterSubmission } from './changed-after-submission.ts';
import { photosElsewhere } from './elsewhere.ts';
import { type Exception, type ExpectedPlace, exceptionLimits, type GivenAnswer } from './exception.ts';
import { hastyAnswers } from './hasty.ts';
import { lookAlikes } from './look-alikes.ts';
import { outOfHours } from './out-of-hours.ts';

/** Every reason to look twice, in the instrument's order. Withdrawn respondents are left out. */
export function findExceptions(instrument: Instrument, view: VisitView, place: ExpectedPlace): readonly Exception[] {
  const given = givenAnswers(instrument, view);
  const withPhoto = photographed(view);
  const found = [
    ...lowWithoutNote(given, view, withPhoto),
    ...photoMissing(given, withPhoto),
    ...hastyAnswers(given),
    ...lookAlikes(given, instrument),
    ...photosElsewhere(view, place),
    ...outOfHours(given, view, place.timeZone),
    ...changedAfterSubmission(given, view),
  ];
  const order = new Map(given.map(({ key }, at) => [key, at]));
  return found.filter(({ key }) => order.has(key)).sort((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0));
}

function givenAnswers(instrument: Instrument, view: VisitView): readonly GivenAnswer[] {
  return indexInstrument(instrument).byDimension.flatMap(({ indicator }) =>
    subjectsOf(instrument, view, indicator.subject).flatMap((subject): GivenAnswer[] => {
      const key = answerKey(subject, indicator.id);
      const field = view.answers.get(key);
      return field?.value ? [{ key, subject, indicator, field, value: field.value }] : [];
    }),
  );
}

function photographed(view: VisitView): ReadonlySet<AnswerKey> {
  return new Set(
    view.evidence.flatMap(({ value }) =>
      value?.attachedTo && value.withdrawn === undefined
        ? [answerKey(value.attachedTo.subject, value.attachedTo.indicator)]
        : [],
    ),
  );
}

function lowWithoutNote(
  given: readonly GivenAnswer[],
  { notes }: VisitView,
  withPhoto: ReadonlySet<AnswerKey>,
): readonly Exception[] {
  return given
    .filter(({ key, indicator, value }) => {
      if (value.kind !== 'option' || notes.get(key)?.value || withPhoto.has(key)) return false;
      const points = Number(indicator.options.find(({ id }) => id === value.option)?.points ?? Number.NaN);
      const highest = Math.max(...indicator.options.map((option) => Number(option.points)));
      return points < highest * exceptionLimits.lowShare;
    })
    .map(({ key }) => ({ rule: 'low-without-note', key }));
}

function photoMissing(given: readonly GivenAnswer[], withPhoto: ReadonlySet<AnswerKey>): readonly Exception[] {
  return given
    .filter(
      ({ key, indicator, value }) =>
        indicator.evidence === 'required' && value.kind === 'option' && !withPhoto.has(key),
    )
    .map(({ key }) => ({ rule: 'photo-missing', key }));
}
