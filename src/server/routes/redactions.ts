import { Hono } from 'hono';
import { RedactionRequest } from '#protocol/redaction.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import { redact } from '../visits/redact.ts';
import { visitOf } from '../visits/visit-access.ts';

export function redactionsRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.post(
    '/api/visits/:visit/redactions',
    requireSession(deps.db),
    requireRole('supervisor', 'administrator'),
    async (c) => {
      const visit = visitOf(c.req.param('visit'));
      return c.json(await redact(deps, c.get('signedIn'), visit, await readJson(c, RedactionRequest)));
    },
  );
  return app;
}
