import type { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { CompiledIndicator } from './compile-instrument.ts';
import { evaluate, type PossibleAnswers, type Truth } from './condition.ts';
import type { Sample, Samples } from './sample.ts';
import { sampleMean } from './sample-mean.ts';
import type { AnswerKey, IndicatorTrace, ScoringInput, SubjectTrace } from './score-types.ts';
import { type HeadValues, outcomeOf, outcomeOfAwaited, type SubjectOutcome } from './subject-outcome.ts';
import type { Member } from './weighted-mean.ts';

/** An indicator over everyone it is asked of, and what it was worked out from. */
export interface IndicatorRow {
  readonly asked: CompiledIndicator;
  readonly sample: Sample;
  readonly keys: readonly AnswerKey[];
  readonly values: readonly HeadValues[];
  readonly member: Member;
  readonly subjects: readonly SubjectTrace[];
  readonly shown: IndicatorTrace['sample'];
  /** What the answer of each subject may still be; only for gates. */
  readonly possible: ReadonlyMap<SubjectId, PossibleAnswers> | undefined;
  readonly possibleOfAwaited: PossibleAnswers;
  readonly answered: number;
  readonly unanswered: number;
  readonly conflicts: number;
  readonly expected: number;
  readonly isNotUnderstood: boolean;
}

export type RowOf = (id: IndicatorId) => IndicatorRow | undefined;

const nothing: PossibleAnswers = { options: [], mayBeNone: true };

export function keysOf(asked: CompiledIndicator, sample: Sample): readonly AnswerKey[] {
  return sample.subjects.map<AnswerKey>(({ id }) => `${id}/${asked.indicator.id}`);
}

/** Gates come first: `rowOf` gives the rows that this one's rule refers to. */
export function scoreRow(
  asked: CompiledIndicator,
  sample: Sample,
  keys: readonly AnswerKey[],
  input: ScoringInput,
  samples: Samples,
  rowOf: RowOf,
): IndicatorRow {
  const values = keys.map((key) => input.answers.get(key));
  const outcomes = sample.subjects.map(({ id }, at) => outcomeOf(asked, id, values[at], visibility(asked, id, rowOf)));
  const forAwaited = visibility(asked, null, rowOf);
  const awaited = forAwaited === 'no' ? 0 : sample.awaited;
  const counts = count(outcomes);
  return {
    ...counts,
    asked,
    sample,
    keys,
    values,
    member: sampleMean(asked, outcomes, samples, forAwaited !== 'no'),
    subjects: outcomes.map(({ trace }) => trace),
    shown: {
      kind: asked.kind.id,
      seen: sample.subjects.length,
      answered: counts.answered,
      target: sample.target,
      min: asked.kind.sample.min,
    },
    possible: asked.isGate ? new Map(outcomes.map(({ trace, possible }) => [trace.subject, possible])) : undefined,
    possibleOfAwaited: outcomeOfAwaited(asked, forAwaited),
    expected: counts.answered + counts.unanswered + counts.conflicts + awaited,
  };
}

function count(outcomes: readonly SubjectOutcome[]) {
  const counts = { answered: 0, unanswered: 0, conflicts: 0, isNotUnderstood: false };
  for (const outcome of outcomes) {
    if (outcome.isNotUnderstood) counts.isNotUnderstood = true;
    if (outcome.trace.state === 'hidden') continue;
    if (outcome.isUnanswered) counts.unanswered += 1;
    else if (outcome.isConflict) counts.conflicts += 1;
    else counts.answered += 1;
  }
  return counts;
}

/** Whether the rule lets the indicator be asked of a subject; `null` stands for one that is still awaited. */
function visibility(asked: CompiledIndicator, subject: SubjectId | null, rowOf: RowOf): Truth {
  if (asked.condition === undefined) return 'yes';
  return evaluate(asked.condition, (gate) => {
    const row = rowOf(gate);
    if (row === undefined) return nothing;
    const asks = row.asked.singleSubject ?? subject;
    return asks === null ? row.possibleOfAwaited : (row.possible?.get(asks) ?? nothing);
  });
}
