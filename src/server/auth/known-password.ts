import { dictionary } from '@zxcvbn-ts/language-common';
import { Problem } from '#protocol/problems.ts';
import { hashPassword } from './password.ts';

/** Passwords that leaks have shown to be chosen by many; those long enough for our rule are some fifteen hundred. */
const common: ReadonlySet<string> = new Set(dictionary['passwords-common']);
/** What people here add: greetings and words of the place, seen alone or with digits behind. */
const local: ReadonlySet<string> = new Set([
  'bismillah',
  'indonesia',
  'ombudsman',
  'dpmptsp',
  'katasandi',
  'rahasia',
  'tilik',
]);

/**
 * Hashes a password that somebody has just chosen.
 * @param names of the person and the account: a password made of them is guessed first
 * @throws Problem `knownPassword`
 */
export async function hashChosenPassword(password: string, names: readonly string[]): Promise<string> {
  if (isKnownPassword(password, names))
    throw new Problem('knownPassword', { detail: 'The password is a common one, or is made of the person’s names.' });
  return await hashPassword(password);
}

export function isKnownPassword(password: string, names: readonly string[]): boolean {
  const typed = password.normalize('NFKC').toLowerCase();
  const letters = typed.replaceAll(/[^\p{L}]/gu, '');
  const isOneSign = new Set(typed).size <= 2;
  const candidates = [typed, typed.replace(/[^\p{L}]+$/u, ''), letters];
  return isOneSign || candidates.some((text) => common.has(text) || local.has(text) || isMadeOf(text, names));
}

/** "Siti Rahmawati" stands for siti, rahmawati and sitirahmawati. */
function isMadeOf(text: string, names: readonly string[]): boolean {
  return names.some((name) => {
    const parts: readonly string[] = name.toLowerCase().match(/\p{L}+/gu) ?? [];
    return text !== '' && (text === parts.join('') || parts.includes(text));
  });
}
