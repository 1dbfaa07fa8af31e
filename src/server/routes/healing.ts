import { Hono } from 'hono';
import { type HealingNotes, HealRequest, type ServerKey } from '#protocol/healing.ts';
import { Problem } from '#protocol/problems.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { findNotes } from '../db/healing.ts';
import { findVisit } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import { healVisit } from '../visits/healing/heal-visit.ts';
import { visitOf } from '../visits/visit-access.ts';

/** The lines that one request carries at most, and what is around them. */
const maxBytes = 2 * 1024 * 1024;

/** What brings a server back that was restored from an older archive, and what it then has to tell. */
export function healingRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const { db, identity } = deps;

  app.get('/api/server-key', (c) =>
    c.json({ kind: 'server-key', epoch: identity.epoch, publicKey: identity.publicKey } satisfies ServerKey),
  );

  // From anyone of the organisation: that the lines are this server's own is proven by its signature, not by who brings them.
  app.post('/api/visits/:visit/heal', requireSession(db), async (c) => {
    const visit = visitOf(c.req.param('visit'));
    return c.json(await healVisit(deps, c.get('signedIn'), visit, await readJson(c, HealRequest, { maxBytes })));
  });

  app.get('/api/visits/:visit/healing', requireSession(db), requireRole('supervisor', 'administrator'), async (c) => {
    const { organisation } = c.get('signedIn');
    const visit = visitOf(c.req.param('visit'));
    if ((await findVisit(db, organisation, visit)) === null) throw new Problem('notFound');
    const notes = await findNotes(db, organisation, visit);
    return c.json({ kind: 'healing-notes', notes: [...notes] } satisfies HealingNotes);
  });

  return app;
}
