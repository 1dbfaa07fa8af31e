import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#testing/postgres.ts';
import { Database } from '../db/database.ts';
import { UploadLocker } from './upload-locker.ts';

let testDatabase: TestDatabase;
let db: Database;
let [here, there]: UploadLocker[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = new Database(testDatabase.connection);
  [here, there] = [new UploadLocker(db), new UploadLocker(db)];
});
afterAll(async () => {
  await here?.close();
  await there?.close();
  await db.close();
  await testDatabase.drop();
});

const never = new AbortController().signal;

function lockOn(locker: UploadLocker | undefined, id: string) {
  if (locker === undefined) throw new Error('There are two nodes.');
  return locker.newLock(id);
}

test.each([
  ['of the same node', () => here],
  ['of another node', () => there],
])('a request makes the one before it let go, when it is %s', async (_, node) => {
  const [first, second] = [lockOn(here, 'a'), lockOn(node(), 'a')];
  const asked = Promise.withResolvers<void>();
  await first.lock(never, () => asked.resolve());
  const order: string[] = [];
  const waiting = second.lock(never, () => undefined).then(() => order.push('second'));
  await asked.promise;
  order.push('first lets go');
  await first.unlock();
  await waiting;
  await second.unlock();
  expect(order).toEqual(['first lets go', 'second']);
});

test('a request that is given up does not get the lock, and leaves none behind', async () => {
  const [first, second, third] = [lockOn(here, 'b'), lockOn(there, 'b'), lockOn(there, 'b')];
  await first.lock(never, () => undefined);
  const given = new AbortController();
  const waiting = second.lock(given.signal, () => undefined);
  given.abort();
  await expect(waiting).rejects.toMatchObject({ status_code: 423 });
  await first.unlock();
  await third.lock(never, () => undefined);
  await third.unlock();
});

test('uploads do not wait for each other', async () => {
  const locks = ['c', 'd', 'e'].map((id) => lockOn(here, id));
  for (const lock of locks) await lock.lock(never, () => undefined);
  for (const lock of locks) await lock.unlock();
});

test('whoever holds a lock is told when the session that carries it breaks', async () => {
  const lock = lockOn(here, 'f');
  const told = Promise.withResolvers<void>();
  await lock.lock(never, () => told.resolve());
  await db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                     AND (query LIKE '%advisory%' OR query LIKE 'LISTEN%lock_wanted%')`);
  await told.promise;
  await lock.unlock();
  const again = lockOn(there, 'f');
  await again.lock(never, () => undefined);
  await again.unlock();
});
