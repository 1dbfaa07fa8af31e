/** `npm run simulate -- --seeds N [--seed S] [--only 1,2,3]`: exits with 1 when a seed finds something. */

import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startOwnPostgres } from '#server/db/postgres/own-postgres.ts';
import { buildHouse } from './house.ts';
import { planOf } from './plan.ts';
import { runSeeds } from './run-seeds.ts';
import { scratchFolder } from './scratch-folder.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed);
const only = values.only === undefined ? null : new Set(values.only.split(',').map(Number));
const folder = await scratchFolder('tilik-simulation-pg-');
const postgres = await startOwnPostgres({ dataFolder: folder, log: () => {} });
const house = await buildHouse(postgres.connection);
try {
  const { lastLine, isGood } = await runSeeds(house, {
    first,
    count: only === null ? Number(values.seeds) : 1,
    stepsOf: (seed) => planOf(seed).filter(({ at }) => only?.has(at) ?? true),
    isVerbose: values.verbose,
    say: (line) => console.info(line),
  });
  console.info(lastLine);
  process.exitCode = isGood ? 0 : 1;
} finally {
  await house.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
