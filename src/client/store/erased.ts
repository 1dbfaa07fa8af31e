import type { LogItem } from '#domain/change/log.ts';
import type { Sha256, VisitId } from '#domain/ids.ts';
import type { TableName, Writing } from './database.ts';
import { keptIn, putKept, readKept } from './kept.ts';
import { changeKey, photoKey } from './second-copy/journal-record.ts';
import { withCopy } from './second-copy/with-copy.ts';
import type { VisitStore } from './visit-store.ts';

/** What `takeOutErased` writes to. */
export const erasing: readonly TableName[] = ['evidence', 'evidenceChunks', 'kept'];

/** With the lines that say so, in one transaction: photos go, and what the second copy must lose is noted. */
export async function takeOutErased(tx: Writing, visit: VisitId, items: readonly LogItem[]): Promise<void> {
  const redactions = items.flatMap((item) => (item.kind === 'redaction' ? [item] : []));
  if (redactions.length === 0) return;
  const photos = redactions.flatMap(({ evidence }) => evidence ?? []);
  await Promise.all(photos.map((sha256) => deletePhoto(tx, visit, sha256)));
  await noteErased(tx, [
    ...redactions.map(({ change }) => changeKey(change)),
    ...photos.map((sha256) => photoKey(visit, sha256)),
  ]);
}

/** The server says that it will never take this photo: it was erased. */
export async function letGoOfErased(store: VisitStore, visit: VisitId, sha256: Sha256): Promise<void> {
  await store.db.write(erasing, async (tx) => {
    await deletePhoto(tx, visit, sha256);
    await noteErased(tx, [photoKey(visit, sha256)]);
  });
  await forgetErased(store);
  store.events.emit({ kind: 'outbox', isNew: false });
}

/** What was erased leaves the second copy too. The note stays: what another tab's journal still has comes to this one later. */
export async function forgetErased(store: VisitStore): Promise<void> {
  const keys = await erasedKeys(store);
  if (keys.length > 0) await withCopy(store, (copy) => copy.journal.forget(keys));
}

export async function erasedKeys(store: VisitStore): Promise<readonly string[]> {
  return (await readKept(store.db, 'erased')) ?? [];
}

async function deletePhoto(tx: Writing, visit: VisitId, sha256: Sha256): Promise<void> {
  await Promise.all([
    tx.objectStore('evidence').delete([visit, sha256]),
    tx
      .objectStore('evidenceChunks')
      .delete(IDBKeyRange.bound([visit, sha256, 0], [visit, sha256, Number.POSITIVE_INFINITY])),
  ]);
}

async function noteErased(tx: Writing, keys: readonly string[]): Promise<void> {
  const known = (await keptIn(tx, 'erased')) ?? [];
  await putKept(tx, { erased: [...new Set([...known, ...keys])] });
}
