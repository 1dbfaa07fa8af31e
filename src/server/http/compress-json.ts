import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Less than this fits into one packet either way. */
const worthBytes = 1_000;
const json = /^application\/(problem\+)?json\b/;

/**
 * Compresses answers, which are hashes in hexadecimal for the most part, and says that requests may be. Nothing of another origin
 * can make a browser send a request with somebody's session, so a compressed answer tells no stranger what is in it.
 */
export const compressJson: MiddlewareHandler = createMiddleware(async (c, next) => {
  await next();
  const { headers, status } = c.res;
  headers.set('accept-encoding', 'gzip');
  if (!json.test(headers.get('content-type') ?? '')) return;
  headers.append('vary', 'accept-encoding');
  const how = encodingFor(c.req.header('accept-encoding') ?? '');
  if (how === null || c.req.method === 'HEAD' || headers.has('content-encoding')) return;
  const plain = Buffer.from(await c.res.arrayBuffer());
  const isWorth = plain.length >= worthBytes;
  const body = isWorth ? await compressed(plain, how) : plain;
  // Hono hands the old answer's headers on to the new one, all but the type; the length has become wrong.
  c.res = new Response(body, { status, headers: { 'content-type': headers.get('content-type') ?? '' } });
  c.res.headers.delete('content-length');
  if (isWorth) c.res.headers.set('content-encoding', how);
});

function encodingFor(accepted: string): 'br' | 'gzip' | null {
  const takes = (name: string): boolean => new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\b)`).test(accepted);
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null;
}

/** Quick rather than small: what is left is entropy. */
function compressed(plain: Buffer, how: 'br' | 'gzip'): Promise<Buffer<ArrayBuffer>> {
  return how === 'gzip'
    ? gzipped(plain, { level: 6 })
    : brotli(plain, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
      });
}
