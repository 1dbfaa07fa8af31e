import { type NodeId, SubjectId, type SubjectKindId } from '#domain/ids.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { compare, fromDecimal, subtract } from '#domain/scoring/rational.ts';
import type {
  AnswerKey,
  AnswerValue,
  Rational,
  ScoredSubject,
  ScoreResult,
  ScoringInput,
} from '#domain/scoring/score-types.ts';
import { createScorer } from '#domain/scoring/scorer.ts';
import { SeededRandom } from './seeded-random.ts';

export interface FoundAnswers {
  readonly subjects: readonly ScoredSubject[];
  readonly answers: ReadonlyMap<AnswerKey, readonly [AnswerValue]>;
  readonly result: ScoreResult;
}

interface Question {
  readonly key: AnswerKey;
  readonly variable: NodeId;
  /** Options by points, worst first. */
  readonly ladder: readonly AnswerValue[];
  step: number;
}

const patience = 60;
const longestSearch = 30_000;

/**
 * Answers whose total, scored by the real rules, rounds to `targetRounded`: drawn around the target, then moved one option at a time towards it. The same
 * seed finds the same answers.
 * @param around where the search begins, 0–1 by variable: it ends not far from there. The target, where a variable is not named.
 * @throws Error when the search ends without them.
 */
export function searchAnswers(
  instrument: Instrument,
  sampleSizes: ReadonlyMap<SubjectKindId, number>,
  targetRounded: string,
  seed: number,
  around: Readonly<Record<string, number>> = {},
): FoundAnswers {
  const random = new SeededRandom(`answers ${seed}`);
  const target = fromDecimal(targetRounded);
  const subjects = [...sampleSizes].flatMap(([kind, size]) => subjectsOf(kind, size));
  const questions = questionsOf(instrument, subjects).map((question) =>
    drawn(question, around[question.variable] ?? Number(targetRounded) / 100, random),
  );
  const answers = new Map(
    questions.map(({ key, ladder, step }): [AnswerKey, readonly [AnswerValue]] => [key, [rung(ladder, step)]]),
  );
  const samples = new Map([...sampleSizes].map(([kind, size]) => [kind, { target: size, closed: true }]));
  const input: ScoringInput = { subjects, samples, answers };
  const scorer = createScorer(instrument);
  let result = scorer.update(input);
  let inVain = 0;
  for (let tried = 0; tried < longestSearch; tried++) {
    if (result.isComplete && result.rounded?.low === targetRounded) return { subjects, answers, result };
    const question = random.pick(questions);
    const before = question.step;
    question.step = Math.min(question.ladder.length - 1, Math.max(0, before + (random.next() < 0.5 ? -1 : 1)));
    if (question.step === before) continue;
    answers.set(question.key, [rung(question.ladder, question.step)]);
    const moved = scorer.update(input, [question.key]);
    // Now and then a step away is taken, or the search would sit between two answers that are both too coarse.
    if (isNearer(moved, result, target) || ++inVain % patience === 0) {
      result = moved;
      continue;
    }
    question.step = before;
    answers.set(question.key, [rung(question.ladder, before)]);
    scorer.update(input, [question.key]);
  }
  throw new Error(`No answers to ${instrument.id} were found whose total is ${targetRounded}.`);
}

function subjectsOf(kind: SubjectKindId, size: number): readonly ScoredSubject[] {
  return Array.from({ length: size }, (_, at) => ({ id: SubjectId.parse(`${kind}-${at + 1}`), kind }));
}

function questionsOf(instrument: Instrument, subjects: readonly ScoredSubject[]): readonly Question[] {
  const { byDimension, singleSubject } = indexInstrument(instrument);
  return byDimension.flatMap(({ indicator, variable }) => {
    const single = singleSubject.get(indicator.subject);
    const asked =
      single === undefined ? subjects.filter(({ kind }) => kind === indicator.subject).map(({ id }) => id) : [single];
    const ladder = indicator.options
      .toSorted((a, b) => compare(fromDecimal(a.points), fromDecimal(b.points)))
      .map((option): AnswerValue => ({ kind: 'option', option: option.id }));
    return asked.map(
      (subject): Question => ({ key: `${subject}/${indicator.id}`, variable: variable.id, ladder, step: 0 }),
    );
  });
}

function drawn(question: Question, quality: number, random: SeededRandom): Question {
  const best = question.ladder.length - 1;
  const step = Math.round(quality * best + (random.next() - 0.5) * 1.2);
  return { ...question, step: Math.min(best, Math.max(0, step)) };
}

function rung(ladder: readonly AnswerValue[], step: number): AnswerValue {
  const value = ladder[step];
  if (value === undefined) throw new Error('The step lies outside the options.');
  return value;
}

function isNearer(a: ScoreResult, b: ScoreResult, target: Rational): boolean {
  if (a.total === null || b.total === null) return a.total !== null;
  return compare(distance(a.total.low, target), distance(b.total.low, target)) < 0;
}

function distance(a: Rational, b: Rational): Rational {
  return compare(a, b) < 0 ? subtract(b, a) : subtract(a, b);
}
