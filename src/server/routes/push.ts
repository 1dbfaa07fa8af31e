import { Hono } from 'hono';
import { PackedPush, packedPushLimits } from '#protocol/packed-push.ts';
import { PushRequest, pushLimits } from '#protocol/sync.ts';
import { requireSession, type SignedInEnv } from '../auth/require-session.ts';
import type { ServerDeps } from '../deps.ts';
import { readJson } from '../http/read-json.ts';
import { push, pushPacked } from '../visits/push.ts';

export function pushRoutes(deps: ServerDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  app.post('/api/push', requireSession(deps.db), async (c) => {
    const request = await readJson(c, PushRequest, { maxBytes: pushLimits.bytes });
    return c.json(await push(deps, c.get('signedIn'), request));
  });
  app.post('/api/push/packed', requireSession(deps.db), async (c) => {
    const request = await readJson(c, PackedPush, { maxBytes: packedPushLimits.bytes });
    return c.json(await pushPacked(deps, c.get('signedIn'), request));
  });
  return app;
}
