import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { Problem } from '#protocol/problems.ts';
import type { Account } from '../db/accounts.ts';
import type { Queryable } from '../db/database.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  findSecondFactor,
  type StoredSecondFactor,
  useRecoveryCode,
  useStep,
} from '../db/second-factors.ts';

const periodSeconds = 30;
/** Clocks of phones differ by half a minute. */
const window = 1;
const recoveryCount = 10;

/** What every authenticator app takes: SHA-1, six digits, thirty seconds. */
function totpOf({ userName, organisationName }: Account, secret: Buffer): TOTP {
  return new TOTP({
    issuer: `Tilik ${organisationName}`,
    label: userName,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
    period: periodSeconds,
  });
}

/** Begins anew; nothing is asked of the person until a code of it was given. @throws Problem `wrongStatus` where one counts already. */
export async function beginFor(
  db: Queryable,
  account: Account,
): Promise<{ readonly uri: string; readonly secret: string }> {
  const secret = randomBytes(20);
  if (!(await beginSecondFactor(db, account.organisation, account.person, secret)))
    throw new Problem('wrongStatus', { detail: 'A second step is in use already. End it first.' });
  const totp = totpOf(account, secret);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/** @returns the recovery codes, told this once. @throws Problem `wrongCode` */
export async function confirmFor(tx: Queryable, account: Account, code: string, now: Date): Promise<readonly string[]> {
  const { organisation, person } = account;
  const stored = await findSecondFactor(tx, organisation, person);
  if (stored === null || stored.confirmedAt !== null) throw new Problem('wrongStatus');
  if (!(await isTimedCode(tx, account, stored, plain(code), now))) throw new Problem('wrongCode');
  const codes = Array.from({ length: recoveryCount }, newRecoveryCode);
  await confirmSecondFactor(
    tx,
    organisation,
    person,
    codes.map((one) => hashOf(plain(one))),
  );
  return codes;
}

/**
 * The second step of a sign-in, after the right password. Persons without one pass.
 * @throws Problem `codeNeeded` without a code, `wrongCode` with one that does not fit
 */
export async function checkSecondFactor(
  db: Queryable,
  account: Account,
  code: string | undefined,
  now: Date,
): Promise<void> {
  const { organisation, person } = account;
  const stored = await findSecondFactor(db, organisation, person);
  if (stored === null || stored.confirmedAt === null) return;
  if (code === undefined) throw new Problem('codeNeeded');
  const typed = plain(code);
  if (await isTimedCode(db, account, stored, typed, now)) return;
  if (await useRecoveryCode(db, organisation, person, hashOf(typed))) return;
  throw new Problem('wrongCode');
}

async function isTimedCode(
  db: Queryable,
  account: Account,
  { secret }: StoredSecondFactor,
  typed: string,
  now: Date,
): Promise<boolean> {
  if (!/^\d{6}$/.test(typed)) return false;
  const delta = totpOf(account, secret).validate({ token: typed, timestamp: now.getTime(), window });
  if (delta === null) return false;
  const step = Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
  return await useStep(db, account.organisation, account.person, step);
}

/** 50 random bits as two groups of five letters and digits that are not mistaken for each other. */
function newRecoveryCode(): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz';
  const text = Array.from(randomBytes(10), (byte) => letters[byte % letters.length]).join('');
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

function plain(code: string): string {
  return code.toLowerCase().replaceAll(/[\s-]/g, '');
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
