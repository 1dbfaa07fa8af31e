import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMigratedDatabase } from '#testing/migrated-database.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';

let db: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await createMigratedDatabase());
});
afterAll(() => close());

test('two nodes that start at once migrate one after the other, and a second time changes nothing', async () => {
  expect(await Promise.all([migrate(db), migrate(db)])).toEqual([[], []]);
  expect((await db.query('SELECT 1 AS one FROM visit_log')).rows).toEqual([]);
});

test('the primary key of every table of an organisation begins with the organisation', async () => {
  const { rows } = await db.query<{ table: string; first: string }>(
    `SELECT c.relname AS table, a.attname AS first FROM pg_index i
       JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE i.indisprimary AND n.nspname = 'public' AND EXISTS (
        SELECT 1 FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'organisation' AND NOT o.attisdropped)`,
  );
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.filter(({ first }) => first !== 'organisation')).toEqual([]);
});

test('the log of a visit cannot be rewritten', async () => {
  for (const statement of ["UPDATE visit_log SET kind = 'x'", 'DELETE FROM visit_log', 'TRUNCATE visit_log CASCADE']) {
    await expect(db.query(statement)).rejects.toThrow('append-only');
  }
});
