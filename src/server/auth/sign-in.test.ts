import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OrganisationId, PersonId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { createMigratedDatabase } from '#testing/migrated-database.ts';
import { insertAccount, insertOrganisation, updateMembership } from '../db/accounts.ts';
import type { Database } from '../db/database.ts';
import { deleteDeadSessions, findSignedIn, listSessions } from '../db/sessions.ts';
import { hashPassword } from './password.ts';
import { hashSessionToken } from './session-token.ts';
import { signIn } from './sign-in.ts';

const organisation = OrganisationId.parse(crypto.randomUUID());
const person = PersonId.parse(crypto.randomUUID());
const right = { userName: 'siti', password: 'rahasia-panjang' };
const wrong = { userName: 'siti', password: 'tebakan-salah' };
let db: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await createMigratedDatabase());
  await insertOrganisation(db, organisation, 'Perwakilan');
  const roles: readonly Role[] = ['assessor'];
  const passwordHash = await hashPassword(right.password);
  await insertAccount(db, { organisation, person, name: 'Siti', userName: 'siti', passwordHash, roles });
});
afterAll(() => close());
beforeEach(async () => {
  await db.query('DELETE FROM sign_in_attempt');
  await db.query('DELETE FROM session');
});

test('a right password opens a session, whatever the case of the user name', async () => {
  const { account, token } = await signIn(db, { ...right, userName: ' SITI ' }, '10.0.0.1');
  expect(account).toMatchObject({ person, organisation, roles: ['assessor'] });
  expect(await findSignedIn(db, hashSessionToken(token))).toMatchObject({ person, name: 'Siti' });
});

test('the token itself is nowhere in the database', async () => {
  const { token } = await signIn(db, right, '10.0.0.1');
  const { rows } = await db.query<{ row: string }>('SELECT s::text AS row FROM session s');
  expect(rows).toHaveLength(1);
  const stored = rows[0]?.row ?? '';
  expect(stored).toContain(hashSessionToken(token).toString('hex'));
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
});

test('a wrong password, an unknown user and a deactivated one get the same answer', async () => {
  await expect(signIn(db, wrong, '10.0.0.1')).rejects.toMatchObject({ code: 'wrongCredentials', detail: undefined });
  for (const userName of ['nobody', 'x', '']) {
    await expect(signIn(db, { ...wrong, userName }, '10.0.0.1')).rejects.toMatchObject({
      code: 'wrongCredentials',
      detail: undefined,
    });
  }
  await updateMembership(db, organisation, person, { isActive: false });
  await expect(signIn(db, right, '10.0.0.2')).rejects.toMatchObject({ code: 'wrongCredentials', detail: undefined });
  await updateMembership(db, organisation, person, { isActive: true });
});

test('the sixth attempt at a name from one address is refused even with the right password', async () => {
  for (let attempt = 1; attempt <= 5; attempt++) {
    await expect(signIn(db, wrong, '10.0.0.1')).rejects.toMatchObject({ code: 'wrongCredentials' });
  }
  const refused = await signIn(db, right, '10.0.0.1').catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'tooManyAttempts' });
  expect(refused).toHaveProperty('retryAfterSeconds', expect.closeTo(900, -2));
  await expect(signIn(db, right, '10.0.0.2')).resolves.toMatchObject({ account: { person } });
});

test('guesses sent at the same moment are all counted', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => signIn(db, wrong, '10.0.0.1').catch((error: { code: string }) => error.code)),
  );
  expect(answers.filter((code) => code === 'wrongCredentials')).toHaveLength(5);
  expect(answers.filter((code) => code === 'tooManyAttempts')).toHaveLength(7);
});

test('names that nobody has are limited like the others, so that the limit tells nothing', async () => {
  const ghost = { ...wrong, userName: 'tidak-ada' };
  for (let attempt = 1; attempt <= 5; attempt++) {
    await expect(signIn(db, ghost, '10.0.0.1')).rejects.toMatchObject({ code: 'wrongCredentials' });
  }
  await expect(signIn(db, ghost, '10.0.0.1')).rejects.toMatchObject({ code: 'tooManyAttempts' });
});

test('an address that tries many names is refused', async () => {
  await expect(signIn(db, wrong, '10.0.0.9')).rejects.toMatchObject({ code: 'wrongCredentials' });
  await db.query(`UPDATE sign_in_attempt SET attempts = 60 WHERE kind = 'address'`);
  await expect(signIn(db, right, '10.0.0.9')).rejects.toMatchObject({ code: 'tooManyAttempts' });
});

test('a new window forgets the attempts of the old one', async () => {
  for (let attempt = 1; attempt <= 6; attempt++) await signIn(db, wrong, '10.0.0.1').catch(() => undefined);
  await db.query(`UPDATE sign_in_attempt SET window_started_at = now() - interval '16 minutes'`);
  await expect(signIn(db, right, '10.0.0.1')).resolves.toMatchObject({ account: { person } });
});

test('signing in takes back what was counted for it', async () => {
  for (let round = 1; round <= 8; round++) {
    await signIn(db, wrong, '10.0.0.1').catch(() => undefined);
    await signIn(db, right, '10.0.0.1');
  }
  const { rows } = await db.query('SELECT kind, attempts FROM sign_in_attempt ORDER BY kind');
  expect(rows).toEqual([
    { kind: 'address', attempts: 8 },
    { kind: 'name', attempts: 8 },
    { kind: 'pair', attempts: 0 },
  ]);
});

test('a hash of weaker parameters is replaced at the next sign-in', async () => {
  const { hash } = await import('@node-rs/argon2');
  const weak = await hash(right.password, { memoryCost: 8192, timeCost: 1 });
  await db.query('UPDATE person SET password_hash = $1', [weak]);
  await signIn(db, right, '10.0.0.1');
  const { rows } = await db.query<{ hash: string }>('SELECT password_hash AS hash FROM person');
  expect(rows[0]?.hash).toMatch(/\$m=19456,t=2,p=1\$/);
  await expect(signIn(db, right, '10.0.0.1')).resolves.toMatchObject({ account: { person } });
});

test('a session ends when it is idle too long, and at the latest at its end', async () => {
  const idle = await signIn(db, right, '10.0.0.1');
  await db.query(`UPDATE session SET last_seen_at = now() - interval '61 days'`);
  expect(await findSignedIn(db, hashSessionToken(idle.token))).toBeNull();
  const old = await signIn(db, right, '10.0.0.1');
  await db.query('UPDATE session SET expires_at = now()');
  expect(await findSignedIn(db, hashSessionToken(old.token))).toBeNull();
  expect(await listSessions(db, organisation, person)).toEqual([]);
  await deleteDeadSessions(db);
  expect((await db.query('SELECT 1 FROM session')).rows).toEqual([]);
});

test('who is deactivated is signed out at once, and roles are those of now', async () => {
  const { token } = await signIn(db, right, '10.0.0.1');
  await updateMembership(db, organisation, person, { roles: ['supervisor'] });
  expect(await findSignedIn(db, hashSessionToken(token))).toMatchObject({ roles: ['supervisor'] });
  await updateMembership(db, organisation, person, { isActive: false });
  expect(await findSignedIn(db, hashSessionToken(token))).toBeNull();
  await updateMembership(db, organisation, person, { isActive: true, roles: ['assessor'] });
});
