import { Hono } from 'hono';
import { MergeRequest } from '#protocol/merge.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import { mergeVisits } from '../visits/merge.ts';
import { previewMerger } from '../visits/preview-merger.ts';
import { visitOf } from '../visits/visit-access.ts';

export function mergingRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const address = '/api/visits/:visit/merge';
  const reviewers = requireRole('supervisor', 'administrator');
  app.get(address, requireSession(deps.db), reviewers, async (c) => {
    const preview = await previewMerger(
      deps,
      c.get('signedIn'),
      visitOf(c.req.param('visit')),
      visitOf(c.req.query('into')),
    );
    return c.json(preview, 200, { 'cache-control': 'no-store' });
  });
  app.post(address, requireSession(deps.db), reviewers, async (c) => {
    const request = await readJson(c, MergeRequest);
    return c.json(await mergeVisits(deps, c.get('signedIn'), visitOf(c.req.param('visit')), request));
  });
  return app;
}
