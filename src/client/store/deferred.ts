import { doesCount } from '#domain/change/register-state.ts';
import type { ChangeId, PersonId, VisitId } from '#domain/ids.ts';
import { registerName } from '#domain/visit/register.ts';
import type { Writing } from './database.ts';
import type { VisitStore } from './visit-store.ts';

/*
 * A server that was restored from before a visit, or from before someone was added to it, refuses that person's changes until
 * the tablet that knows better has been there. They are not refused for good: they wait, out of the way of the others, until
 * the feed names the visit.
 */
export const deferredBatch = -1;

export interface RefusedNow {
  readonly id: ChangeId;
  readonly code: string;
  readonly detail?: string | undefined;
}

/** Sets those aside that wait for the server to learn of their author's membership; gives the others back. */
export async function deferUnadmitted(
  tx: Writing,
  refused: readonly RefusedNow[],
  own: PersonId,
): Promise<readonly RefusedNow[]> {
  const final: RefusedNow[] = [];
  for (const one of refused) if (!(await defer(tx, one, own))) final.push(one);
  return final;
}

async function defer(tx: Writing, { id, code }: RefusedNow, own: PersonId): Promise<boolean> {
  const row = await tx.objectStore('outbox').index('id').get(id);
  if (code !== 'notAllowed' || row === undefined || !(await wasAddedByOther(tx, row.visit, own))) return false;
  await tx.objectStore('outbox').put({ ...row, batch: deferredBatch });
  return true;
}

/** Whoever came in by the visit's code brings the proof along; whom another has added needs that other's change there first. */
async function wasAddedByOther(tx: Writing, visit: VisitId, own: PersonId): Promise<boolean> {
  const row = await tx.objectStore('registers').get([visit, registerName({ kind: 'member', person: own })]);
  return row?.changes.some((change) => doesCount(change) && change.author !== own) ?? false;
}

/** Into a backup they go like everything else; the server that still does not know the person defers them anew. */
export async function recallAllDeferred(store: VisitStore): Promise<void> {
  await store.db.write(['outbox'], async (tx) => {
    const rows = await tx.objectStore('outbox').index('batch').getAll(deferredBatch);
    await Promise.all(rows.map((row) => tx.objectStore('outbox').put({ ...row, batch: 0 })));
  });
}

/** The server knows the person in these visits now. */
export async function recallDeferred(tx: Writing, visits: readonly VisitId[]): Promise<number> {
  const known = new Set(visits);
  const rows = (await tx.objectStore('outbox').index('batch').getAll(deferredBatch)).filter((row) =>
    known.has(row.visit),
  );
  await Promise.all(rows.map((row) => tx.objectStore('outbox').put({ ...row, batch: 0 })));
  return rows.length;
}
