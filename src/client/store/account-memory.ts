import { Session } from '#protocol/session.ts';

/*
 * Who works on this device, outside the database, so that the app opens without a network after one sign-in. It says whose
 * database to open and nothing more; what the server lets this person do is decided by the session's cookie.
 */
const key = 'tilik.account';

export function lastAccount(): Session | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  try {
    const parsed = Session.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function rememberAccount(session: Session): void {
  localStorage.setItem(key, JSON.stringify(session));
}

/** After signing out. What the person has on this device stays, for the next sign-in. */
export function forgetAccount(): void {
  localStorage.removeItem(key);
}
