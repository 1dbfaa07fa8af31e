import { Hono } from 'hono';
import { Command } from '#protocol/sync.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import { runCommand } from '../visits/run-command.ts';
import { visitOf } from '../visits/visit-access.ts';

/** A return may name every indicator with its reason. */
const maxBytes = 1024 * 1024;

export function commandsRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.post('/api/visits/:visit/commands', requireSession(deps.db), async (c) => {
    const visit = visitOf(c.req.param('visit'));
    return c.json(await runCommand(deps, c.get('signedIn'), visit, await readJson(c, Command, { maxBytes })));
  });
  return app;
}
