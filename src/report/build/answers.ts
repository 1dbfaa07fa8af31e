import type { SubjectId } from '#domain/ids.ts';
import type { Indicator, Option } from '#domain/instrument/instrument.ts';
import { divide, fromDecimal, hundred, isEqual, multiply, zero } from '#domain/scoring/rational.ts';
import type { AnswerKey, SubjectTrace } from '#domain/scoring/score-types.ts';
import { indicatorTraces } from '#domain/visit/completeness.ts';
import { registerName } from '#domain/visit/register.ts';
import { answerKey, subjectsOf } from '#domain/visit/scoring-input.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import { firstRound } from '#domain/visit/visit-view.ts';
import { figure } from '../format/figures.ts';
import type { AnswerRow, AnswerState, EvidenceRow, Figure } from '../visit-report.ts';
import type { Placed, ReportContext } from './context.ts';
import { evidenceByAnswer } from './evidence.ts';

interface Lookups {
  readonly photos: ReadonlyMap<AnswerKey, readonly string[]>;
  readonly states: ReadonlyMap<AnswerKey, SubjectTrace['state']>;
  readonly late: ReadonlySet<string>;
  readonly owed: ReadonlySet<AnswerKey>;
}

/** One row for every indicator of every subject, answered or not, in the order of the instrument. */
export function buildAnswers(context: ReportContext, evidence: readonly EvidenceRow[]): readonly AnswerRow[] {
  const { input, placed } = context;
  const lookups: Lookups = {
    photos: evidenceByAnswer(context, evidence),
    states: statesOf(context),
    late: new Set(input.view.late.map(({ register }) => register)),
    owed: new Set((input.completeness?.missingEvidence ?? []).map((owed) => answerKey(owed.subject, owed.indicator))),
  };
  return [...placed.values()].flatMap((place) =>
    subjectsOf(input.instrument, input.view, place.indicator.subject).map((subject) =>
      answerRow(context, place, subject, lookups),
    ),
  );
}

function statesOf({ input }: ReportContext): ReadonlyMap<AnswerKey, SubjectTrace['state']> {
  if (input.score === null) return new Map();
  return new Map(
    indicatorTraces(input.score.trace).flatMap((node) =>
      node.subjects.map(({ subject, state }) => [answerKey(subject, node.id), state] as const),
    ),
  );
}

function answerRow(context: ReportContext, place: Placed, subject: SubjectId, lookups: Lookups): AnswerRow {
  const { input, words, text } = context;
  const { indicator } = place;
  const key = answerKey(subject, indicator.id);
  const field = input.view.answers.get(key);
  const state = lookups.states.get(key) ?? stateOf(field?.value ?? null, (field?.conflict.length ?? 0) > 0);
  const option = optionOf(indicator, field?.value ?? null);
  const kind = input.instrument.subjectKinds.find((candidate) => candidate.id === indicator.subject);
  const shownPlace = input.instrument.places.find((candidate) => candidate.id === indicator.place);
  const register = registerName({ kind: 'answer', round: firstRound, subject, indicator: indicator.id });
  return {
    indicatorId: indicator.id,
    indicatorNumber: place.number,
    indicator: text(indicator.text),
    dimension: text(place.dimension.title),
    variable: text(place.variable.title),
    method: words.method[indicator.method],
    place: shownPlace === undefined ? indicator.place : text(shownPlace.title),
    legalBasis: indicator.legalBasis ?? null,
    subjectId: subject,
    subjectKind: kind === undefined ? indicator.subject : text(kind.title),
    subject: context.subject(subject),
    state,
    stateLabel: words.answerState[state],
    optionId: option?.id ?? null,
    option: option === null ? null : text(option.label),
    points: option?.points ?? null,
    maxPoints: place.maxPoints,
    value: option === null ? null : valueInPercent(option, place.maxPoints, input.language),
    note: input.view.notes.get(key)?.value?.text ?? null,
    notApplicableReason: field?.value?.kind === 'not-applicable' ? (field.value.reason ?? null) : null,
    evidence: lookups.photos.get(key) ?? [],
    isEvidenceMissing: lookups.owed.has(key),
    isLate: lookups.late.has(register),
    conflict: conflictOf(context, indicator, key),
  };
}

function stateOf(value: AnswerEntry | null, isConflict: boolean): AnswerState {
  if (isConflict) return 'conflict';
  if (value === null) return 'unanswered';
  return value.kind === 'option' ? 'answered' : 'not-applicable';
}

function optionOf(indicator: Indicator, value: AnswerEntry | null): Option | null {
  if (value?.kind !== 'option') return null;
  return indicator.options.find((option) => option.id === value.option) ?? null;
}

function valueInPercent(option: Option, maxPoints: string, language: 'id' | 'en'): Figure | null {
  const max = fromDecimal(maxPoints);
  if (isEqual(max, zero)) return null;
  return figure(multiply(divide(fromDecimal(option.points), max), hundred), 2, language);
}

function conflictOf({ input, words, text, person, at }: ReportContext, indicator: Indicator, key: AnswerKey) {
  return (input.view.answers.get(key)?.conflict ?? []).flatMap(({ value, heads }) => {
    const [head] = heads;
    if (head === undefined) return [];
    const option = optionOf(indicator, value);
    const shown =
      option !== null ? text(option.label) : words.answerState[value === null ? 'unanswered' : 'not-applicable'];
    return [{ option: shown, by: person(head.author), at: at(head.at) }];
  });
}
