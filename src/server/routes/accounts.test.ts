import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrganisationId } from '#domain/ids.ts';
import { Directory } from '#protocol/directory.ts';
import { Session } from '#protocol/session.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';

const password = 'rahasia-panjang';
let server: TestServer;
let organisation: OrganisationId;
let admin: TestPerson;
let assessor: TestPerson;

beforeAll(async () => {
  server = await openTestServer();
  organisation = await server.addOrganisation('Perwakilan');
  admin = await server.addPerson(organisation, ['administrator']);
  assessor = await server.addPerson(organisation, ['assessor']);
});
afterAll(() => server.close());
beforeEach(() => server.deps.db.query('DELETE FROM sign_in_attempt'));

async function addUser(userName: string): Promise<string> {
  const body = { name: 'Baru', userName, password, roles: ['assessor', 'assessor'] };
  const response = await server.ask('POST', '/api/people', { as: admin, body });
  expect(response.status).toBe(201);
  const person = await response.json();
  expect(person).toMatchObject({ name: 'Baru', userName, roles: ['assessor'], isActive: true });
  return person.id;
}

const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const asCookie = (cookie: string): TestPerson => ({ ...assessor, cookie });

test('signing in sets a cookie that only requests of our own pages carry', async () => {
  await addUser('kuki');
  const response = await server.ask('POST', '/api/session', {
    body: { userName: 'kuki', password, device: 'Tablet 1' },
  });
  expect(response.status).toBe(200);
  expect(Session.parse(await response.json())).toMatchObject({ person: { userName: 'kuki' }, roles: ['assessor'] });
  const cookie = response.headers.get('set-cookie');
  expect(cookie).toMatch(/^tilik=[\w-]{43};/);
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Strict');
  expect(cookie).toContain('Path=/');
  expect(cookie).not.toContain('Secure');
  const session = await server.ask('GET', '/api/session', { as: asCookie(cookieOf(response)) });
  expect(Session.parse(await session.json()).organisation).toEqual({ id: organisation, name: 'Perwakilan' });
});

test('over https the cookie is Secure and bound to the host', async () => {
  await addUser('aman');
  const response = await server.app.request('https://tilik.example/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'aman', password }),
  });
  expect(response.headers.get('set-cookie')).toMatch(/^__Host-tilik=[\w-]{43};.*Secure/);
});

test('signing out ends the session on the server', async () => {
  await addUser('keluar');
  const cookie = cookieOf(await server.ask('POST', '/api/session', { body: { userName: 'keluar', password } }));
  expect((await server.ask('DELETE', '/api/session', { as: asCookie(cookie) })).status).toBe(200);
  expect((await server.ask('GET', '/api/session', { as: asCookie(cookie) })).status).toBe(401);
});

test('too many attempts are answered with when to try again', async () => {
  const body = { userName: 'tidak-ada', password: 'salah' };
  for (let attempt = 1; attempt <= 5; attempt++) {
    const response = await server.ask('POST', '/api/session', { body });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'wrongCredentials' });
  }
  const response = await server.ask('POST', '/api/session', { body });
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(800);
});

test('changing one’s password needs the old one and ends the other sessions', async () => {
  await addUser('ganti');
  const signIn = async (secret: string) =>
    server.ask('POST', '/api/session', { body: { userName: 'ganti', password: secret } });
  const [here, there] = [cookieOf(await signIn(password)), cookieOf(await signIn(password))];
  const change = (current: string) =>
    server.ask('PATCH', '/api/session/password', { as: asCookie(here), body: { current, next: 'rahasia-yang-baru' } });
  expect(await (await change('salah-sekali')).json()).toMatchObject({ code: 'wrongCredentials' });
  expect((await change(password)).status).toBe(200);
  expect((await server.ask('GET', '/api/session', { as: asCookie(here) })).status).toBe(200);
  expect((await server.ask('GET', '/api/session', { as: asCookie(there) })).status).toBe(401);
  expect((await signIn(password)).status).toBe(401);
  expect((await signIn('rahasia-yang-baru')).status).toBe(200);
});

