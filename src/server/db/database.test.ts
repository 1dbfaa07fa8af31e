import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing/postgres.ts';
import { Database, DatabaseUnavailable } from './database.ts';

let test_: TestDatabase;
let db: Database;

beforeAll(async () => {
  test_ = await createTestDatabase();
  db = new Database(test_.connection);
  await db.query('CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL CHECK (n < 100))');
});
afterAll(async () => {
  await db.close();
  await test_.drop();
});
beforeEach(async () => {
  await db.query('DELETE FROM counter');
  await db.query('INSERT INTO counter VALUES (1, 0), (2, 0)');
});

async function counters(): Promise<readonly number[]> {
  return (await db.query<{ n: number }>('SELECT n FROM counter ORDER BY id')).rows.map(({ n }) => n);
}

test('a transaction is kept whole, what was enqueued included', async () => {
  const result = await db.transaction(async (tx) => {
    tx.enqueue('UPDATE counter SET n = 5 WHERE id = 1');
    const { rows } = await tx.query<{ n: number }>('SELECT n FROM counter WHERE id = 1');
    tx.enqueue('UPDATE counter SET n = 6 WHERE id = 2');
    return rows[0]?.n;
  });
  expect([result, await counters()]).toEqual([5, [5, 6]]);
});

test('a statement that fails unseen takes the whole transaction back and is told', async () => {
  const failing = db.transaction(async (tx) => {
    tx.enqueue('UPDATE counter SET n = 5 WHERE id = 1');
    tx.enqueue('UPDATE counter SET n = 1000 WHERE id = 2');
    return 'kept';
  });
  await expect(failing).rejects.toThrow('counter_n_check');
  expect(await counters()).toEqual([0, 0]);
});

test('an error of the caller takes the transaction back, and the connection serves the next', async () => {
  for (let at = 0; at < 15; at++) {
    const failing = db.transaction(async (tx) => {
      await tx.query('UPDATE counter SET n = 5');
      throw new Error('thought better of it');
    });
    await expect(failing).rejects.toThrow('thought better of it');
  }
  expect(await counters()).toEqual([0, 0]);
});

test('two transactions that block each other both get through', async () => {
  const both = Promise.withResolvers<void>();
  let waiting = 0;
  const bump = (first: number, second: number): Promise<void> =>
    db.transaction(async (tx) => {
      await tx.query('UPDATE counter SET n = n + 1 WHERE id = $1', [first]);
      waiting += 1;
      if (waiting >= 2) both.resolve();
      await both.promise;
      await tx.query('UPDATE counter SET n = n + 1 WHERE id = $1', [second]);
    });
  await Promise.all([bump(1, 2), bump(2, 1)]);
  expect(await counters()).toEqual([2, 2]);
});

test('a database that is not there is unavailable, not a fault', async () => {
  const nowhere = new Database({ ...test_.connection, host: '/nowhere' });
  await expect(nowhere.query('SELECT 1')).rejects.toBeInstanceOf(DatabaseUnavailable);
  await expect(nowhere.transaction((tx) => tx.query('SELECT 1'))).rejects.toBeInstanceOf(DatabaseUnavailable);
  await nowhere.close();
});

test('a connection that is cut in the middle is unavailable, and the next one works', async () => {
  const cut = db.transaction(async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await db.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await tx.query('UPDATE counter SET n = 9');
  });
  await expect(cut).rejects.toBeInstanceOf(DatabaseUnavailable);
  expect(await counters()).toEqual([0, 0]);
});

test('numbers of eight bytes are numbers', async () => {
  expect((await db.query('SELECT 9007199254740991::bigint AS n')).rows).toEqual([{ n: 9_007_199_254_740_991 }]);
});
