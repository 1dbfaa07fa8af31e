import type { Condition } from '#domain/instrument/instrument.ts';

/** Where the answer of a gate stands: its cell, the cell that says whether it counts, and the text of each option. */
export interface Gate {
  readonly answer: string;
  /** Null where it always counts. */
  readonly counts: string | null;
  readonly keyOf: (option: string) => string | undefined;
  readonly chosen: string | null;
  readonly isCounting: boolean;
}

export type GateOf = (indicator: string) => Gate | undefined;

/** The rule as a formula that is true or false; a gate that is hidden, open or not applicable satisfies no comparison. */
export function relevanceFormula(condition: Condition, gateOf: GateOf): string {
  if ('not' in condition) return `NOT(${relevanceFormula(condition.not, gateOf)})`;
  if ('all' in condition) return `AND(${condition.all.map((part) => relevanceFormula(part, gateOf)).join(',')})`;
  if ('any' in condition) return `OR(${condition.any.map((part) => relevanceFormula(part, gateOf)).join(',')})`;
  const gate = gateOf(condition.indicator);
  if (gate === undefined) return 'FALSE';
  const options = condition.options.flatMap((option) => {
    const key = gate.keyOf(option);
    return key === undefined ? [] : [`${gate.answer}="${key.replaceAll('"', '""')}"`];
  });
  const isOneOf = options.length === 0 ? 'FALSE' : `OR(${options.join(',')})`;
  return gate.counts === null ? isOneOf : `AND(${gate.counts}=1,${isOneOf})`;
}

export function isRelevant(condition: Condition, gateOf: GateOf): boolean {
  if ('not' in condition) return !isRelevant(condition.not, gateOf);
  if ('all' in condition) return condition.all.every((part) => isRelevant(part, gateOf));
  if ('any' in condition) return condition.any.some((part) => isRelevant(part, gateOf));
  const gate = gateOf(condition.indicator);
  return gate?.isCounting === true && condition.options.some((option) => option === gate.chosen);
}
