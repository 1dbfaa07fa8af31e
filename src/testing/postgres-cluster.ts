import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startOwnPostgres } from '#server/db/postgres/own-postgres.ts';

/** Vitest's global set-up: one throw-away cluster for the run, started the way the server starts its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-test-'));
  const postgres = await startOwnPostgres({ dataFolder: folder, log: console.info });
  project.provide('postgres', postgres.connection);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
