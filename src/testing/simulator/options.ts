import { parseArgs } from 'node:util';

export interface Options {
  readonly first: number;
  readonly count: number;
  /** Numbers of the steps to play; null: all. */
  readonly only: ReadonlySet<number> | null;
  readonly isVerbose: boolean;
  /** Processes that share the seeds. */
  readonly jobs: number;
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      jobs: { type: 'string', default: '1' },
    },
  });
  const only = values.only === undefined ? null : new Set(values.only.split(',').map(Number));
  const count = only === null ? numberOf(values.seeds) : 1;
  const jobs = Math.min(numberOf(values.jobs), count);
  return { first: numberOf(values.seed), count, only, isVerbose: values.verbose, jobs };
}

function numberOf(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${text} is not a number of seeds, a seed or of jobs.`);
  return number;
}
