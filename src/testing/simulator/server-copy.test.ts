import { afterAll, beforeAll, expect, test } from 'vitest';
import { OrganisationId, PersonId } from '#domain/ids.ts';
import { insertAccount, insertOrganisation } from '#server/db/accounts.ts';
import { Database } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../postgres.ts';
import { copyOrganisation, forgetOrganisation, restoreOrganisation, sharedTables, tablesOf } from './server-copy.ts';

let testDatabase: TestDatabase;
let db: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = new Database(testDatabase.connection);
  await migrate(db);
});
afterAll(async () => {
  await db.close();
  await testDatabase.drop();
});

test('every table belongs to organisations or is named as shared', async () => {
  const strange = (await tablesOf(db)).filter((table) => table.is_owned === sharedTables.has(table.name));
  expect(strange, 'Give a new table a column `organisation`, or name it in `sharedTables` of server-copy.ts.').toEqual(
    [],
  );
});

test('what is archived comes back row by row, and what is forgotten leaves nothing', async () => {
  const [mine, other] = [crypto.randomUUID(), crypto.randomUUID()].map((id) => OrganisationId.parse(id));
  if (mine === undefined || other === undefined) throw new Error('There are two.');
  for (const organisation of [mine, other]) {
    await insertOrganisation(db, organisation, 'Perwakilan Banten');
    const person = PersonId.parse(crypto.randomUUID());
    const account = { organisation, person, name: 'Rani', userName: `rani-${person}`, passwordHash: '-' };
    await insertAccount(db, { ...account, roles: ['assessor'] });
    await db.query("INSERT INTO access_log (organisation, person, action) VALUES ($1, $2, 'signedIn')", [
      organisation,
      person,
    ]);
  }
  const [before, neighbour] = [await copyOrganisation(db, mine), await copyOrganisation(db, other)];
  expect([...before].filter(([, rows]) => rows !== '[]').map(([name]) => name)).toEqual([
    'access_log',
    'membership',
    'person',
    'organisation',
  ]);

  await db.query('UPDATE organisation SET feed_position = 7 WHERE id = $1', [mine]);
  await restoreOrganisation(db, mine, before);
  expect(await copyOrganisation(db, mine)).toEqual(before);

  await forgetOrganisation(db, mine);
  expect([...(await copyOrganisation(db, mine)).values()].every((rows) => rows === '[]')).toBe(true);
  expect(await copyOrganisation(db, other)).toEqual(neighbour);
});
