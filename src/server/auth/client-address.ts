import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * Whom attempts to sign in are counted against. A trusted proxy names the client last in the header; otherwise the header is the
 * client's own word and is not read.
 */
export function clientAddress(c: Context, { trustProxy }: { readonly trustProxy: boolean }): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || peerAddress(c);
}

function peerAddress(c: Context): string {
  // A request handed to the app within the process has no connection.
  const hasConnection = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env;
  return (hasConnection ? getConnInfo(c).remote.address : undefined) ?? '127.0.0.1';
}
