import path from 'node:path';
import { runner } from 'node-pg-migrate';
import type { Database } from './database.ts';

const folder = path.join(import.meta.dirname, 'migrations');

/**
 * Brings the schema up to date: plain SQL files in the order of their numbers, all in one transaction, one node at a time. A file
 * that has been released is never edited.
 */
export async function migrate(db: Database): Promise<readonly string[]> {
  const client = await db.connect();
  try {
    const applied = await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      migrationsTable: 'schema_migration',
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error },
    });
    return applied.map(({ name }) => name);
  } finally {
    client.release();
  }
}
