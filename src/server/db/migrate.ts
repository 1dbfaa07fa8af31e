import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runner } from 'node-pg-migrate';
import type { Database } from './database.ts';

export const migrationsTable = 'schema_migration';
const folder = path.join(import.meta.dirname, 'migrations');

/**
 * Brings the schema up to date: plain SQL files in the order of their numbers, all in one transaction, one node at a time. A file
 * that has been released is never edited. `count`: no more than so many.
 */
export async function migrate(db: Database, count?: number): Promise<readonly string[]> {
  const client = await db.connect();
  try {
    const applied = await runner({
      dbClient: client,
      dir: folder,
      direction: 'up',
      ...(count === undefined ? {} : { count }),
      migrationsTable,
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error },
    });
    return applied.map(({ name }) => name);
  } finally {
    client.release();
  }
}

/** The migrations of this version, in order. */
export async function knownMigrations(): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => path.basename(file, '.sql'))
    .sort();
}

/** What the migrations of this version make: to know it again among what else may be in the database. */
export async function madeByMigrations(): Promise<{ tables: readonly string[]; functions: readonly string[] }> {
  const names = await knownMigrations();
  const text = (await Promise.all(names.map((name) => readFile(path.join(folder, `${name}.sql`), 'utf8')))).join('\n');
  const made = (what: RegExp) => [...new Set([...text.matchAll(what)].map((found) => found[1] ?? found[2] ?? ''))];
  return {
    tables: made(/\bCREATE TABLE (?:IF NOT EXISTS )?(\w+)|\bALTER TABLE \w+ RENAME TO (\w+)/gi),
    functions: made(/\bCREATE (?:OR REPLACE )?FUNCTION (\w+)/gi),
  };
}
