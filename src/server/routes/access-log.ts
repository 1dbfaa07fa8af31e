import { Hono } from 'hono';
import type { AccessPage } from '#protocol/access-log.ts';
import { Problem } from '#protocol/problems.ts';
import { requireRole, requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { listAccesses } from '../db/access-log.ts';
import type { ServerDeps } from '../deps.ts';

const pageSize = 100;

export function accessLogRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.get('/api/access-log', requireSession(db), requireRole('administrator'), async (c) => {
    const asked = c.req.query('before');
    if (asked !== undefined && !/^\d{1,15}$/.test(asked))
      throw new Problem('malformed', { detail: 'before is the id of a line.' });
    const before = asked === undefined ? null : Number(asked);
    const found = await listAccesses(db, c.get('signedIn').organisation, { before, limit: pageSize + 1 });
    return c.json({
      kind: 'access-log',
      lines: found.slice(0, pageSize).map(({ at, ...line }) => ({ ...line, at: at.toISOString() })),
      hasMore: found.length > pageSize,
    } satisfies AccessPage);
  });

  return app;
}
