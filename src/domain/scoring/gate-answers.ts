import type { IndicatorId, OptionId, SubjectId } from '#domain/ids.ts';
import { atomsOf } from '#domain/instrument/index-instrument.ts';
import type { CompiledIndicator, CompiledInstrument, CompiledOption } from './compile-instrument.ts';
import type { AnswerKey, AnswerValue, ScoringInput } from './score-types.ts';

/** An answer on which rules depend: which better options would change what the rules say, and which would not. */
export interface GateAnswer {
  readonly key: AnswerKey;
  readonly subject: SubjectId;
  readonly indicator: IndicatorId;
  /** One option for each other outcome of the rules: the one with the most points. */
  readonly turns: readonly CompiledOption[];
  /** The best option under which every rule says what it says now. */
  readonly quiet: CompiledOption | null;
}

/** Answers that have an option, also where they are hidden now: another gate may show them. */
export function gateAnswers(compiled: CompiledInstrument, input: ScoringInput): readonly GateAnswer[] {
  return compiled.gatesFirst.flatMap((asked) => {
    if (!asked.isGate) return [];
    const outcomeOf = outcomes(compiled, asked);
    const subjects =
      asked.singleSubject === undefined
        ? input.subjects.filter(({ kind }) => kind === asked.kind.id).map(({ id }) => id)
        : [asked.singleSubject];
    return subjects.flatMap((subject): GateAnswer[] => {
      const key: AnswerKey = `${subject}/${asked.indicator.id}`;
      const now = settledAt(asked, input.answers.get(key) ?? []);
      return now === null
        ? []
        : [{ key, subject, indicator: asked.indicator.id, ...betterThan(asked, now, outcomeOf) }];
    });
  });
}

type Outcome = (option: OptionId) => string;

/** What every comparison with the gate says of an option, as one text. */
function outcomes(compiled: CompiledInstrument, gate: CompiledIndicator): Outcome {
  const atoms = compiled.gatesFirst
    .flatMap(({ condition }) => (condition === undefined ? [] : atomsOf(condition)))
    .filter(({ indicator }) => indicator === gate.indicator.id);
  return (option) => atoms.map(({ options }) => (options.includes(option) ? '1' : '0')).join('');
}

interface Settled {
  readonly units: bigint;
  /** Null while a conflict leaves open what the rules say. */
  readonly option: OptionId | null;
}

/** Null for what has no option, or may become anything: there is nothing to improve. */
function settledAt(asked: CompiledIndicator, values: readonly (AnswerValue | null)[]): Settled | null {
  let best: CompiledOption | undefined;
  for (const value of values) {
    if (value === null) return null;
    if (value.kind !== 'option') continue;
    const option = asked.options.get(value.option);
    if (option === undefined) return null;
    if (best === undefined || option.units > best.units) best = option;
  }
  if (best === undefined) return null;
  return { units: best.units, option: values.length === 1 ? best.id : null };
}

function betterThan(asked: CompiledIndicator, now: Settled, outcomeOf: Outcome): Pick<GateAnswer, 'turns' | 'quiet'> {
  const best = new Map<string, CompiledOption>();
  for (const option of asked.options.values()) {
    if (option.units <= now.units) continue;
    const outcome = outcomeOf(option.id);
    const known = best.get(outcome);
    if (known === undefined || option.units > known.units) best.set(outcome, option);
  }
  const same = now.option === null ? null : outcomeOf(now.option);
  const quiet = same === null ? null : (best.get(same) ?? null);
  return { turns: [...best.values()].filter((option) => option !== quiet), quiet };
}
