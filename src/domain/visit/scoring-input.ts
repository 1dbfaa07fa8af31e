import { type IndicatorId, type SubjectId, SubjectId as SubjectIdSchema } from '#domain/ids.ts';
import type { Indicator, Instrument } from '#domain/instrument/instrument.ts';
import type { AnswerKey, AnswerValue, SampleState, ScoringInput } from '#domain/scoring/score-types.ts';
import type { VisitView } from './visit-view.ts';

/** Subjects that take part: not withdrawn, and single kinds by their own id. */
export function subjectsOf(instrument: Instrument, view: VisitView, kind: string): readonly SubjectId[] {
  const subjectKind = instrument.subjectKinds.find((candidate) => candidate.id === kind);
  if (subjectKind === undefined) return [];
  if (subjectKind.single) return [SubjectIdSchema.parse(subjectKind.id)];
  return view.subjects
    .filter((subject) => subject.value?.kind === kind && subject.value.withdrawn === undefined)
    .map((subject) => SubjectIdSchema.parse(subject.id));
}

/** The planned sample: the visit's own plan, else the instrument's default. */
export function sampleOf(instrument: Instrument, view: VisitView, kind: string): SampleState {
  const subjectKind = instrument.subjectKinds.find((candidate) => candidate.id === kind);
  const plan = subjectKind && view.samples.get(subjectKind.id);
  return { target: plan?.target ?? subjectKind?.sample.target ?? 0, closed: plan?.closed !== undefined };
}

/** What the score depends on, out of the visit as read. */
export function scoringInputOf(instrument: Instrument, view: VisitView): ScoringInput {
  const answers = new Map<AnswerKey, readonly (AnswerValue | null)[]>();
  for (const [key, field] of view.answers) {
    if (field.conflict.length > 0)
      answers.set(
        key,
        field.conflict.map((side) => side.value),
      );
    else if (field.value !== null) answers.set(key, [field.value]);
  }
  const repeated = instrument.subjectKinds.filter((kind) => !kind.single);
  return {
    subjects: repeated.flatMap((kind) =>
      subjectsOf(instrument, view, kind.id).map((id) => ({
        id,
        kind: kind.id,
        parent: view.subjects.find((subject) => subject.id === id)?.value?.parent,
      })),
    ),
    samples: new Map(instrument.subjectKinds.map((kind) => [kind.id, sampleOf(instrument, view, kind.id)])),
    answers,
    provisional: view.isProvisional,
  };
}

export function indicatorsOf(instrument: Instrument): readonly Indicator[] {
  return instrument.dimensions.flatMap((dimension) => dimension.variables.flatMap((variable) => variable.indicators));
}

export function answerKey(subject: SubjectId, indicator: IndicatorId): AnswerKey {
  return `${subject}/${indicator}`;
}
