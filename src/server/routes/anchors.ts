import { Hono } from 'hono';
import type { AnchorList } from '#protocol/anchors.ts';
import { makeAnchor } from '../audit/make-anchor.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { listAnchors } from '../db/anchors.ts';
import type { ServerDeps } from '../deps.ts';

const shown = 60;

/** Digests to be printed and kept where the server's administrators do not reach. */
export function anchorsRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const gate = [requireSession(deps.db), requireRole('administrator')] as const;

  app.get('/api/anchors', ...gate, async (c) => {
    const anchors = await listAnchors(deps.db, c.get('signedIn').organisation, shown);
    return c.json({
      kind: 'anchors',
      anchors: anchors.map(({ n, at, digest, heads }) => ({ n, at: at.toISOString(), digest, visits: heads })),
    } satisfies AnchorList);
  });

  app.post('/api/anchors', ...gate, async (c) => {
    await makeAnchor(deps, c.get('signedIn').organisation);
    return c.json({ kind: 'done' });
  });

  return app;
}
