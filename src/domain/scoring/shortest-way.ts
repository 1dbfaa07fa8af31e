import type { Category, Instrument } from '#domain/instrument/instrument.ts';
import { type Better, betterAnswers } from './better-answers.ts';
import { compileInstrument } from './compile-instrument.ts';
import { type GateAnswer, gateAnswers } from './gate-answers.ts';
import { add, compare, fromDecimal, subtract, toDecimalHalfUp, zero } from './rational.ts';
import type { AnswerKey, AnswerValue, Rational, ScoreResult, ScoringInput } from './score-types.ts';
import { createScorer } from './scorer.ts';

export interface WayStep extends Better {
  /** The rounded total once this and all before it are improved. */
  readonly totalAfter: string;
}

export interface ShortestWay {
  readonly category: Category;
  /** From the rounded total to the category's lower bound. */
  readonly pointsNeeded: string;
  /** The least set of answers to improve; when even all do not reach the category, those that lift most. */
  readonly steps: readonly WayStep[];
  readonly isReachable: boolean;
  /**
   * False where the steps serve but a smaller set was not ruled out: conflicts or open rules that may leave an answer out, or more
   * combinations of rules than were tried.
   */
  readonly isLeast: boolean;
}

/** Categories above the one that the upper end of the total lies in, the nearest first. */
export function categoriesAbove({ categories }: Instrument, { rounded }: ScoreResult): readonly Category[] {
  if (rounded === null) return [];
  const now = fromDecimal(rounded.high);
  return categories
    .filter(({ min }) => compare(fromDecimal(min), now) > 0)
    .toSorted((a, b) => compare(fromDecimal(a.min), fromDecimal(b.min)));
}

/** Scorings in one search: about a second on a tablet with a large instrument. */
const budget = 6_000;

/**
 * The least number of answers which, given options with more points, bring the upper end of the total to a category. With what the
 * rules show held fixed, the total is a sum over the answers: then the largest gains make the smallest set. So every way in which
 * better answers could change what the rules say is tried, and in each the rest is taken by gain.
 */
export function shortestWay(instrument: Instrument, input: ScoringInput, category: Category): ShortestWay | null {
  const before = createScorer(instrument).update(input);
  if (before.rounded === null) return null;
  const search = new Search(instrument, input, category);
  search.run();
  const min = fromDecimal(category.min);
  return {
    category,
    pointsNeeded: toDecimalHalfUp(subtract(min, fromDecimal(before.rounded.high)), instrument.scoring.decimals),
    ...search.found(),
  };
}

interface Way {
  readonly changes: readonly Better[];
  /** What is left to improve after them, largest gain first. */
  readonly spare: readonly Better[];
  readonly total: Rational;
  readonly isThere: boolean;
}

class Search {
  readonly #instrument: Instrument;
  readonly #input: ScoringInput;
  readonly #min: Rational;
  readonly #gates: readonly GateAnswer[];
  readonly #scorer: ReturnType<typeof createScorer>;
  #best: Way | null = null;
  #scorings = 0;
  #isLeast = true;

  constructor(instrument: Instrument, input: ScoringInput, category: Category) {
    this.#instrument = instrument;
    this.#input = input;
    this.#min = fromDecimal(category.min);
    this.#gates = gateAnswers(compileInstrument(instrument), input);
    this.#scorer = createScorer(instrument);
  }

  /** Fewest turned rules first: nothing that turns as many as the best way has steps can be shorter. */
  run(): void {
    const turning = this.#gates.filter(({ turns }) => turns.length > 0);
    for (let turned = 0; turned <= turning.length; turned++) {
      if (this.#best?.isThere === true && turned >= this.#best.changes.length) return;
      for (const turns of choices(turning, turned)) {
        if (this.#scorings > budget) {
          this.#isLeast = false;
          return;
        }
        this.#tryTurns(turns);
      }
    }
  }

  #tryTurns(turns: readonly Better[]): void {
    const answers = new Map(this.#input.answers);
    for (const { key, option } of turns) answers.set(key, [{ kind: 'option', option }]);
    const quiet = new Map(this.#gates.map((gate) => [gate.key, gate.quiet]));
    for (const { key } of turns) quiet.set(key, null);
    const found = betterAnswers(this.#instrument, { ...this.#input, answers }, quiet, this.#scorer);
    this.#scorings += found.scorings;
    if (found.total === null) return;
    // Where some answers may yet leave the mean, gains do not simply add up.
    if (!found.isSum) this.#isLeast = false;
    const byGain = found.better.toSorted((a, b) => compare(b.gain, a.gain));
    let [taken, total] = [0, found.total];
    for (const { gain } of byGain) {
      if (this.#isThere(total)) break;
      taken += 1;
      total = add(total, gain);
    }
    const changes = [...turns, ...byGain.slice(0, taken)];
    this.#keep({ changes, spare: byGain.slice(taken), total, isThere: this.#isThere(total) });
  }

  #keep(way: Way): void {
    const best = this.#best;
    if (best === null || (way.isThere && !best.isThere)) this.#best = way;
    else if (way.isThere !== best.isThere) return;
    else if (way.isThere ? isShorter(way, best) : compare(way.total, best.total) > 0) this.#best = way;
  }

  #isThere(total: Rational): boolean {
    return compare(fromDecimal(toDecimalHalfUp(total, this.#instrument.scoring.decimals)), this.#min) >= 0;
  }

  /** Scored once more step by step, so that what is promised is what the rules give. */
  found(): Pick<ShortestWay, 'steps' | 'isReachable' | 'isLeast'> {
    const answers = new Map<AnswerKey, readonly (AnswerValue | null)[]>(this.#input.answers);
    const steps: WayStep[] = [];
    const { decimals } = this.#instrument.scoring;
    let total = this.#scorer.update(this.#input).total?.high ?? zero;
    const { changes = [], spare = [] } = this.#best ?? {};
    for (const [at, { key, subject, indicator, option }] of [...changes, ...spare].entries()) {
      if (at >= changes.length && this.#isThere(total)) break;
      answers.set(key, [{ kind: 'option', option }]);
      total = this.#scorer.update({ ...this.#input, answers }).total?.high ?? total;
      steps.push({ key, subject, indicator, option, totalAfter: toDecimalHalfUp(total, decimals) });
    }
    return { steps, isReachable: this.#isThere(total), isLeast: this.#isLeast };
  }
}

function isShorter(a: Way, b: Way): boolean {
  const difference = a.changes.length - b.changes.length;
  return difference < 0 || (difference === 0 && compare(a.total, b.total) > 0);
}

/** Every choice of `count` gate answers, each with every option that turns its rules. */
function* choices(gates: readonly GateAnswer[], count: number, from = 0): Generator<readonly Better[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= gates.length - count; at++) {
    const gate = gates[at];
    if (gate === undefined) return;
    const { key, subject, indicator } = gate;
    for (const { id: option } of gate.turns) {
      for (const rest of choices(gates, count - 1, at + 1)) yield [{ key, subject, indicator, option }, ...rest];
    }
  }
}
