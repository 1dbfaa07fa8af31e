import { Hono } from 'hono';
import * as z from 'zod/mini';
import { PersonId } from '#domain/ids.ts';
import type { SessionList } from '#protocol/account.ts';
import { Problem } from '#protocol/problems.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { clearSessionCookie } from '../auth/session-cookie.ts';
import { deleteSession, listSessions, type SignedIn } from '../db/sessions.ts';
import type { ServerDeps } from '../deps.ts';

/** One's own sessions; an administrator sees and ends those of anyone in the organisation. */
export function sessionsRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.get('/api/sessions', requireSession(db), async (c) => {
    const signedIn = c.get('signedIn');
    const person = personAskedFor(signedIn, c.req.query('person'));
    const sessions = await listSessions(db, signedIn.organisation, person);
    return c.json({
      kind: 'sessions',
      sessions: sessions.map(({ id, device, createdAt, lastSeenAt }) => ({
        id,
        device,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        isCurrent: id === signedIn.session,
      })),
    } satisfies SessionList);
  });

  app.delete('/api/sessions/:session', requireSession(db), async (c) => {
    const signedIn = c.get('signedIn');
    const id = z.uuid().safeParse(c.req.param('session'));
    const owner = signedIn.roles.includes('administrator') ? null : signedIn.person;
    if (!id.success || !(await deleteSession(db, signedIn.organisation, id.data, owner))) throw new Problem('notFound');
    if (id.data === signedIn.session) clearSessionCookie(c);
    return c.json({ kind: 'done' });
  });

  return app;
}

function personAskedFor(signedIn: SignedIn, asked: string | undefined): PersonId {
  if (asked === undefined || asked === signedIn.person) return signedIn.person;
  if (!signedIn.roles.includes('administrator')) {
    throw new Problem('notAllowed', { detail: "Only an administrator sees another person's sessions." });
  }
  const person = PersonId.safeParse(asked);
  if (!person.success) throw new Problem('notFound');
  return person.data;
}
