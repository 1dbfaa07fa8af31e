import type { IndicatorId, OptionId, SubjectId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { type CompiledIndicator, type CompiledOption, compileInstrument } from './compile-instrument.ts';
import { compare, divide, isEqual, multiply, one, subtract, zero } from './rational.ts';
import type { AnswerKey, GroupTrace, IndicatorTrace, Rational, ScoringInput, SubjectTrace } from './score-types.ts';
import type { Scorer } from './scorer.ts';

/** One answer with an option of more points. */
export interface Better {
  readonly key: AnswerKey;
  readonly subject: SubjectId;
  readonly indicator: IndicatorId;
  readonly option: OptionId;
}

export interface Gaining extends Better {
  /** What the upper end of the total gains by it alone. */
  readonly gain: Rational;
}

export interface BetterAnswers {
  /** The upper end of the total as it stands, 0–100. */
  readonly total: Rational | null;
  readonly better: readonly Gaining[];
  /** True when improving several gains the sum of what each gains. */
  readonly isSum: boolean;
  readonly scorings: number;
}

/**
 * Every answer that lacks points, with what its best option would gain while the rules show what they show now. For an answer that
 * rules depend on, `quietGates` names the option that leaves them as they are, or null.
 */
export function betterAnswers(
  instrument: Instrument,
  input: ScoringInput,
  quietGates: ReadonlyMap<AnswerKey, CompiledOption | null>,
  scorer: Scorer,
): BetterAnswers {
  const { total, trace } = scorer.update(input);
  if (total === null) return { total: null, better: [], isSum: true, scorings: 1 };
  const { indicators } = compileInstrument(instrument);
  const parents = new Map(input.subjects.map(({ id, parent }) => [id, parent]));
  const answers = new Map(input.answers);
  const better: Gaining[] = [];
  let scorings = 1;
  // The scorer still holds the trial before: its answer goes back in the same step.
  let last: readonly AnswerKey[] = [];
  const gainOf = ({ key, option }: Better): Rational => {
    answers.set(key, [{ kind: 'option', option }]);
    const after = scorer.update({ ...input, answers }, [...last, key]).total?.high ?? total.high;
    answers.set(key, input.answers.get(key) ?? []);
    last = [key];
    scorings += 1;
    return subtract(after, total.high);
  };
  for (const asked of indicatorTraces(trace)) {
    const compiled = indicators.get(asked.id);
    if (compiled === undefined) continue;
    // Under one parent every point of one indicator is worth the same, so one of them is scored and the others follow.
    const worth = new Map<SubjectId | undefined, Rational>();
    for (const subject of asked.subjects) {
      const improved = improvedAnswer(compiled, subject, quietGates);
      if (improved === null) continue;
      const group = compiled.kind.aggregate === 'pooled' ? undefined : parents.get(subject.subject);
      const known = worth.get(group) ?? divide(gainOf(improved.answer), improved.lack);
      worth.set(group, known);
      const gain = multiply(known, improved.lack);
      if (compare(gain, zero) > 0) better.push({ ...improved.answer, gain });
    }
  }
  return { total: total.high, better, isSum: !indicatorTraces(trace).some(mayLeave), scorings };
}

/** An answer short of the best that may yet leave its mean: the upper end then takes it in or not, whichever is more. */
function mayLeave({ subjects }: IndicatorTrace): boolean {
  return subjects.some(({ state, value }) => {
    const lacks = value !== null && !isEqual(value.high, one);
    return lacks && (state === 'maybe-hidden' || state === 'conflict');
  });
}

function improvedAnswer(
  compiled: CompiledIndicator,
  { subject, options, value }: SubjectTrace,
  quietGates: ReadonlyMap<AnswerKey, CompiledOption | null>,
): { readonly answer: Better; readonly lack: Rational } | null {
  if (value === null || options.length === 0 || isEqual(value.high, one)) return null;
  const indicator = compiled.indicator.id;
  const key: AnswerKey = `${subject}/${indicator}`;
  const option = compiled.isGate ? (quietGates.get(key) ?? null) : bestOption(compiled);
  if (option === null) return null;
  const lack = subtract(option.value.high, value.high);
  return compare(lack, zero) > 0 ? { answer: { key, subject, indicator, option: option.id }, lack } : null;
}

function bestOption({ options }: CompiledIndicator): CompiledOption | null {
  let best: CompiledOption | null = null;
  for (const option of options.values()) if (best === null || option.units > best.units) best = option;
  return best;
}

function indicatorTraces(node: GroupTrace | IndicatorTrace): readonly IndicatorTrace[] {
  return node.level === 'indicator' ? [node] : node.children.flatMap(indicatorTraces);
}
