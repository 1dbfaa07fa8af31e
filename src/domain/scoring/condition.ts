import type { IndicatorId, OptionId } from '#domain/ids.ts';
import type { Condition } from '#domain/instrument/instrument.ts';

export type Truth = 'yes' | 'no' | 'maybe';

/** What a gate's answer may still be. `mayBeNone`: hidden or not applicable, which satisfies no comparison. */
export interface PossibleAnswers {
  readonly options: readonly OptionId[];
  readonly mayBeNone: boolean;
}

/** Three-valued: `maybe` while an open gate could still decide it either way, so that no completion is lost. */
export function evaluate(condition: Condition, answersOf: (gate: IndicatorId) => PossibleAnswers): Truth {
  if ('indicator' in condition) {
    const possible = answersOf(condition.indicator);
    const matching = possible.options.filter((option) => condition.options.includes(option)).length;
    if (matching === 0) return 'no';
    return matching === possible.options.length && !possible.mayBeNone ? 'yes' : 'maybe';
  }
  if ('not' in condition) {
    const inner = evaluate(condition.not, answersOf);
    return inner === 'maybe' ? 'maybe' : inner === 'yes' ? 'no' : 'yes';
  }
  if ('all' in condition)
    return decide(
      condition.all.map((part) => evaluate(part, answersOf)),
      'no',
      'yes',
    );
  return decide(
    condition.any.map((part) => evaluate(part, answersOf)),
    'yes',
    'no',
  );
}

function decide(parts: readonly Truth[], deciding: Truth, otherwise: Truth): Truth {
  if (parts.includes(deciding)) return deciding;
  return parts.includes('maybe') ? 'maybe' : otherwise;
}
