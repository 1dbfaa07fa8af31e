import * as z from 'zod/mini';
import { Instant, Sha256, VisitId } from '#domain/ids.ts';
import { backupLimits } from './header.ts';

const count = z.int().check(z.gte(0));
const frameNumber = z.int().check(z.gte(0), z.lt(backupLimits.frames));

/** What each frame holds. It stands in the first frame and again in the last, so that what is damaged can be named. */
export const BackupManifest = z.looseObject({
  batches: z.array(
    z.looseObject({ frame: frameNumber, visits: z.array(z.looseObject({ visit: VisitId, changes: count })) }),
  ),
  photos: z.array(
    z.looseObject({ frame: frameNumber, frames: frameNumber, visit: VisitId, sha256: Sha256, bytes: count }),
  ),
  /** Submits that wait on the tablet: told, not carried out. */
  submits: z.array(z.looseObject({ visit: VisitId, pressedAt: Instant })),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** Stands before the bytes of a piece of a photo, so that it is known for what it is without the manifest. */
export const PhotoPiece = z.looseObject({
  visit: VisitId,
  sha256: Sha256,
  mime: z.literal('image/jpeg'),
  piece: frameNumber,
  pieces: frameNumber,
});
export type PhotoPiece = z.infer<typeof PhotoPiece>;

/** What a frame holds once it is opened. A batch is parsed by whoever takes it in. */
export type BackupRecord =
  | { readonly kind: 'manifest'; readonly manifest: BackupManifest }
  | { readonly kind: 'batch'; readonly batch: unknown }
  | { readonly kind: 'photo'; readonly about: PhotoPiece; readonly bytes: Uint8Array<ArrayBuffer> };

const kinds = { manifest: 1, batch: 2, photo: 3 } as const;

/** The kind, the length of the JSON, the JSON, and for a photo its bytes. */
export function encodeRecord(record: BackupRecord): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(jsonOf(record)));
  const rest = record.kind === 'photo' ? record.bytes : new Uint8Array();
  const bytes = new Uint8Array(5 + json.length + rest.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, kinds[record.kind]);
  view.setUint32(1, json.length);
  bytes.set(json, 5);
  bytes.set(rest, 5 + json.length);
  if (bytes.length > backupLimits.frameBytes) throw new RangeError('A record does not fit into a frame.');
  return bytes;
}

function jsonOf(record: BackupRecord): unknown {
  switch (record.kind) {
    case 'manifest':
      return record.manifest;
    case 'batch':
      return record.batch;
    case 'photo':
      return record.about;
  }
}

/** Null where a frame opens and yet holds nothing that this version understands. */
export function decodeRecord(bytes: Uint8Array<ArrayBuffer>): BackupRecord | null {
  if (bytes.length < 5) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [kind, length] = [view.getUint8(0), view.getUint32(1)];
  if (length > bytes.length - 5) return null;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(5, 5 + length)));
  } catch {
    return null;
  }
  return recordOf(kind, value, bytes.slice(5 + length));
}

function recordOf(kind: number, value: unknown, rest: Uint8Array<ArrayBuffer>): BackupRecord | null {
  if (kind === kinds.batch) return { kind: 'batch', batch: value };
  if (kind === kinds.manifest) {
    const manifest = BackupManifest.safeParse(value);
    return manifest.success ? { kind: 'manifest', manifest: manifest.data } : null;
  }
  const about = kind === kinds.photo ? PhotoPiece.safeParse(value) : null;
  return about?.success ? { kind: 'photo', about: about.data, bytes: rest } : null;
}
