import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Problem } from '#protocol/problems.ts';
import { protocolVersion } from '#protocol/sync.ts';

/** This release and the one before; the first release has none before it. */
const accepted: ReadonlySet<string> = new Set([String(protocolVersion)]);

/** Links, images and event streams cannot carry the header: without one a request counts as of this version. */
export const checkProtocol: MiddlewareHandler = createMiddleware(async (c, next) => {
  const asked = c.req.header('tilik-protocol');
  if (asked !== undefined && !accepted.has(asked)) {
    throw new Problem('wrongProtocol', { detail: `This server speaks ${[...accepted].join(', ')}.` });
  }
  await next();
  c.res.headers.set('tilik-protocol', String(protocolVersion));
});
