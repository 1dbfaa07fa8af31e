import type { IndicatorId, OptionId, SubjectId } from '#domain/ids.ts';
import type { Category, Instrument } from '#domain/instrument/instrument.ts';
import { type CompiledIndicator, compileInstrument } from './compile-instrument.ts';
import {
  add,
  compare,
  divide,
  fromDecimal,
  hundred,
  multiply,
  one,
  subtract,
  toDecimalHalfUp,
  zero,
} from './rational.ts';
import { categoryOf } from './score-result.ts';
import type {
  AnswerKey,
  AnswerValue,
  GroupTrace,
  IndicatorTrace,
  Lift,
  Rational,
  ScoreResult,
  ScoringInput,
} from './score-types.ts';
import { createScorer } from './scorer.ts';

export interface NextCategory {
  readonly category: Category;
  /** From the rounded total to the category's lower bound. */
  readonly pointsNeeded: string;
  /** The fewest repairs that reach it, largest gain first; every repair there is when even all do not. */
  readonly repairs: readonly Lift[];
  readonly isReachable: boolean;
  /** The rounded total after those repairs. */
  readonly totalAfter: string;
}

/**
 * What an office would gain by repairing one thing, largest gain first. While the visit is open the upper end is compared: there
 * everything unanswered is at its best, so only shortcomings that were really found appear.
 */
export function whatWouldLift(instrument: Instrument, input: ScoringInput, result: ScoreResult): readonly Lift[] {
  const before = result.total?.high;
  if (before === undefined) return [];
  const repair = repairer(instrument, input);
  return shortcomings(instrument, result.trace, hundred)
    .map(({ asked, lost }): Lift => {
      const gain = lost ?? subtract(repair([asked]) ?? before, before);
      const category = categoryOf(instrument, add(before, gain));
      return {
        indicator: asked.indicator.id,
        gain,
        gainRounded: toDecimalHalfUp(gain, instrument.scoring.decimals),
        category: category?.id ?? null,
        zone: category?.zone ?? null,
      };
    })
    .filter(({ gain }) => compare(gain, zero) > 0)
    .sort((a, b) => compare(b.gain, a.gain));
}

/** Null in the best category, and when nothing applies. */
export function nextCategory(instrument: Instrument, input: ScoringInput, result: ScoreResult): NextCategory | null {
  const before = result.total?.high;
  if (before === undefined || result.rounded === null) return null;
  const category = categoryAbove(instrument, before);
  if (category === undefined) return null;
  const { decimals } = instrument.scoring;
  const min = fromDecimal(category.min);
  const isThere = (total: Rational) => compare(fromDecimal(toDecimalHalfUp(total, decimals)), min) >= 0;
  const repair = repairer(instrument, input);
  const repairs: Lift[] = [];
  let after = before;
  for (const lift of whatWouldLift(instrument, input, result)) {
    if (isThere(after)) break;
    repairs.push(lift);
    after = repair(repairs.flatMap(({ indicator }) => askedOf(instrument, indicator))) ?? after;
  }
  return {
    category,
    pointsNeeded: toDecimalHalfUp(subtract(min, fromDecimal(result.rounded.high)), decimals),
    repairs,
    isReachable: isThere(after),
    totalAfter: toDecimalHalfUp(after, decimals),
  };
}

function categoryAbove(instrument: Instrument, total: Rational): Category | undefined {
  const now = categoryOf(instrument, total);
  return instrument.categories
    .filter(({ min }) => now === null || compare(fromDecimal(min), fromDecimal(now.max)) > 0)
    .toSorted((a, b) => compare(fromDecimal(a.min), fromDecimal(b.min)))[0];
}

interface Shortcoming {
  readonly asked: CompiledIndicator;
  /** What it lacks of the total; null where only scoring anew can tell: a gate, or weights that are still open. */
  readonly lost: Rational | null;
}

/** Indicators where at least one subject's answer is certain to lack points. `factor`: points of the total for the whole node. */
function shortcomings(
  instrument: Instrument,
  node: GroupTrace | IndicatorTrace,
  factor: Rational | null,
): readonly Shortcoming[] {
  const within = factor && node.effectiveWeight && divide(multiply(factor, node.effectiveWeight), hundred);
  if (node.level !== 'indicator') return node.children.flatMap((child) => shortcomings(instrument, child, within));
  const lacks = node.subjects.some(({ value }) => value !== null && value.high.numerator < value.high.denominator);
  if (!lacks || node.value === null) return [];
  const { high } = node.value;
  return askedOf(instrument, node.id).map((asked) => ({
    asked,
    lost: within === null || asked.isGate ? null : multiply(within, subtract(one, high)),
  }));
}

function askedOf(instrument: Instrument, id: IndicatorId): readonly CompiledIndicator[] {
  const asked = compileInstrument(instrument).indicators.get(id);
  return asked === undefined ? [] : [asked];
}

/**
 * The upper end of the total with the highest points given to every subject that has an answer. It is scored anew, gates
 * included: a repaired gate may open questions that now count.
 */
function repairer(
  instrument: Instrument,
  input: ScoringInput,
): (asked: readonly CompiledIndicator[]) => Rational | undefined {
  const scorer = createScorer(instrument);
  let subjectsOf: ReadonlyMap<IndicatorId, IndicatorTrace['subjects']> | undefined;
  // One map for all trials: what the last trial set is put back before the next.
  const answers = new Map(input.answers);
  let last: readonly AnswerKey[] = [];
  return (repaired) => {
    subjectsOf ??= new Map(indicatorTraces(scorer.update(input).trace).map((trace) => [trace.id, trace.subjects]));
    for (const key of last) putBack(answers, key, input);
    const keys: AnswerKey[] = [];
    for (const asked of repaired) {
      const best: AnswerValue = { kind: 'option', option: bestOption(asked) };
      for (const { subject, options, value } of subjectsOf.get(asked.indicator.id) ?? []) {
        if (value === null || options.length === 0) continue;
        const key = keyOf(subject, asked.indicator.id);
        keys.push(key);
        answers.set(key, [best]);
      }
    }
    const { total } = scorer.update({ ...input, answers }, [...last, ...keys]);
    last = keys;
    return total?.high;
  };
}

function putBack(
  answers: Map<AnswerKey, readonly (AnswerValue | null)[]>,
  key: AnswerKey,
  { answers: original }: ScoringInput,
): void {
  const before = original.get(key);
  if (before === undefined) answers.delete(key);
  else answers.set(key, before);
}

function keyOf(subject: SubjectId, indicator: IndicatorId): AnswerKey {
  return `${subject}/${indicator}`;
}

function bestOption(asked: CompiledIndicator): OptionId {
  const [first, ...others] = asked.options.values();
  if (first === undefined) throw new Error(`The indicator ${asked.indicator.id} has no options.`);
  return others.reduce((best, option) => (option.units > best.units ? option : best), first).id;
}

function indicatorTraces(node: GroupTrace | IndicatorTrace): readonly IndicatorTrace[] {
  return node.level === 'indicator' ? [node] : node.children.flatMap(indicatorTraces);
}
