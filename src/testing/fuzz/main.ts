/** `npm run fuzz -- --requests N [--seed S] [--only 1,2,3]`: exits with 1 when a request finds something. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startOwnPostgres } from '#server/db/postgres/own-postgres.ts';
import { openFuzzHouse } from './house.ts';
import { runFuzz } from './run-fuzz.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const numbers = values.only?.split(',').map(Number) ?? Array.from({ length: Number(values.requests) }, (_, at) => at);
const folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-fuzz-pg-'));
const postgres = await startOwnPostgres({ dataFolder: folder, log: () => {} });
try {
  const { host, user, database } = postgres.connection;
  const house = await openFuzzHouse(`postgresql://${user}@${encodeURIComponent(host)}/${database}`);
  try {
    const result = await runFuzz(house, { seed: values.seed, numbers, say: (line) => console.info(line) });
    console.info(
      [...result.byStatus]
        .sort()
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
    );
    console.info(result.lastLine);
    process.exitCode = result.failures + result.hangs > 0 ? 1 : 0;
  } finally {
    await house.close();
  }
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
