import type { AnswerKey } from '#domain/scoring/score-types.ts';
import { type Exception, exceptionLimits, type GivenAnswer } from './exception.ts';

interface Tap {
  readonly key: AnswerKey;
  readonly ms: number;
}

/** Runs of answers of one person, each sooner after the one before than it takes to read a question. */
export function hastyAnswers(given: readonly GivenAnswer[]): readonly Exception[] {
  const taps = given.flatMap(({ key, field }) => {
    const [head] = field.heads;
    return head === undefined ? [] : [{ author: head.author, key, ms: Date.parse(head.at) }];
  });
  return [...Map.groupBy(taps, ({ author }) => author).values()].flatMap((own) =>
    runsOf(own.toSorted((a, b) => a.ms - b.ms))
      .filter((run) => run.length >= exceptionLimits.hastyRun)
      .flatMap((run) => run.map(({ key }) => ({ rule: 'hasty' as const, key }))),
  );
}

function runsOf(taps: readonly Tap[]): readonly Tap[][] {
  const runs: Tap[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const tap of taps) {
    const run = runs.at(-1);
    if (run !== undefined && tap.ms - before < exceptionLimits.hastySeconds * 1000) run.push(tap);
    else runs.push([tap]);
    before = tap.ms;
  }
  return runs;
}
