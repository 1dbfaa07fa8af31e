import type { Context } from 'hono';
import { Problem } from '#protocol/problems.ts';
import { type Account, findPasswordHash } from '../db/accounts.ts';
import type { ServerDeps } from '../deps.ts';
import { clientAddress } from './client-address.ts';
import { checkPassword } from './password.ts';
import { countPasswordCheck } from './sign-in.ts';

/**
 * Asks somebody who is signed in for the password again, within the limits of a sign-in.
 * @throws Problem `wrongCredentials` or `tooManyAttempts`
 */
export async function checkOwnPassword(
  c: Context,
  { db, trustProxy }: Pick<ServerDeps, 'db' | 'trustProxy'>,
  account: Account,
  password: string,
): Promise<void> {
  const forgive = await countPasswordCheck(db, account, clientAddress(c, { trustProxy }));
  const stored = await findPasswordHash(db, account.organisation, account.person);
  if (!(await checkPassword(stored, password)).isRight) throw new Problem('wrongCredentials');
  await forgive();
}
