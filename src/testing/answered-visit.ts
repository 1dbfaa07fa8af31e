import { type IndicatorId, SubjectId, type SubjectKindId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Indicator, Instrument } from '#domain/instrument/instrument.ts';
import { loadInstrument } from '#domain/instrument/load-instrument.ts';
import type { AnswerKey, AnswerValue, ScoredSubject, ScoringInput } from '#domain/scoring/score-types.ts';
import { publishedInstruments } from '#instruments/published.ts';

export async function published(id: string): Promise<Instrument> {
  const loaded = await Promise.all(publishedInstruments.map(loadInstrument));
  const found = loaded.find(({ instrument }) => instrument.id === id);
  if (found === undefined) throw new Error(`No published instrument ${id}.`);
  return found.instrument;
}

/** Points for the n-th subject (from 0) asked; null is "not applicable", undefined leaves it open. */
export type Chooser = (indicator: Indicator, n: number) => string | null | undefined;

/** A visit with full samples (or the sizes given) in which each answer is chosen by its points. */
export function answeredVisit(
  instrument: Instrument,
  choose: Chooser,
  sizes: Readonly<Record<string, number>> = {},
): ScoringInput {
  const subjects = instrument.subjectKinds
    .filter(({ single }) => !single)
    .flatMap((kind) => subjectsOf(kind.id, sizes[kind.id] ?? kind.sample.target));
  const answers = new Map<AnswerKey, readonly [AnswerValue]>();
  const { byDimension, singleSubject } = indexInstrument(instrument);
  for (const { indicator } of byDimension) {
    const single = singleSubject.get(indicator.subject);
    const asked =
      single === undefined ? subjects.filter(({ kind }) => kind === indicator.subject).map(({ id }) => id) : [single];
    for (const [n, subject] of asked.entries()) {
      const value = answerWith(indicator, choose(indicator, n));
      if (value !== undefined) answers.set(answerKey(subject, indicator.id), [value]);
    }
  }
  return { subjects, samples: new Map(), answers };
}

export function answerWith(indicator: Indicator, points: string | null | undefined): AnswerValue | undefined {
  if (points === undefined) return undefined;
  if (points === null) return { kind: 'not-applicable', reason: 'tidak ada' };
  const option = indicator.options.find((candidate) => candidate.points === points);
  if (option === undefined) throw new Error(`${indicator.id} has no option with ${points} points.`);
  return { kind: 'option', option: option.id };
}

export function answerKey(subject: SubjectId, indicator: IndicatorId): AnswerKey {
  return `${subject}/${indicator}`;
}

function subjectsOf(kind: SubjectKindId, n: number): readonly ScoredSubject[] {
  return Array.from({ length: n }, (_, at) => ({ id: SubjectId.parse(`${kind}-${at + 1}`), kind }));
}
