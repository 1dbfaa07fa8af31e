import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './postgres.ts';

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(() => Promise.all([first.drop(), second.drop()]));

async function query(config: pg.ClientConfig, text: string) {
  const client = new pg.Client(config);
  await client.connect();
  return client.query(text).finally(() => client.end());
}

test('each test database is a place of its own', async () => {
  await query(first.connection, 'CREATE TABLE visit (id int)');
  await query({ connectionString: first.connectionString }, 'INSERT INTO visit VALUES (7)');
  expect((await query(first.connection, 'SELECT id FROM visit')).rows).toEqual([{ id: 7 }]);
  await expect(query(second.connection, 'SELECT id FROM visit')).rejects.toThrow('does not exist');
});

test('the database sorts the same everywhere, checks its pages and listens on no port', async () => {
  const { rows } = await query(
    first.connection,
    `SELECT d.datlocprovider AS provider, d.datlocale AS locale, current_setting('data_checksums') AS checksums,
            current_setting('listen_addresses') AS addresses, current_setting('fsync') AS fsync
       FROM pg_database d WHERE datname = current_database()`,
  );
  expect(rows).toEqual([{ provider: 'b', locale: 'C.UTF-8', checksums: 'on', addresses: '', fsync: 'on' }]);
});
