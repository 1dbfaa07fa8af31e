import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { StartProblem } from '../../start-problem.ts';

/** Any number that nothing else uses as an advisory lock in the database `postgres`. */
const lockNumber = 7_446_545;
/** The backend of a killed process lets go a moment after its socket has closed. */
const lettingGoMs = 3_000;
const answerMs = 10_000;

export interface ClusterLock {
  readonly lost: Promise<void>;
  createDatabase(name: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * One Tilik per data folder, since whoever stops would stop the other's database. The lock lives in the database: it ends
 * with the connection, so nothing is left behind by a kill.
 */
export async function lockCluster(
  connection: { host: string; user: string; database: string },
  folder: string,
): Promise<ClusterLock> {
  const client = await connectPatiently(connection, folder);
  let isReleased = false;
  const lost = new Promise<void>((resolve) => {
    client.once('end', () => {
      if (!isReleased) resolve();
    });
  });
  // The end that follows tells the same; without a listener the process would die here.
  client.on('error', () => {});
  await takeLock(client, folder);
  return {
    lost,
    createDatabase: async (name) => {
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    },
    release: async () => {
      isReleased = true;
      await client.end();
    },
  };
}

async function takeLock(client: pg.Client, folder: string): Promise<void> {
  const giveUpAt = Date.now() + lettingGoMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [lockNumber]);
    if (rows[0]?.taken) return;
    if (Date.now() > giveUpAt) break;
    await wait(50);
  }
  await client.end();
  throw new StartProblem(
    `Another Tilik is running with the data in ${folder}. Stop it first, or give this one another DATA_DIR.`,
  );
}

async function connectPatiently(connection: pg.ClientConfig, folder: string): Promise<pg.Client> {
  const giveUpAt = Date.now() + answerMs;
  for (;;) {
    const client = new pg.Client({ ...connection, application_name: 'tilik-lock' });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (Date.now() > giveUpAt) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new StartProblem(`The PostgreSQL in ${folder} runs but does not let Tilik in: ${reason}.`);
      }
    }
    await wait(50);
  }
}
