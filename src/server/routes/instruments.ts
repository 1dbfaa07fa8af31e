import { Hono } from 'hono';
import { InstrumentHash } from '#domain/ids.ts';
import { Problem } from '#protocol/problems.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { findInstrumentBody } from '../db/instruments.ts';
import type { ServerDeps } from '../deps.ts';

export function instrumentsRoutes({ db }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();

  app.get('/api/instruments/:hash', requireSession(db), async (c) => {
    const hash = InstrumentHash.safeParse(c.req.param('hash'));
    const body = hash.success ? await findInstrumentBody(db, hash.data) : null;
    if (body === null) throw new Problem('notFound');
    // Named by its content: whoever has it never needs to ask again.
    return c.body(body, 200, {
      'content-type': 'application/json',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${c.req.param('hash')}"`,
    });
  });

  return app;
}
