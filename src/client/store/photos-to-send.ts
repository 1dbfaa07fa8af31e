import type { VisitId } from '#domain/ids.ts';
import { keysOf } from './database.ts';
import type { EvidenceRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

/** Small ones first: more of them are safe sooner. */
export async function unsentPhotos(store: VisitStore): Promise<readonly EvidenceRow[]> {
  const rows = await store.db.read(['evidence'], (tx) => tx.objectStore('evidence').index('isSent').getAll(0));
  return rows.sort((a, b) => a.bytes - b.bytes);
}

export async function noteUpload(
  store: VisitStore,
  photo: EvidenceRow,
  known: { isSent: 0 | 1; uploadUrl: string | null },
): Promise<void> {
  await store.db.write(['evidence'], async (tx) => {
    const row = await tx.objectStore('evidence').get([photo.visit, photo.sha256]);
    // The visit's log may have said meanwhile that the photo has arrived.
    if (row?.isSent === 0) await tx.objectStore('evidence').put({ ...row, ...known });
  });
  if (known.isSent === 1) store.events.emit({ kind: 'outbox', isNew: false });
}

/** After the server was restored nobody knows which photos it still holds: each is asked about again. */
export async function doubtPhotos(store: VisitStore, visit: VisitId): Promise<void> {
  await store.db.write(['evidence'], async (tx) => {
    const rows = await tx.objectStore('evidence').getAll(keysOf(visit));
    await Promise.all(rows.map((row) => tx.objectStore('evidence').put({ ...row, isSent: 0, uploadUrl: null })));
  });
  store.events.emit({ kind: 'outbox', isNew: false });
}
