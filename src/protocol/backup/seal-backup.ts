import { toHex } from '#domain/canonical.ts';
import type { OrganisationId, PersonId, Sha256, VisitId } from '#domain/ids.ts';
import type { SealedBatch } from '../sync.ts';
import type { BackupKey } from './backup-key.ts';
import { type BackupManifest, encodeRecord } from './contents.ts';
import { createEphemeral, frameKey } from './frame-key.ts';
import { sealFrame } from './frames.ts';
import { type BackupHeader, backupVersion, encodeHeader, trailerOf } from './header.ts';

/** Of a photo per frame. */
export const pieceBytes = 1024 * 1024;

export interface BackupAbout {
  readonly organisation: OrganisationId;
  readonly author: PersonId;
  readonly device: string;
  readonly madeAt: string;
}

export interface PhotoToBackUp {
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly mime: 'image/jpeg';
  /** Asked for when its turn comes: a hundred photos are never in memory together. Null: they are gone. */
  read(): Promise<Uint8Array<ArrayBuffer> | null>;
}

export interface BackupContents {
  readonly batches: readonly SealedBatch[];
  readonly photos: readonly PhotoToBackUp[];
  readonly submits: BackupManifest['submits'];
}

type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** A backup file, piece by piece in order. Only the holder of the organisation's private key reads it. */
export async function* sealBackup(
  key: BackupKey,
  about: BackupAbout,
  contents: BackupContents,
  randomBytes: RandomBytes,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { manifest, frames } = manifestOf(contents);
  const ephemeral = await createEphemeral();
  const salt = randomBytes(32);
  const header: BackupHeader = {
    format: 'tilik-backup',
    version: backupVersion,
    ...about,
    key: key.id,
    ephemeral: ephemeral.publicKey,
    salt: toHex(salt),
    counts: countsOf(contents, frames),
  };
  const { hash, bytes: block } = await encodeHeader(header);
  const sealing = await frameKey(ephemeral.privateKey, key.publicKey, { salt, key: key.id }, 'encrypt');
  let index = 0;
  const frame = (plain: Uint8Array<ArrayBuffer>, isLast = false) =>
    sealFrame(sealing, hash, { index: index++, isLast }, plain);
  yield block;
  yield await frame(encodeRecord({ kind: 'manifest', manifest }));
  for (const batch of contents.batches) yield await frame(encodeRecord({ kind: 'batch', batch }));
  for (const photo of contents.photos) {
    const bytes = await photo.read();
    const pieces = piecesOf(photo.bytes);
    for (let piece = 0; piece < pieces; piece++) {
      // A photo whose bytes are gone keeps its place, so that the others keep theirs; its hash then tells.
      const part = bytes?.slice(piece * pieceBytes, (piece + 1) * pieceBytes) ?? new Uint8Array();
      const { visit, sha256, mime } = photo;
      yield await frame(encodeRecord({ kind: 'photo', about: { visit, sha256, mime, piece, pieces }, bytes: part }));
    }
  }
  yield await frame(encodeRecord({ kind: 'manifest', manifest }), true);
  yield trailerOf(block);
}

function countsOf({ batches, photos, submits }: BackupContents, frames: number): BackupHeader['counts'] {
  return {
    changes: batches.reduce((sum, batch) => sum + batch.changes.length, 0),
    photos: photos.length,
    photoBytes: photos.reduce((sum, photo) => sum + photo.bytes, 0),
    submits: submits.length,
    frames,
  };
}

function manifestOf({ batches, photos, submits }: BackupContents): {
  readonly manifest: BackupManifest;
  readonly frames: number;
} {
  let frame = 1;
  const manifest: BackupManifest = {
    batches: batches.map(({ changes }) => {
      const visits = new Map<VisitId, number>();
      for (const { content } of changes) visits.set(content.visit, (visits.get(content.visit) ?? 0) + 1);
      return { frame: frame++, visits: [...visits].map(([visit, count]) => ({ visit, changes: count })) };
    }),
    photos: photos.map(({ visit, sha256, bytes }) => {
      const frames = piecesOf(bytes);
      const at = frame;
      frame += frames;
      return { frame: at, frames, visit, sha256, bytes };
    }),
    submits,
  };
  return { manifest, frames: frame + 1 };
}

function piecesOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / pieceBytes));
}
