import type { Sha256, VisitId } from '#domain/ids.ts';
import type { KeptPhoto } from './rows.ts';
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
  const [row, chunks] = await store.db.read(['evidence', 'evidenceChunks'], (tx) =>
    Promise.all([
      tx.objectStore('evidence').get([visit, sha256]),
      tx
        .objectStore('evidenceChunks')
        .getAll(IDBKeyRange.bound([visit, sha256, 0], [visit, sha256, Number.POSITIVE_INFINITY])),
    ]),
  );
  if (row === undefined || chunks.length !== row.chunks) return null;
  return new Blob(
    chunks.map((chunk) => chunk.data),
    { type: row.mime },
  );
}
