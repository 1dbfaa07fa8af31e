import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrganisationId } from '#domain/ids.ts';
import { Invitation } from '#protocol/invitations.ts';
import { Session } from '#protocol/session.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';

const password = 'rahasia-panjang';
let server: TestServer;
let organisation: OrganisationId;
let admin: TestPerson;
beforeAll(async () => {
  server = await openTestServer();
  organisation = await server.addOrganisation('Perwakilan');
  admin = await server.addPerson(organisation, ['administrator']);
});
afterAll(() => server.close());

async function invite(person: string): Promise<string> {
  const response = await server.ask('POST', `/api/people/${person}/invitations`, { as: admin });
  expect(response.status).toBe(201);
  return Invitation.parse(await response.json()).token;
}

const look = (token: string) => server.ask('POST', '/api/invitations/look', { body: { token } });
const accept = (token: string, chosen = password) =>
  server.ask('POST', '/api/invitations/accept', { body: { token, password: chosen, device: 'Tablet 2' } });
const signIn = (userName: string, typed: string) =>
  server.ask('POST', '/api/session', { body: { userName, password: typed } });

async function codeOf(response: Response): Promise<unknown> {
  return (await response.json()).code;
}

test('a person added without a password chooses one by the link, and is signed in', async () => {
  const body = { name: 'Rani', userName: 'rani', roles: ['assessor'] };
  const { id } = await (await server.ask('POST', '/api/people', { as: admin, body })).json();
  const token = await invite(id);
  expect(await (await look(token)).json()).toMatchObject({
    name: 'Rani',
    userName: 'rani',
    organisation: 'Perwakilan',
  });
  const accepted = await accept(token);
  expect(Session.parse(await accepted.json())).toMatchObject({ person: { id, userName: 'rani' } });
  expect(accepted.headers.get('set-cookie')).toContain('HttpOnly');
  expect((await signIn('rani', password)).status).toBe(200);
});

test('a link works once, also for two who use it at the same moment', async () => {
  const person = await server.addPerson(organisation, ['assessor']);
  const token = await invite(person.person);
  const answers = await Promise.all([accept(token, 'kata-sandi-satu'), accept(token, 'kata-sandi-dua')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  const first = answers[0]?.status === 200 ? 'kata-sandi-satu' : 'kata-sandi-dua';
  expect((await signIn(person.userName, first)).status).toBe(200);
  expect(await codeOf(await look(token))).toBe('invitationOver');
});

test('a new link ends the one before, and using it ends the sessions', async () => {
  const person = await server.addPerson(organisation, ['assessor']);
  const [first, second] = [await invite(person.person), await invite(person.person)];
  expect(await codeOf(await accept(first))).toBe('invitationOver');
  expect((await server.ask('GET', '/api/session', { as: person })).status).toBe(200);
  expect((await accept(second)).status).toBe(200);
  expect((await server.ask('GET', '/api/session', { as: person })).status).toBe(401);
});

test('an expired link, one of who may no longer sign in, and one that nobody made say the same', async () => {
  const { db } = server.deps;
  const [late, gone] = [
    await server.addPerson(organisation, ['assessor']),
    await server.addPerson(organisation, ['assessor']),
  ];
  const [lateLink, goneLink] = [await invite(late.person), await invite(gone.person)];
  await db.query(`UPDATE invitation SET expires_at = now() - interval '1 second' WHERE person = $1`, [late.person]);
  await server.ask('PATCH', `/api/people/${gone.person}`, { as: admin, body: { isActive: false } });
  const answers = await Promise.all(
    [lateLink, goneLink, 'A'.repeat(43)].map(async (token) => (await accept(token)).json()),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ code: 'invitationOver', status: 410 });
  const again = await server.ask('POST', `/api/people/${gone.person}/invitations`, { as: admin });
  expect(await codeOf(again)).toBe('notFound');
});

test('only the hash of a link is kept', async () => {
  const person = await server.addPerson(organisation, ['assessor']);
  const token = await invite(person.person);
  const { rows } = await server.deps.db.query<{ text: string }>(
    'SELECT string_agg(i::text, $1) AS text FROM invitation i',
    [''],
  );
  expect(rows[0]?.text).not.toContain(token);
  expect(rows[0]?.text).not.toContain(Buffer.from(token).toString('hex'));
});

test('a password that is too short is refused and the link stays good', async () => {
  const person = await server.addPerson(organisation, ['assessor']);
  const token = await invite(person.person);
  expect(await codeOf(await accept(token, 'pendek'))).toBe('malformed');
  expect((await accept(token)).status).toBe(200);
});
