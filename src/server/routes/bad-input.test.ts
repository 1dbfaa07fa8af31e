import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import type { RouteDescription } from './route-description.ts';
import { routeTable } from './table.ts';

let server: TestServer;
let everyRole: TestPerson;

beforeAll(async () => {
  server = await openTestServer();
  const organisation = await server.addOrganisation('Perwakilan');
  everyRole = await server.addPerson(organisation, ['assessor', 'supervisor', 'administrator']);
});
afterAll(() => server.close());
beforeEach(() => server.deps.db.query('DELETE FROM sign_in_attempt'));

const takingJson = routeTable.filter(({ request }) => request !== undefined && 'schema' in request);
const named = (routes: readonly RouteDescription[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const);
const urlOf = ({ path }: RouteDescription) => path.replace(/:\w+/g, () => crypto.randomUUID());

async function send(route: RouteDescription, body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await server.ask(route.method, urlOf(route), { as: everyRole, body, headers });
  return { status: response.status, code: (await response.json()).code as string };
}

test('there are requests to try', () => {
  expect(takingJson.length).toBeGreaterThan(12);
});

test.for(named(takingJson))('%s takes nothing but JSON of its form', async ([, route]) => {
  for (const body of ['', 'null', '42', '"teks"', '[]', '{', '{"a":', '{}x', '\u0000', `${'['.repeat(5000)}`]) {
    expect({ body: body.slice(0, 10), ...(await send(route, body)) }).toMatchObject({ status: 400, code: 'malformed' });
  }
});

test.for(named(takingJson))('%s wants to be told that it is JSON', async ([, route]) => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    expect(await send(route, '{}', { 'content-type': type })).toEqual({ status: 415, code: 'wrongMediaType' });
  }
});

test.for(named(takingJson))('%s stops reading a body that is too long', async ([, route]) => {
  const body = JSON.stringify({ a: 'a'.repeat(1_200_000) });
  expect(await send(route, body)).toEqual({ status: 413, code: 'tooLarge' });
});

test.for(named(takingJson))('%s from another site is refused', async ([, route]) => {
  const refused = { status: 403, code: 'crossSite' };
  expect(await send(route, '{}', { 'sec-fetch-site': 'cross-site' })).toEqual(refused);
  expect(await send(route, '{}', { origin: 'https://lain.example' })).toEqual(refused);
});

test('fields of the wrong type are named one by one', async () => {
  const body = { name: 7, userName: 'Spasi di sini', password: 'pendek', roles: ['raja'] };
  const response = await server.ask('POST', '/api/people', { as: everyRole, body });
  const { issues } = await response.json();
  expect(issues.map(({ path }: { path: string }) => path)).toEqual(['name', 'userName', 'password', 'roles.0']);
});

test('fields that this version does not know are let be', async () => {
  const body = {
    name: 'Baru',
    userName: 'masa-depan',
    password: 'rahasia-panjang',
    roles: ['assessor'],
    warna: 'biru',
  };
  expect((await server.ask('POST', '/api/people', { as: everyRole, body })).status).toBe(201);
});

test('text that a database cannot hold is a problem of the request', async () => {
  const body = { name: 'nol \u0000 di tengah' };
  const response = await server.ask('POST', '/api/institutions', { as: everyRole, body });
  expect([response.status, (await response.json()).code]).toEqual([400, 'malformed']);
  expect((await server.ask('GET', '/api/desk?search=%00', { as: everyRole })).status).toBe(400);
  const signIn = { userName: 'a\u0000b', password: 'a\u0000b', device: '\u0000' };
  expect((await server.ask('POST', '/api/session', { body: signIn })).status).toBe(401);
});

test('ids that are none, and cookies that are none, lead nowhere', async () => {
  for (const path of ['/api/visits/x/log', '/api/instruments/x', '/api/visits/%00/report?format=pdf']) {
    expect((await server.ask('GET', path, { as: everyRole })).status).toBe(404);
  }
  for (const cookie of ['tilik=', 'tilik=x', `tilik=${'a'.repeat(43)}`, 'tilik=%00', ';;;']) {
    expect((await server.ask('GET', '/api/session', { as: { ...everyRole, cookie } })).status).toBe(401);
  }
});

test('none of this was a fault of the server', () => {
  expect(server.errors).toEqual([]);
});
