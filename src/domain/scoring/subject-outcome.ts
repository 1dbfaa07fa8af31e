import type { OptionId, SubjectId } from '#domain/ids.ts';
import type { CompiledIndicator } from './compile-instrument.ts';
import type { PossibleAnswers, Truth } from './condition.ts';
import { isEqual, rational } from './rational.ts';
import type { AnswerValue, Interval, SubjectTrace } from './score-types.ts';
import { type Member, never, type Presence, point } from './weighted-mean.ts';

/** One indicator asked of one subject: what is shown, and what it means for the mean. */
export interface SubjectOutcome {
  readonly trace: SubjectTrace;
  readonly presence: Presence;
  /** Ends in the indicator's units; meaningless when `presence` is `never`. */
  readonly low: bigint;
  readonly high: bigint;
  readonly possible: PossibleAnswers;
  readonly isConflict: boolean;
  readonly isUnanswered: boolean;
  readonly isNotUnderstood: boolean;
}

export type HeadValues = readonly (AnswerValue | null)[] | undefined;

const noAnswers: PossibleAnswers = { options: [], mayBeNone: true };

export function outcomeOf(
  asked: CompiledIndicator,
  subject: SubjectId,
  values: HeadValues,
  visible: Truth,
): SubjectOutcome {
  const answer = readAnswer(asked, values ?? []);
  const shared = { isNotUnderstood: answer.isNotUnderstood, low: answer.low, high: answer.high };
  if (visible === 'no') {
    const trace: SubjectTrace = { subject, state: 'hidden', options: answer.chosen, value: null };
    return { ...shared, trace, presence: 'never', possible: noAnswers, isConflict: false, isUnanswered: false };
  }
  const mayCount = answer.options.length > 0;
  const isSure = visible === 'yes' && !answer.mayBeNone;
  return {
    ...shared,
    trace: {
      subject,
      state: visible === 'maybe' && mayCount ? 'maybe-hidden' : answer.state,
      options: answer.chosen,
      value: mayCount ? answer.value : null,
    },
    presence: mayCount ? (isSure ? 'sure' : 'maybe') : 'never',
    possible: { options: answer.options, mayBeNone: answer.mayBeNone || visible === 'maybe' },
    isConflict: answer.state === 'conflict',
    isUnanswered: answer.state === 'unanswered',
  };
}

/** A subject that is still awaited: everything is open. Null when the rule already says that it will not be asked. */
export function outcomeOfAwaited(asked: CompiledIndicator, visible: Truth): PossibleAnswers {
  if (visible === 'no') return noAnswers;
  const mayBeNone = visible === 'maybe' || asked.indicator.notApplicableAllowed;
  return { options: [...asked.options.keys()], mayBeNone };
}

export function memberOf(asked: CompiledIndicator, { presence, low, high, trace }: SubjectOutcome): Member {
  if (presence === 'never') return never;
  return { presence, value: trace.value ?? intervalOf(asked, low, high) };
}

interface ReadAnswer {
  readonly state: 'answered' | 'unanswered' | 'conflict' | 'not-applicable';
  /** What was entered, for people to see. */
  readonly chosen: readonly OptionId[];
  /** What it may turn out to be. */
  readonly options: readonly OptionId[];
  readonly mayBeNone: boolean;
  readonly low: bigint;
  readonly high: bigint;
  readonly value: Interval;
  readonly isNotUnderstood: boolean;
}

function readAnswer(asked: CompiledIndicator, values: readonly (AnswerValue | null)[]): ReadAnswer {
  const [first] = values;
  if (values.length === 1 && first?.kind === 'option') {
    const option = asked.options.get(first.option);
    if (option !== undefined) return settled(option.id, option.units, option.value);
  }
  if (values.length === 0) return anything(asked, 'unanswered', [], false);
  return readSeveral(asked, values);
}

function settled(id: OptionId, units: bigint, value: Interval): ReadAnswer {
  const options = [id];
  return {
    state: 'answered',
    chosen: options,
    options,
    mayBeNone: false,
    low: units,
    high: units,
    value,
    isNotUnderstood: false,
  };
}

function anything(
  asked: CompiledIndicator,
  state: ReadAnswer['state'],
  chosen: readonly OptionId[],
  isNotUnderstood: boolean,
): ReadAnswer {
  return {
    state,
    chosen,
    options: [...asked.options.keys()],
    mayBeNone: asked.indicator.notApplicableAllowed,
    low: asked.lowest,
    high: asked.highest,
    value: asked.range,
    isNotUnderstood,
  };
}

/** Everything but one plain option: taken back, not applicable, a conflict, or a value that this instrument does not know. */
function readSeveral(asked: CompiledIndicator, values: readonly (AnswerValue | null)[]): ReadAnswer {
  const known = values.map((value) => meaningOf(asked, value));
  const chosen = [...new Set(known.flatMap((meaning) => (typeof meaning === 'object' ? [meaning.id] : [])))];
  const isNotUnderstood = known.includes('not-understood');
  const isConflict = values.length > 1;
  if (known.some((meaning) => meaning === 'taken-back' || meaning === 'not-understood')) {
    return anything(asked, isConflict ? 'conflict' : 'unanswered', chosen, isNotUnderstood);
  }
  const units = known
    .flatMap((meaning) => (typeof meaning === 'object' ? [meaning.units] : []))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const low = units[0] ?? asked.lowest;
  const high = units.at(-1) ?? asked.lowest;
  return {
    state: isConflict ? 'conflict' : chosen.length > 0 ? 'answered' : 'not-applicable',
    chosen,
    options: chosen,
    mayBeNone: known.includes('not-applicable'),
    low,
    high,
    value: intervalOf(asked, low, high),
    isNotUnderstood,
  };
}

function meaningOf(asked: CompiledIndicator, value: AnswerValue | null) {
  if (value === null) return 'taken-back';
  if (value.kind === 'option') return asked.options.get(value.option) ?? 'not-understood';
  return asked.indicator.notApplicableAllowed ? 'not-applicable' : 'not-understood';
}

function intervalOf(asked: CompiledIndicator, low: bigint, high: bigint): Interval {
  const [from, to] = [rational(low, asked.highest), rational(high, asked.highest)];
  return isEqual(from, to) ? point(from) : { low: from, high: to };
}
