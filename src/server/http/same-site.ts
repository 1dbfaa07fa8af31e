import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Problem } from '#protocol/problems.ts';

/**
 * A request that changes something must come from our own pages, or from a program that is no browser. The cookie is
 * SameSite=Strict already; this also stops neighbours on the same site.
 */
export const refuseCrossSite: MiddlewareHandler = createMiddleware(async (c, next) => {
  if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && isFromElsewhere(c)) throw new Problem('crossSite');
  await next();
});

function isFromElsewhere(c: Context): boolean {
  const fetchSite = c.req.header('sec-fetch-site');
  if (fetchSite !== undefined) return fetchSite !== 'same-origin' && fetchSite !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  // Behind a proxy the scheme differs, so the host decides.
  return URL.parse(origin)?.host !== new URL(c.req.url).host;
}
