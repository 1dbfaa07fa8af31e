import type { ChangeId, VisitId } from '#domain/ids.ts';
import type { Writing } from './database.ts';

/** From so many on the oldest rows are read at once: those that a receipt names are among them. */
const many = 20;

/** Takes changes out of the outbox, wherever in it they are. */
export async function takeOut(tx: Writing, ids: readonly ChangeId[]): Promise<void> {
  const outbox = tx.objectStore('outbox');
  const out = new Set(ids);
  const orders: number[] = [];
  for (const { id, order } of ids.length < many ? [] : await outbox.getAll(null, ids.length)) {
    if (order !== undefined && out.delete(id)) orders.push(order);
  }
  const others = await Promise.all([...out].map((id) => outbox.index('id').getKey(id)));
  await deleteRows(tx, [...orders, ...others.flatMap((order) => order ?? [])]);
}

/** The same of one visit's changes, most of which are not there: it asks once for those that are. */
export async function takeOutOfVisit(tx: Writing, visit: VisitId, ids: readonly ChangeId[]): Promise<void> {
  if (ids.length === 0) return;
  const out = new Set(ids);
  const waiting = await tx.objectStore('outbox').index('visit').getAll(visit);
  await deleteRows(
    tx,
    waiting.flatMap(({ id, order }) => (out.has(id) && order !== undefined ? [order] : [])),
  );
}

/** Numbers that follow each other go in one step. */
async function deleteRows(tx: Writing, orders: readonly number[]): Promise<void> {
  const runs: { from: number; to: number }[] = [];
  for (const order of orders.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run.to + 1 === order) run.to = order;
    else runs.push({ from: order, to: order });
  }
  await Promise.all(runs.map(({ from, to }) => tx.objectStore('outbox').delete(IDBKeyRange.bound(from, to))));
}
