import { createHash } from 'node:crypto';
import { type SignInRequest, UserName } from '#protocol/account.ts';
import { Problem } from '#protocol/problems.ts';
import { type Account, findAccountByUserName, updatePassword } from '../db/accounts.ts';
import type { Queryable } from '../db/database.ts';
import { deleteDeadSessions, insertSession } from '../db/sessions.ts';
import { type AttemptKey, countAttempt, deleteOldAttempts, forgiveAttempt } from '../db/sign-in-attempts.ts';
import { checkPassword, hashPassword } from './password.ts';
import { checkSecondFactor } from './second-factor.ts';
import { sessionLifeOf } from './session-life.ts';
import { hashSessionToken, newSessionToken } from './session-token.ts';

const windowSeconds = 15 * 60;

/**
 * How many attempts a window allows. A pair of user name and address is the strict one; the name alone is looser, so that a
 * stranger cannot lock a person out from elsewhere; an address may stand for a whole office.
 */
const allowed = { pair: 5, name: 30, address: 60 } as const;

export interface OpenedSession {
  readonly account: Account;
  readonly token: string;
  readonly maxAgeSeconds: number;
}

/** Checks user name and password and opens a session. Who does not exist and who was deactivated get the same answer. */
export async function signIn(db: Queryable, request: SignInRequest, address: string): Promise<OpenedSession> {
  const userName = UserName.safeParse(request.userName);
  const name = userName.success ? userName.data : request.userName.trim().toLowerCase();
  const keys = attemptKeys(name, address);
  refuseTooMany(await countAttempt(db, keys, windowSeconds));

  const found = userName.success ? await findAccountByUserName(db, userName.data) : null;
  const { isRight, needsRehash } = await checkPassword(found?.passwordHash ?? null, request.password);
  if (found === null || !isRight || !found.account.isActive) throw new Problem('wrongCredentials');

  const { account } = found;
  await checkSecondFactor(db, account, request.code, new Date());
  if (needsRehash) await updatePassword(db, account.organisation, account.person, await hashPassword(request.password));
  await forgiveAttempt(db, keys);
  await deleteOldAttempts(db, 24 * 3600);
  await deleteDeadSessions(db);
  return openSession(db, account, request.device ?? '');
}

export async function openSession(db: Queryable, account: Account, device: string): Promise<OpenedSession> {
  const token = newSessionToken();
  const { idleDays, absoluteDays } = sessionLifeOf(account.roles);
  await insertSession(db, {
    organisation: account.organisation,
    person: account.person,
    tokenHash: hashSessionToken(token),
    device: device.slice(0, 200),
    idleDays,
    absoluteDays,
  });
  return { account, token, maxAgeSeconds: absoluteDays * 86_400 };
}

/** The same limits for a signed-in person who is asked for the password again. */
export async function countPasswordCheck(
  db: Queryable,
  account: Account,
  address: string,
): Promise<() => Promise<void>> {
  const keys = attemptKeys(account.userName, address);
  refuseTooMany(await countAttempt(db, keys, windowSeconds));
  return () => forgiveAttempt(db, keys);
}

function refuseTooMany(counted: Awaited<ReturnType<typeof countAttempt>>): void {
  const over = counted.filter(({ kind, attempts }) => attempts > allowed[kind]);
  if (over.length === 0) return;
  const seconds = Math.max(1, ...over.map(({ secondsLeft }) => Math.ceil(secondsLeft)));
  throw new Problem('tooManyAttempts', { detail: `Try again in ${seconds} s.`, retryAfterSeconds: seconds });
}

function attemptKeys(userName: string, address: string): readonly AttemptKey[] {
  return [
    { kind: 'address', subject: digest(address) },
    { kind: 'name', subject: digest(userName) },
    { kind: 'pair', subject: digest(`${userName}\n${address}`) },
  ];
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
