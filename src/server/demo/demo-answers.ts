import { IndicatorId, SubjectId, type SubjectKindId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Indicator, Instrument } from '#domain/instrument/instrument.ts';
import type { AnswerKey, AnswerValue, ScoredSubject } from '#domain/scoring/score-types.ts';
import { answerKey } from '#domain/visit/scoring-input.ts';
import { searchAnswers } from './search-answers.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { VisitPlan } from './visit-plans.ts';

export interface DemoAnswers {
  readonly subjects: readonly ScoredSubject[];
  readonly answers: ReadonlyMap<AnswerKey, AnswerValue>;
}

/** How many of a kind are seen: users as planned, of the others the instrument's target. */
export function sampleSizes(
  instrument: Instrument,
  plan: Pick<VisitPlan, 'users'>,
): ReadonlyMap<SubjectKindId, number> {
  return new Map(
    instrument.subjectKinds
      .filter((kind) => !kind.single)
      .map((kind) => [kind.id, kind.id === 'user' ? plan.users : kind.sample.target]),
  );
}

export function planAnswers(
  instrument: Instrument,
  plan: Pick<VisitPlan, 'users' | 'quality' | 'target'>,
  random: SeededRandom,
): DemoAnswers {
  const sizes = sampleSizes(instrument, plan);
  return plan.target === undefined
    ? drawAnswers(instrument, sizes, plan.quality, random)
    : withUuids(searchAnswers(instrument, sizes, plan.target, 2022, plan.quality), random);
}

/** Options are drawn around the quality of the dimension, a little apart from subject to subject. */
function drawAnswers(
  instrument: Instrument,
  sizes: ReadonlyMap<SubjectKindId, number>,
  quality: VisitPlan['quality'],
  random: SeededRandom,
): DemoAnswers {
  const subjects = [...sizes].flatMap(([kind, count]) =>
    Array.from({ length: count }, () => ({ id: SubjectId.parse(random.uuid()), kind })),
  );
  const { singleSubject, byDimension } = indexInstrument(instrument);
  const answers = new Map<AnswerKey, AnswerValue>();
  for (const { indicator, dimension } of byDimension) {
    const single = singleSubject.get(indicator.subject);
    const asked =
      single === undefined ? subjects.filter(({ kind }) => kind === indicator.subject).map(({ id }) => id) : [single];
    for (const subject of asked) {
      answers.set(`${subject}/${indicator.id}`, drawAnswer(indicator, quality[dimension.id] ?? 0.5, random));
    }
  }
  return { subjects, answers };
}

function drawAnswer(indicator: Indicator, quality: number, random: SeededRandom): AnswerValue {
  const options = indicator.options.toSorted((a, b) => Number(a.points) - Number(b.points));
  const best = options.length - 1;
  const at = Math.round(quality * best + (random.next() - 0.5) * 1.3);
  const option = options[Math.min(best, Math.max(0, at))];
  if (option === undefined) throw new Error(`${indicator.id} has no options.`);
  return { kind: 'option', option: option.id };
}

/** The search names subjects "officer-1"; in a visit they have ids like any other. */
function withUuids(found: ReturnType<typeof searchAnswers>, random: SeededRandom): DemoAnswers {
  const ids = new Map(found.subjects.map(({ id }) => [id, SubjectId.parse(random.uuid())]));
  const answers = new Map<AnswerKey, AnswerValue>();
  for (const [key, [value]] of found.answers) {
    const [subject = '', indicator = ''] = key.split('/');
    const id = SubjectId.parse(subject);
    answers.set(answerKey(ids.get(id) ?? id, IndicatorId.parse(indicator)), value);
  }
  return {
    subjects: found.subjects.map((subject) => ({ ...subject, id: ids.get(subject.id) ?? subject.id })),
    answers,
  };
}
