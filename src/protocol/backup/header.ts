import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import { PublicKeyJwk } from '#domain/change/envelope.ts';
import { Instant, OrganisationId, PersonId } from '#domain/ids.ts';
import { BackupKeyId } from './backup-key.ts';
import type { BackupSource } from './source.ts';

export const backupVersion = 1;
export const backupLimits = {
  headerBytes: 16 * 1024,
  /** Of one frame before it is sealed. */
  frameBytes: 1024 * 1024 + 4096,
  frames: 100_000,
  fileBytes: 1024 * 1024 * 1024,
} as const;

const count = z.int().check(z.gte(0));

/** In the clear: what whoever carries the file may see. No name, no place, no answer. */
export const BackupHeader = z.looseObject({
  format: z.literal('tilik-backup'),
  version: z.literal(backupVersion),
  organisation: OrganisationId,
  key: BackupKeyId,
  ephemeral: PublicKeyJwk,
  salt: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  madeAt: Instant,
  device: z.string().check(z.maxLength(200)),
  author: PersonId,
  counts: z.looseObject({
    changes: count,
    photos: count,
    photoBytes: count,
    submits: count,
    frames: z.int().check(z.gte(2), z.lte(backupLimits.frames)),
  }),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

/** A header with the hash that every frame is bound to. */
export interface HeaderBlock {
  readonly header: BackupHeader;
  readonly hash: Uint8Array<ArrayBuffer>;
}

export type FoundHeader =
  | (HeaderBlock & { readonly kind: 'found'; readonly framesAt: number; readonly isRepaired: boolean })
  /** Not one of ours, or nothing of its header is left. */
  | { readonly kind: 'none' }
  | { readonly kind: 'newer'; readonly version: number };

const magic = new TextEncoder().encode('TILIKBAK');
const hashBytes = 32;
const lengthBytes = 4;

/** Mark, length, JSON and its SHA-256. It stands at the beginning, and again behind the last frame. */
export async function encodeHeader(
  header: BackupHeader,
): Promise<HeaderBlock & { readonly bytes: Uint8Array<ArrayBuffer> }> {
  const json = new TextEncoder().encode(canonicalJson(header));
  const hash = await hashOf(json);
  const bytes = new Uint8Array(magic.length + lengthBytes + json.length + hashBytes);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(magic.length, json.length);
  bytes.set(json, magic.length + lengthBytes);
  bytes.set(hash, bytes.length - hashBytes);
  return { header, hash, bytes };
}

/** Behind the second header: how long it is, so that it is found from the end of the file. */
export function trailerOf(block: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const trailer = new Uint8Array(block.length + lengthBytes);
  trailer.set(block);
  new DataView(trailer.buffer).setUint32(block.length, block.length);
  return trailer;
}

/** The header from the beginning of the file, or where that is damaged the one at its end. */
export async function findHeader(source: BackupSource): Promise<FoundHeader> {
  const first = await readHeader(source, 0);
  if (first.kind !== 'none') return first;
  if (source.bytes < lengthBytes) return first;
  const length = viewOf(await source.read(source.bytes - lengthBytes, lengthBytes)).getUint32(0);
  const at = source.bytes - lengthBytes - length;
  if (at < 0 || length > backupLimits.headerBytes) return first;
  const last = await readHeader(source, at);
  // Where the frames begin is not known then: whoever reads them looks for the first.
  return last.kind === 'found' ? { ...last, framesAt: 0, isRepaired: true } : last;
}

async function readHeader(source: BackupSource, at: number): Promise<FoundHeader> {
  const start = await source.read(at, magic.length + lengthBytes);
  if (start.length < magic.length + lengthBytes || magic.some((byte, index) => start[index] !== byte)) return none;
  const length = viewOf(start).getUint32(magic.length);
  if (length > backupLimits.headerBytes) return none;
  const jsonAt = at + start.length;
  const json = await source.read(jsonAt, length);
  const noted = await source.read(jsonAt + length, hashBytes);
  const hash = await hashOf(json);
  if (noted.length < hashBytes || hash.some((byte, index) => noted[index] !== byte)) return none;
  const parsed = parseHeader(json);
  if (parsed.kind !== 'header') return parsed;
  const framesAt = jsonAt + length + hashBytes;
  return { kind: 'found', header: parsed.header, hash, framesAt, isRepaired: false };
}

const none = { kind: 'none' } as const;
const Versioned = z.looseObject({ format: z.literal('tilik-backup'), version: z.int() });

function parseHeader(
  json: Uint8Array<ArrayBuffer>,
): { readonly kind: 'header'; readonly header: BackupHeader } | Exclude<FoundHeader, { kind: 'found' }> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return none;
  }
  const versioned = Versioned.safeParse(value);
  if (!versioned.success) return none;
  if (versioned.data.version > backupVersion) return { kind: 'newer', version: versioned.data.version };
  const header = BackupHeader.safeParse(value);
  return header.success ? { kind: 'header', header: header.data } : none;
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