test('everyone sees and ends their own sessions; an administrator anyone’s of the organisation', async () => {
  await addUser('sesi');
  const cookie = cookieOf(
    await server.ask('POST', '/api/session', { body: { userName: 'sesi', password, device: 'Tablet 7' } }),
  );
  const own = await (await server.ask('GET', '/api/sessions', { as: asCookie(cookie) })).json();
  expect(own.sessions).toEqual([expect.objectContaining({ device: 'Tablet 7', isCurrent: true })]);
  const [{ id }] = own.sessions;
  expect((await server.ask('DELETE', `/api/sessions/${id}`, { as: assessor })).status).toBe(404);
  expect((await server.ask('DELETE', `/api/sessions/${id}`, { as: admin })).status).toBe(200);
  expect((await server.ask('GET', '/api/session', { as: asCookie(cookie) })).status).toBe(401);
  expect((await server.ask('GET', `/api/sessions?person=${admin.person}`, { as: assessor })).status).toBe(403);
});

test('a user name is taken once, in any organisation', async () => {
  await addUser('sekali');
  const other = await server.addOrganisation('Lain');
  const stranger = await server.addPerson(other, ['administrator']);
  const body = { name: 'Dua', userName: 'SEKALI', password, roles: ['assessor'] };
  const response = await server.ask('POST', '/api/people', { as: stranger, body });
  expect([response.status, (await response.json()).code]).toEqual([409, 'nameTaken']);
});

test('a deactivated person is signed out at once and cannot sign in', async () => {
  const id = await addUser('berhenti');
  const cookie = cookieOf(await server.ask('POST', '/api/session', { body: { userName: 'berhenti', password } }));
  const response = await server.ask('PATCH', `/api/people/${id}`, { as: admin, body: { isActive: false } });
  expect(await response.json()).toMatchObject({ isActive: false });
  expect((await server.ask('GET', '/api/session', { as: asCookie(cookie) })).status).toBe(401);
  expect((await server.ask('POST', '/api/session', { body: { userName: 'berhenti', password } })).status).toBe(401);
});

test('the last active administrator stays one, even when two dismiss each other at once', async () => {
  const place = await server.addOrganisation('Berdua');
  const [one, two] = [
    await server.addPerson(place, ['administrator']),
    await server.addPerson(place, ['administrator']),
  ];
  const dismiss = (as: TestPerson, whom: TestPerson) =>
    server.ask('PATCH', `/api/people/${whom.person}`, { as, body: { roles: ['assessor'] } });
  const statuses = (await Promise.all([dismiss(one, two), dismiss(two, one)])).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 403]);
});

test('an administrator reaches nobody of another organisation', async () => {
  const stranger = await server.addPerson(await server.addOrganisation('Asing'), ['administrator']);
  const response = await server.ask('PATCH', `/api/people/${assessor.person}`, {
    as: stranger,
    body: { name: 'Direbut' },
  });
  expect(response.status).toBe(404);
  const directory = Directory.parse(await (await server.ask('GET', '/api/directory', { as: stranger })).json());
  expect(directory.people.map(({ id }) => id)).toEqual([stranger.person]);
});

test('the directory holds what a tablet needs, and instruments come by their hash for ever', async () => {
  const created = await server.ask('POST', '/api/offices', {
    as: admin,
    body: { name: 'DPMPTSP Kota Cilegon', address: 'Jl. Jenderal Sudirman', regency: '36.72' },
  });
  expect(created.status).toBe(201);
  const office = await created.json();
  const directory = Directory.parse(await (await server.ask('GET', '/api/directory', { as: assessor })).json());
  expect(directory.offices).toContainEqual(office);
  expect(directory.institutions).toContainEqual({
    id: office.institution,
    name: 'Pemerintah Kota Cilegon',
    regency: '36.72',
  });
  const hash = directory.instruments[0]?.hash ?? '';
  const response = await server.ask('GET', `/api/instruments/${hash}`, { as: assessor });
  expect(response.headers.get('cache-control')).toContain('immutable');
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  expect(Buffer.from(digest).toString('hex')).toBe(hash);
  const edited = await server.ask('PATCH', `/api/offices/${office.id}`, { as: admin, body: { address: 'Jl. Baru' } });
  expect(await edited.json()).toEqual({ ...office, address: 'Jl. Baru' });
});

test('the regencies are searched by name', async () => {
  const response = await server.ask('GET', '/api/regencies?search=kota+kupang', { as: assessor });
  expect((await response.json()).regencies[0]).toMatchObject({ name: 'Kota Kupang', timeZone: 'Asia/Makassar' });
});
