import type { VisitStore } from './visit-store.ts';

/** The author has read that the server refused it. */
export async function acknowledge(store: VisitStore, id: string): Promise<void> {
  await store.db.write(['refused'], async (tx) => {
    const row = await tx.objectStore('refused').get(id);
    if (row !== undefined) await tx.objectStore('refused').put({ ...row, isAcknowledged: true });
  });
  store.events.emit({ kind: 'outbox', isNew: false });
}
