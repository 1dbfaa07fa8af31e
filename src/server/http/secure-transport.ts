import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Problem } from '#protocol/problems.ts';
import { insecurePage } from './insecure-page.ts';

/** Whether the browser speaks https, with this process or with the proxy before it. */
export function isHttps(c: Context): boolean {
  return c.get('isHttps') === true || new URL(c.req.url).protocol === 'https:';
}

/** Under which address the browser knows this server. */
export function addressOf(c: Context): string {
  return `${isHttps(c) ? 'https' : 'http'}://${new URL(c.req.url).host}`;
}

/**
 * Beyond this machine plain HTTP is refused: a browser would give the page neither a service worker nor cryptography, and the
 * password would be readable on the way. A name that is not this machine's over plain HTTP is also how another site would reach
 * in through a rebound name.
 */
export function requireSecureTransport({ trustProxy }: { trustProxy: boolean }): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const forwarded = trustProxy ? c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() : undefined;
    if (forwarded === 'https') c.set('isHttps', true);
    if (isHttps(c) || isThisMachine(new URL(c.req.url).hostname) || isProbe(c.req.path)) return next();
    if (c.req.path.startsWith('/api/')) throw new Problem('insecure');
    return c.html(insecurePage(new URL(c.req.url).host), 403);
  });
}

function isThisMachine(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    /^127(\.\d{1,3}){3}$/.test(hostname) ||
    hostname === '[::1]'
  );
}

/** Probes of an orchestrator carry nothing worth hiding. */
function isProbe(path: string): boolean {
  return path === '/healthz' || path === '/readyz';
}
