import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { OpenVisit } from '#client/store/workspace.ts';
import type {
  AnswerKey,
  AnswerValue,
  GroupTrace,
  IndicatorTrace,
  ScoreResult,
  ScoringInput,
} from '#domain/scoring/score-types.ts';
import { createScorer } from '#domain/scoring/scorer.ts';
import { categoriesAbove, type ShortestWay, shortestWay } from '#domain/scoring/shortest-way.ts';
import { type Trial, withTrial } from '#domain/scoring/what-if.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';

/** A trial over a visit. It holds values of its own and knows no way to write one into the visit. */
export interface WhatIfModel {
  readonly open: OpenVisit;
  readonly trial: Signal<Trial>;
  readonly before: ReadonlySignal<ScoreResult>;
  readonly after: ReadonlySignal<ScoreResult>;
  /** To the next category and to the best, from where the visit stands. */
  readonly ways: ReadonlySignal<readonly ShortestWay[]>;
  readonly dimension: Signal<string>;
  set(keys: readonly AnswerKey[], value: AnswerValue): void;
  tryWay(way: ShortestWay): void;
  /** What the visit itself has; a conflict has several. */
  found(key: AnswerKey): readonly (AnswerValue | null)[];
}

export function createWhatIfModel(open: OpenVisit): WhatIfModel {
  const { instrument } = open;
  const trial = signal<Trial>(new Map());
  const input = computed(() => scoringInputOf(instrument, open.view.value));
  const scorer = createScorer(instrument);
  const before = computed(() => createScorer(instrument).update(input.value));
  const found = (key: AnswerKey) => input.value.answers.get(key) ?? [];
  return {
    open,
    trial,
    before,
    after: computed(() => scorer.update(withTrial(input.value, trial.value))),
    ways: computed(() => waysFrom(open, input.value, before.value)),
    dimension: signal(instrument.dimensions[0]?.id ?? ''),
    found,
    set: (keys, value) => {
      const next = new Map(trial.value);
      for (const key of keys) {
        if (isOnly(found(key), value)) next.delete(key);
        else next.set(key, value);
      }
      trial.value = next;
    },
    tryWay: ({ steps }) => {
      trial.value = new Map(steps.map(({ key, option }) => [key, { kind: 'option', option }]));
    },
  };
}

function waysFrom({ instrument }: OpenVisit, input: ScoringInput, before: ScoreResult): readonly ShortestWay[] {
  const above = categoriesAbove(instrument, before);
  const ends = [...new Set([above[0], above.at(-1)])];
  return ends
    .flatMap((category) => (category ? [shortestWay(instrument, input, category)] : []))
    .filter((way) => !!way);
}

/** What the visit has already is no change. */
function isOnly(found: readonly (AnswerValue | null)[], value: AnswerValue): boolean {
  const [only] = found;
  if (found.length !== 1 || !only || only.kind !== value.kind) return false;
  return only.kind !== 'option' || value.kind !== 'option' || only.option === value.option;
}

/** What the trial now asks in one variable: hidden answers are not offered. */
export function askedIn(result: ScoreResult, dimension: string, variable: string): readonly IndicatorTrace[] {
  const asked = groupIn(groupIn(result.trace, dimension), variable)?.children ?? [];
  return asked.flatMap((node) =>
    node.level === 'indicator' && node.subjects.some(({ state }) => state !== 'hidden') ? [node] : [],
  );
}

function groupIn(group: GroupTrace | null, id: string): GroupTrace | null {
  const node = group?.children.find((candidate) => candidate.id === id);
  return node === undefined || node.level === 'indicator' ? null : node;
}
