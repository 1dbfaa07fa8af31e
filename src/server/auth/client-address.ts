import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Whom attempts to sign in are counted against. A proxy on this machine names the client last in the header; from anywhere else
 * the header is the client's own word and is not read.
 */
export function clientAddress(c: Context): string {
  const peer = peerAddress(c);
  if (!loopback.has(peer)) return peer;
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded || peer;
}

function peerAddress(c: Context): string {
  // A request handed to the app within the process has no connection.
  const hasConnection = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env;
  return (hasConnection ? getConnInfo(c).remote.address : undefined) ?? '127.0.0.1';
}
