import { type Context, Hono } from 'hono';
import { PasswordChange, SignInRequest } from '#protocol/account.ts';
import { Problem } from '#protocol/problems.ts';
import type { Session } from '#protocol/session.ts';
import { checkOwnPassword } from '../auth/check-own-password.ts';
import { clientAddress } from '../auth/client-address.ts';
import { hashChosenPassword } from '../auth/known-password.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { clearSessionCookie, writeSessionCookie } from '../auth/session-cookie.ts';
import { type OpenedSession, signIn } from '../auth/sign-in.ts';
import { insertRefusedSignIn } from '../db/access-log.ts';
import { type Account, updatePassword } from '../db/accounts.ts';
import { deleteSession, deleteSessionsOf } from '../db/sessions.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';

export function sessionRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const { db, trustProxy } = deps;
  const app = new Hono<SignedInEnv>();

  app.post('/api/session', async (c) => {
    const request = await readJson(c, SignInRequest);
    const address = clientAddress(c, { trustProxy });
    const opened = await signIn(db, request, address).catch(async (error: unknown) => {
      // Others are no guess, or are turned away in any number.
      const isGuess = error instanceof Problem && (error.code === 'wrongCredentials' || error.code === 'wrongCode');
      if (isGuess) await insertRefusedSignIn(db, request.userName.trim().toLowerCase(), address.slice(0, 100));
      throw error;
    });
    return c.json(openedReply(c, opened));
  });

  app.get('/api/session', requireSession(db), (c) => c.json(sessionBody(c.get('signedIn'))));

  app.delete('/api/session', requireSession(db), async (c) => {
    const { organisation, person, session } = c.get('signedIn');
    await deleteSession(db, organisation, session, person);
    clearSessionCookie(c);
    return c.json({ kind: 'done' });
  });

  app.patch('/api/session/password', requireSession(db), async (c) => {
    const { current, next } = await readJson(c, PasswordChange);
    const signedIn = c.get('signedIn');
    const { organisation, person, session } = signedIn;
    await checkOwnPassword(c, deps, signedIn, current);
    const hash = await hashChosenPassword(next, [signedIn.name, signedIn.userName]);
    await db.transaction(async (tx) => {
      await updatePassword(tx, organisation, person, hash);
      await deleteSessionsOf(tx, organisation, person, session);
    });
    return c.json({ kind: 'done' });
  });

  return app;
}

/** Sets the cookie of a session just opened and gives the body to answer with. */
export function openedReply(c: Context, opened: OpenedSession): Session {
  c.set('opened', opened.account);
  writeSessionCookie(c, opened.token, opened.maxAgeSeconds);
  return sessionBody(opened.account);
}

function sessionBody(account: Account): Session {
  return {
    kind: 'session',
    person: { id: account.person, name: account.name, userName: account.userName },
    organisation: { id: account.organisation, name: account.organisationName },
    roles: [...account.roles],
  };
}
