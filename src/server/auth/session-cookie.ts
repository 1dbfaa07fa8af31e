import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isHttps } from '../http/secure-transport.ts';

/**
 * Over https the cookie carries the prefix that keeps a neighbouring host from setting it; plain http is for localhost only,
 * where browsers would not take the prefix.
 */
const names = { secure: '__Host-tilik', plain: 'tilik' } as const;

function nameFor(c: Context): string {
  return isHttps(c) ? names.secure : names.plain;
}

export function readSessionCookie(c: Context): string | undefined {
  return getCookie(c, nameFor(c));
}

export function writeSessionCookie(c: Context, token: string, maxAgeSeconds: number): void {
  setCookie(c, nameFor(c), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isHttps(c),
    maxAge: maxAgeSeconds,
  });
}

export function clearSessionCookie(c: Context): void {
  deleteCookie(c, nameFor(c), { path: '/', secure: isHttps(c) });
}
