import type { Sha256, VisitId } from '#domain/ids.ts';
import type { KeptPhoto } from './commit-changes.ts';
import type { EvidenceRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';
import type { PreparedPhoto } from './workspace.ts';

const chunkBytes = 1024 * 1024;

/** A photo as rows: its description, and its bytes in pieces that every browser's database takes. */
export function photoRows(visit: VisitId, photo: PreparedPhoto, keptAt: string, isSent: 0 | 1 = 0): KeptPhoto {
  const { sha256, mime, bytes } = photo;
  const count = Math.ceil(bytes.byteLength / chunkBytes);
  const chunks = Array.from({ length: count }, (_, at) => {
    const data = bytes.slice(at * chunkBytes, (at + 1) * chunkBytes);
    return { visit, sha256, at, data };
  });
  return {
    row: { visit, sha256, bytes: bytes.byteLength, mime, chunks: count, keptAt, isSent, uploadUrl: null },
    chunks,
  };
}

/** The bytes kept here; null when there are none, or not all of them. */
export async function readPhoto(store: VisitStore, visit: VisitId, sha256: Sha256): Promise<Blob | null> {
  const { db } = store;
  const row = await db.evidence.get([visit, sha256]);
  if (row === undefined) return null;
  const keys = Array.from({ length: row.chunks }, (_, at): [string, string, number] => [visit, sha256, at]);
  const chunks = await db.evidenceChunks.bulkGet(keys);
  const parts = chunks.flatMap((chunk) => (chunk === undefined ? [] : [chunk.data]));
  return parts.length === row.chunks ? new Blob(parts, { type: row.mime }) : null;
}

/** Small ones first: more of them are safe sooner. */
export async function unsentPhotos(store: VisitStore): Promise<readonly EvidenceRow[]> {
  return await store.db.evidence.where('isSent').equals(0).sortBy('bytes');
}

export async function noteUpload(
  store: VisitStore,
  photo: EvidenceRow,
  known: { isSent: 0 | 1; uploadUrl: string | null },
): Promise<void> {
  await store.db.evidence.update([photo.visit, photo.sha256], known);
  if (known.isSent === 1) store.events.emit({ kind: 'outbox', isNew: false });
}

/** After the server was restored nobody knows which photos it still holds: each is asked about again. */
export async function doubtPhotos(store: VisitStore, visit: VisitId): Promise<void> {
  await store.db.evidence
    .where('[visit+sha256]')
    .between([visit, ''], [visit, '\uffff'])
    .modify({ isSent: 0, uploadUrl: null });
  store.events.emit({ kind: 'outbox', isNew: false });
}
