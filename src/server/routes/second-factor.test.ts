import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrganisationId } from '#domain/ids.ts';
import { RecoveryCodes, SecondFactorSecret } from '#protocol/second-factor.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';

const password = 'rahasia-panjang';
let server: TestServer;
let organisation: OrganisationId;
let admin: TestPerson;
let count = 0;
beforeAll(async () => {
  server = await openTestServer();
  organisation = await server.addOrganisation('Perwakilan');
  admin = await server.addPerson(organisation, ['administrator']);
});
afterAll(() => server.close());
beforeEach(() => server.deps.db.query('DELETE FROM sign_in_attempt'));

interface Signed extends TestPerson {
  readonly id: string;
}

async function somebody(): Promise<Signed> {
  count += 1;
  const body = { name: 'Rani', userName: `rani-${count}`, password, roles: ['assessor'] };
  const { id } = await (await server.ask('POST', '/api/people', { as: admin, body })).json();
  const response = await server.ask('POST', '/api/session', { body: { userName: body.userName, password } });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { ...admin, id, userName: body.userName, cookie };
}

/** A code of the app: `steps` half minutes from now. */
function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

async function codeFrom(response: Response): Promise<unknown> {
  return (await response.json()).code;
}

async function begin(as: Signed): Promise<string> {
  const response = await server.ask('POST', '/api/session/second-factor', { as, body: { password } });
  const { secret, uri } = SecondFactorSecret.parse(await response.json());
  expect(uri).toMatch(/^otpauth:\/\/totp\/Tilik%20Perwakilan:rani-\d+\?/);
  return secret;
}

/** In use, by the code of now. That of the next half minute is taken too, whenever the clock moves on in between. */
async function inUse(as: Signed): Promise<{ readonly secret: string; readonly codes: readonly string[] }> {
  const secret = await begin(as);
  const body = { code: codeOf(secret) };
  const response = await server.ask('POST', '/api/session/second-factor/confirm', { as, body });
  return { secret, codes: RecoveryCodes.parse(await response.json()).codes };
}

const signIn = ({ userName }: Signed, code?: string, typed = password) =>
  server.ask('POST', '/api/session', { body: { userName, password: typed, ...(code === undefined ? {} : { code }) } });

test('a second step is asked for only after a code of it was given', async () => {
  const person = await somebody();
  const secret = await begin(person);
  expect((await signIn(person)).status).toBe(200);
  const wrong = await server.ask('POST', '/api/session/second-factor/confirm', {
    as: person,
    body: { code: '000000' },
  });
  expect(await codeFrom(wrong)).toBe('wrongCode');
  expect((await signIn(person)).status).toBe(200);
  await server.ask('POST', '/api/session/second-factor/confirm', { as: person, body: { code: codeOf(secret) } });
  expect(await codeFrom(await signIn(person))).toBe('codeNeeded');
  expect((await signIn(person, codeOf(secret, 1))).status).toBe(200);
});

test('without the right password nothing is said of a second step', async () => {
  const person = await somebody();
  const { secret } = await inUse(person);
  expect(await codeFrom(await signIn(person, undefined, 'tebakan-salah'))).toBe('wrongCredentials');
  expect(await codeFrom(await signIn(person, codeOf(secret, 1), 'tebakan-salah'))).toBe('wrongCredentials');
});

test('a code is good once, also for two who use it at the same moment', async () => {
  const person = await somebody();
  const { secret } = await inUse(person);
  const code = codeOf(secret, 1);
  const answers = await Promise.all([signIn(person, code), signIn(person, code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  expect(await codeFrom(await signIn(person, code))).toBe('wrongCode');
});

test('a code of long ago and one of later are not taken', async () => {
  const person = await somebody();
  const { secret } = await inUse(person);
  for (const steps of [-3, 3]) expect(await codeFrom(await signIn(person, codeOf(secret, steps)))).toBe('wrongCode');
});

test('guesses are limited as those of a password are', async () => {
  const person = await somebody();
  await inUse(person);
  for (let guess = 0; guess < 5; guess++) expect(await codeFrom(await signIn(person, '000000'))).toBe('wrongCode');
  expect(await codeFrom(await signIn(person, '000000'))).toBe('tooManyAttempts');
});

test('a recovery code stands in once, however it is typed; only its hash is kept', async () => {
  const person = await somebody();
  const { codes } = await inUse(person);
  expect(new Set(codes).size).toBe(10);
  const [first = '', second = ''] = codes;
  expect((await signIn(person, ` ${first.replace('-', ' ').toUpperCase()} `)).status).toBe(200);
  expect(await codeFrom(await signIn(person, first))).toBe('wrongCode');
  const state = await server.ask('GET', '/api/session/second-factor', { as: person });
  expect(await state.json()).toMatchObject({ recoveryCodesLeft: 9, since: expect.any(String) });
  const { rows } = await server.deps.db.query<{ text: string }>(
    `SELECT string_agg(r::text, '') AS text FROM recovery_code r`,
  );
  expect(rows[0]?.text).not.toContain(Buffer.from(second.replace('-', '')).toString('hex'));
});

test('it is begun and ended by the password alone, and not begun while one is in use', async () => {
  const person = await somebody();
  const ask = (path: string, typed: string) =>
    server.ask('POST', `/api/session/second-factor${path}`, { as: person, body: { password: typed } });
  expect(await codeFrom(await ask('', 'salah'))).toBe('wrongCredentials');
  await inUse(person);
  expect(await codeFrom(await ask('', password))).toBe('wrongStatus');
  expect(await codeFrom(await ask('/end', 'salah'))).toBe('wrongCredentials');
  expect(await codeFrom(await signIn(person))).toBe('codeNeeded');
  expect((await ask('/end', password)).status).toBe(200);
  expect((await signIn(person)).status).toBe(200);
});

test('an administrator ends it for who lost the device, and of nobody else’s organisation', async () => {
  const person = await somebody();
  await inUse(person);
  const foreign = await server.addPerson(await server.addOrganisation('Lain'), ['administrator']);
  const address = `/api/people/${person.id}/second-factor`;
  expect((await server.ask('DELETE', address, { as: foreign })).status).toBe(404);
  expect(await codeFrom(await signIn(person))).toBe('codeNeeded');
  expect((await server.ask('DELETE', address, { as: admin })).status).toBe(200);
  expect((await signIn(person)).status).toBe(200);
  expect((await server.ask('DELETE', address, { as: admin })).status).toBe(404);
});

test('a one-time link does not go around it', async () => {
  const person = await somebody();
  const { secret } = await inUse(person);
  const made = await server.ask('POST', `/api/people/${person.id}/invitations`, { as: admin });
  const { token } = await made.json();
  const accept = (more: object) =>
    server.ask('POST', '/api/invitations/accept', { body: { token, password: 'yang-baru-sekali', ...more } });
  expect(await codeFrom(await accept({}))).toBe('codeNeeded');
  expect(await codeFrom(await accept({ code: '000000' }))).toBe('wrongCode');
  expect((await accept({ code: codeOf(secret, 1) })).status).toBe(200);
});
