import { Hono } from 'hono';
import { DecisionRequest } from '#protocol/sync.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import { decideHeld } from '../visits/decide-held.ts';
import { visitOf } from '../visits/visit-access.ts';

export function decisionsRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.post(
    '/api/visits/:visit/decisions',
    requireSession(deps.db),
    requireRole('supervisor', 'administrator'),
    async (c) => {
      const visit = visitOf(c.req.param('visit'));
      return c.json(await decideHeld(deps, c.get('signedIn'), visit, await readJson(c, DecisionRequest)));
    },
  );
  return app;
}
