import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Role } from '#domain/visit/permissions.ts';
import { Problem } from '#protocol/problems.ts';
import type { Queryable } from '../db/database.ts';
import { findSignedIn, type SignedIn, touchSession } from '../db/sessions.ts';
import { readSessionCookie } from './session-cookie.ts';
import { hashSessionToken, isSessionToken } from './session-token.ts';

/** What a handler behind `requireSession` reads with `c.get('signedIn')`. */
export interface SignedInEnv {
  Variables: { signedIn: SignedIn };
}

/** Lets a request through only with a living session; its roles and membership are read anew each time. */
export function requireSession(db: Queryable): MiddlewareHandler<SignedInEnv> {
  return createMiddleware<SignedInEnv>(async (c, next) => {
    const signedIn = await findSession(db, c);
    if (signedIn === null) throw new Problem('signedOut');
    c.set('signedIn', signedIn);
    await next();
  });
}

/** After `requireSession`: one of these roles must be among the person's. */
export function requireRole(...roles: readonly Role[]): MiddlewareHandler<SignedInEnv> {
  return createMiddleware<SignedInEnv>(async (c, next) => {
    const has = c.get('signedIn').roles;
    if (!roles.some((role) => has.includes(role))) {
      throw new Problem('notAllowed', { detail: `This needs the role ${roles.join(' or ')}.` });
    }
    await next();
  });
}

async function findSession(db: Queryable, c: Context): Promise<SignedIn | null> {
  const token = readSessionCookie(c);
  if (token === undefined || !isSessionToken(token)) return null;
  const signedIn = await findSignedIn(db, hashSessionToken(token));
  if (signedIn !== null && !signedIn.isSeenLately) await touchSession(db, signedIn.organisation, signedIn.session);
  return signedIn;
}
