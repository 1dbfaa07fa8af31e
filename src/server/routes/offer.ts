import { Hono } from 'hono';
import { OfferRequest, type OfferResult } from '#protocol/sync.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import { findMissing } from '../db/visit-log.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';

/** 5000 ids with their quotes and commas. */
const maxBytes = 400 * 1024;

/** What a server that was restored from an older backup lacks of the changes a tablet still keeps. */
export function offerRoutes({ db, identity }: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.post('/api/offer', requireSession(db), async (c) => {
    const { visit, ids } = await readJson(c, OfferRequest, { maxBytes });
    const missing = await findMissing(db, c.get('signedIn').organisation, visit, ids);
    return c.json({ kind: 'missing', epoch: identity.epoch, missing: [...missing] } satisfies OfferResult);
  });
  return app;
}
