import type { ChangeId } from '#domain/ids.ts';
import type { Writing } from './database.ts';

/** Takes changes out of the outbox, wherever in it they are. */
export async function takeOut(tx: Writing, ids: readonly ChangeId[]): Promise<void> {
  const outbox = tx.objectStore('outbox');
  const keys = await Promise.all(ids.map((id) => outbox.index('id').getKey(id)));
  await Promise.all(keys.flatMap((key) => (key === undefined ? [] : [outbox.delete(key)])));
}
