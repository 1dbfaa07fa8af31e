/** `npm run simulate -- --seeds N [--seed S] [--jobs J] [--only 1,2,3]`: exits with 1 when a seed finds something. */

import { rm } from 'node:fs/promises';
import { startOwnPostgres } from '#server/db/postgres/own-postgres.ts';
import { buildHouse } from './house.ts';
import { runJobs } from './jobs.ts';
import { lastLineOf, type Sums } from './last-line.ts';
import { type Options, readOptions } from './options.ts';
import { planOf } from './plan.ts';
import { runSeeds } from './run-seeds.ts';
import { scratchFolder } from './scratch-folder.ts';

const say = (line: string): void => console.info(line);
const options = readOptions(process.argv.slice(2));
const { sums, isGood } = await (options.jobs > 1 ? runJobs(options, say) : runHere(options));
say(lastLineOf(sums));
process.exitCode = isGood ? 0 : 1;

async function runHere({ first, count, only, isVerbose }: Options): Promise<{ sums: Sums; isGood: boolean }> {
  const folder = await scratchFolder('tilik-simulation-pg-');
  const postgres = await startOwnPostgres({ dataFolder: folder, log: () => {} });
  const house = await buildHouse(postgres.connection);
  const stepsOf = (seed: number) => planOf(seed).filter(({ at }) => only?.has(at) ?? true);
  try {
    return await runSeeds(house, { first, count, stepsOf, isVerbose, say });
  } finally {
    await house.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
