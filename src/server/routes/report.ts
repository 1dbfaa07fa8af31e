import { Hono } from 'hono';
import { ReportQuery } from '#protocol/desk.ts';
import { Problem } from '#protocol/problems.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { issuesOf } from '../http/read-json.ts';
import { addressOf } from '../http/secure-transport.ts';
import { renderAside } from '../report/render-aside.ts';
import { makeVisitReport } from '../report/visit-report.ts';
import { requireReader, visitOf } from '../visits/visit-access.ts';

export function reportRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.get('/api/visits/:visit/report', requireSession(deps.db), async (c) => {
    const visit = visitOf(c.req.param('visit'));
    const signedIn = c.get('signedIn');
    await requireReader(deps.db, signedIn, visit);
    const query = ReportQuery.safeParse(c.req.query());
    if (!query.success) throw new Problem('malformed', { issues: issuesOf(query.error) });
    const { format, language = 'id' } = query.data;
    const { organisation } = signedIn;
    const asked = { organisation, visit, format, language, madeAt: deps.clock(), serverAddress: addressOf(c) };
    const { body, mime, fileName } = await makeVisitReport(deps, asked, renderAside);
    return c.body(body, 200, {
      'content-type': mime,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    });
  });

  return app;
}
