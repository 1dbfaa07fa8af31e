import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrganisationId } from '#domain/ids.ts';
import { type AccessLine, AccessPage } from '#protocol/access-log.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { notedRoutes } from '../http/noted-routes.ts';
import { routeTable } from './table.ts';

const password = 'rahasia-panjang';
let server: TestServer;
let organisation: OrganisationId;
let admin: TestPerson;
let supervisor: TestPerson;
beforeAll(async () => {
  server = await openTestServer();
  organisation = await server.addOrganisation('Perwakilan');
  admin = await server.addPerson(organisation, ['administrator']);
  supervisor = await server.addPerson(organisation, ['supervisor']);
});
afterAll(() => server.close());

async function page(as: TestPerson, before = ''): Promise<AccessPage> {
  return AccessPage.parse(await (await server.ask('GET', `/api/access-log${before}`, { as })).json());
}

async function newest(): Promise<AccessLine | undefined> {
  return (await page(admin)).lines[0];
}

test('every noted route is one of the server’s', () => {
  const known = routeTable.map(({ method, path }) => `${method} ${path}`);
  expect(notedRoutes.map(({ method, path }) => `${method} ${path}`).filter((route) => !known.includes(route))).toEqual(
    [],
  );
});

test('what an administrator does is noted with whom it was done to; what was refused is not', async () => {
  const body = { name: 'Rani', userName: 'rani', password, roles: ['assessor'] };
  const { id } = await (await server.ask('POST', '/api/people', { as: admin, body })).json();
  expect(await newest()).toMatchObject({ action: 'personAdded', person: admin.person, subject: null, address: null });
  await server.ask('PATCH', `/api/people/${id}`, { as: admin, body: { name: 'Rani Kusuma' } });
  expect(await newest()).toMatchObject({ action: 'personChanged', subject: id, about: 'Rani Kusuma' });
  await server.ask('PATCH', `/api/people/${id}`, { as: supervisor, body: { name: 'Lain' } });
  await server.ask('PATCH', `/api/people/${id}`, { as: admin, body: { name: '' } });
  expect((await page(admin)).lines.filter(({ action }) => action === 'personChanged')).toHaveLength(1);
});

test('sign-ins are noted with where they came from, refused ones only of names that somebody has', async () => {
  await server.ask('POST', '/api/session', { body: { userName: 'rani', password } });
  expect(await newest()).toMatchObject({ action: 'signIn', address: '127.0.0.1' });
  await server.ask('POST', '/api/session', { body: { userName: ' RANI', password: 'tebakan' } });
  expect(await newest()).toMatchObject({ action: 'signInRefused', address: '127.0.0.1' });
  const before = (await newest())?.id;
  await server.ask('POST', '/api/session', { body: { userName: 'tidak-ada', password: 'tebakan' } });
  expect((await newest())?.id).toBe(before);
});

test('an organisation sees its own alone, a hundred at a time', async () => {
  const { db } = server.deps;
  await db.query(
    `INSERT INTO access_log (organisation, person, action) SELECT $1, $2, 'signOut' FROM generate_series(1, 150)`,
    [organisation, admin.person],
  );
  const first = await page(admin);
  expect(first).toMatchObject({ hasMore: true });
  expect(first.lines).toHaveLength(100);
  const second = await page(admin, `?before=${first.lines.at(-1)?.id}`);
  expect(second.hasMore).toBe(false);
  const ids = [...first.lines, ...second.lines].map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  const foreign = await server.addPerson(await server.addOrganisation('Lain'), ['administrator']);
  expect((await page(foreign)).lines).toEqual([]);
  expect((await server.ask('GET', '/api/access-log?before=x', { as: admin })).status).toBe(400);
});

test('nothing is changed in it or taken from it', async () => {
  const { db } = server.deps;
  for (const statement of ['DELETE FROM access_log', `UPDATE access_log SET action = 'x'`, 'TRUNCATE access_log'])
    await expect(db.query(statement)).rejects.toThrow('append-only');
});
