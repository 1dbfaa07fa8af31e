import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { Problem } from '#protocol/problems.ts';

const gunzipped = promisify(gunzip);
const defaultMaxBytes = 64 * 1024;
/** Deeper than anything we send; recursion over a body must not exhaust the stack. */
const maxDepth = 64;

/** The request's body, read up to a limit, as JSON that fits the schema. */
export async function readJson<S extends z.ZodMiniType>(
  c: Context,
  schema: S,
  { maxBytes = defaultMaxBytes }: { maxBytes?: number } = {},
): Promise<z.output<S>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Problem('wrongMediaType', { detail: 'Send application/json.' });
  const parsed = schema.safeParse(parseJson(await readText(c.req.raw, maxBytes)));
  if (!parsed.success) throw new Problem('malformed', { issues: issuesOf(parsed.error) });
  return parsed.data;
}

export function issuesOf(error: z.core.$ZodError): readonly { path: string; message: string }[] {
  return error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}

/** The request's body as it is, read up to a limit. */
export async function readOctets(c: Context, maxBytes: number): Promise<Uint8Array> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/octet-stream')
    throw new Problem('wrongMediaType', { detail: 'Send application/octet-stream.' });
  return new Uint8Array(await readWhole(c.req.raw, maxBytes));
}

/** Stops reading at the limit. Where the length is announced HTTP itself holds the body to it, and it is read in one go. */
async function readWhole(request: Request, maxBytes: number): Promise<ArrayBuffer | Uint8Array> {
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const bytes = await readBytes(request, announced === null ? maxBytes : null);
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const bytes = await unpacked(request, await readWhole(request, maxBytes), maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('malformed', { detail: 'The body is not UTF-8.' });
  }
}

/** A body may come compressed, as every answer says. The limit is that of what is in it. */
async function unpacked(
  request: Request,
  bytes: ArrayBuffer | Uint8Array,
  maxBytes: number,
): Promise<ArrayBuffer | Uint8Array> {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip') throw new Problem('wrongMediaType', { detail: 'Bodies may be compressed with gzip.' });
  try {
    return await gunzipped(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw isTooLarge ? tooLarge(maxBytes) : new Problem('malformed', { detail: 'The body is not gzip.' });
  }
}

async function readBytes(request: Request, maxBytes: number | null): Promise<ArrayBuffer | Uint8Array> {
  try {
    return maxBytes === null ? await request.arrayBuffer() : await readUpTo(request, maxBytes);
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Whoever sent it is gone, or sent what is no body: no fault of ours.
    throw new Problem('malformed', { detail: 'The body did not arrive whole.' });
  }
}

async function readUpTo(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): Problem {
  return new Problem('tooLarge', { detail: `The limit is ${maxBytes} bytes.` });
}

function parseJson(text: string): unknown {
  if (isDeeperThan(text, maxDepth))
    throw new Problem('malformed', { detail: `The body nests deeper than ${maxDepth}.` });
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('malformed', { detail: 'The body is not JSON.' });
  }
}

function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInText) {
      if (code === 0x5c) at++;
      else if (code === 0x22) isInText = false;
    } else if (code === 0x22) isInText = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}
