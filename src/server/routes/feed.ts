import { Hono } from 'hono';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { readFeed } from '../visits/feed.ts';

export function feedRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.get('/api/feed', requireSession(deps.db), async (c) =>
    c.json(await readFeed(deps, c.get('signedIn'), c.req.query('after'))),
  );
  return app;
}
