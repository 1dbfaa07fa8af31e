import type { Change } from '#domain/change/change.ts';
import type { ChangeId, VisitId } from '#domain/ids.ts';
import type { Receipt } from '#protocol/sync.ts';
import { assertStrict } from './database.ts';
import { type BatchRow, type ChangeRow, changeOf, type ReplicaRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

export interface SealedRow extends BatchRow {
  readonly changes: readonly Change[];
}

/** The oldest changes that have no place in the replica's order yet, as written. */
export async function unsealedChanges(store: VisitStore, limit: number): Promise<readonly Change[]> {
  const { db } = store;
  const rows = await db.outbox.where('batch').equals(0).sortBy('order');
  const changes = await db.changes.bulkGet(rows.slice(0, limit).map((row) => row.id));
  return changes.filter((row) => row !== undefined).map(changeOf);
}

export async function currentReplica(store: VisitStore): Promise<ReplicaRow | null> {
  return (await store.db.replica.get('current')) ?? null;
}

/** The batch that must be answered before a later one may go. */
export async function oldestBatch(store: VisitStore): Promise<SealedRow | null> {
  const { db } = store;
  const batch = await db.batches.orderBy('firstN').first();
  if (batch === undefined) return null;
  const rows = await db.changes.bulkGet([...batch.ids]);
  return { ...batch, changes: rows.filter((row): row is ChangeRow => row !== undefined).map(changeOf) };
}

/** A batch and the replica's new place, together: a number is never given twice. */
export async function saveBatch(store: VisitStore, batch: BatchRow, replica: ReplicaRow): Promise<void> {
  const { db } = store;
  await db.transaction('rw', db.batches, db.outbox, db.replica, async (transaction) => {
    assertStrict(transaction);
    await db.batches.add(batch);
    await db.outbox
      .where('id')
      .anyOf([...batch.ids])
      .modify({ batch: batch.firstN });
    await db.replica.put(replica);
  });
}

/** Takes every unanswered batch apart and goes on as `replica`: a new one, or the old one set back to before them. */
export async function unsealAll(store: VisitStore, replica: ReplicaRow): Promise<void> {
  const { db } = store;
  await db.transaction('rw', db.batches, db.outbox, db.replica, async (transaction) => {
    assertStrict(transaction);
    await db.batches.clear();
    await db.outbox.toCollection().modify({ batch: 0 });
    await db.replica.put(replica);
  });
}

export interface RefusedNow {
  readonly id: ChangeId;
  readonly code: string;
  readonly detail?: string | undefined;
}

/**
 * Takes a receipt in. What it holds leaves the outbox; what it refuses leaves it too and is shown to its author; what it does
 * not name stays, to be sealed again.
 */
export async function confirmBatch(store: VisitStore, batch: BatchRow, receipt: Receipt): Promise<void> {
  const { db } = store;
  const tables = [db.batches, db.outbox, db.logs, db.receipts, db.refused, db.registers, db.changes, db.kept];
  const touched = await db.transaction('rw', tables, async (transaction) => {
    assertStrict(transaction);
    await db.outbox
      .where('id')
      .anyOf(receipt.held.map((held) => held.id))
      .delete();
    const refused = await takeRefused(store, receipt.refused);
    await db.outbox.where('batch').equals(batch.firstN).modify({ batch: 0 });
    await db.batches.delete(batch.firstN);
    for (const { visit, seq } of receipt.visits) {
      await db.logs
        .where('visit')
        .equals(visit)
        .modify((log) => Object.assign(log, { target: Math.max(log.target, seq) }));
    }
    await db.receipts.add({ at: receipt.at, receipt });
    await db.kept.put({ key: 'lastSentAt', value: store.clock().toISOString() });
    return refused;
  });
  tellRefused(store, touched);
}

/** A change that no push can carry (too large, say) goes out of the way of the others. */
export async function refuseHere(store: VisitStore, refused: readonly RefusedNow[]): Promise<void> {
  const { db } = store;
  const tables = [db.outbox, db.refused, db.registers, db.changes];
  tellRefused(store, await db.transaction('rw', tables, () => takeRefused(store, refused)));
}

type Touched = readonly { readonly visit: VisitId; readonly register: string }[];

function tellRefused(store: VisitStore, touched: Touched): void {
  for (const { visit, register } of touched)
    store.events.emit({ kind: 'visit', visit, registers: [register], log: false });
  store.events.emit({ kind: 'outbox', isNew: false });
}

/** A refused change no longer counts here either, so that tablet and server show the same. Its row stays. */
async function takeRefused(store: VisitStore, refused: readonly RefusedNow[]): Promise<Touched> {
  const { db } = store;
  const touched: { visit: VisitId; register: string }[] = [];
  for (const { id, code, detail } of refused) {
    const change = await db.changes.get(id);
    await db.outbox.where('id').equals(id).delete();
    if (change === undefined) continue;
    const { visit, content } = change;
    await db.refused.put({
      id,
      visit,
      register: content.register,
      code,
      detail: detail ?? null,
      isAcknowledged: false,
    });
    await db.registers
      .where('[visit+name]')
      .equals([visit, content.register])
      .modify((row) => Object.assign(row, { changes: row.changes.filter((folded) => folded.id !== id) }));
    touched.push({ visit, register: content.register });
  }
  return touched;
}

/**
 * This person's own changes to a visit, for an offer after the server was restored. Another's cannot be vouched for here: their
 * own tablets bring them. Refused ones are not offered again.
 */
export async function ownChangeIds(store: VisitStore, visit: VisitId): Promise<readonly ChangeId[]> {
  const refused = new Set<string>(await store.db.refused.toCollection().primaryKeys());
  const rows = await store.db.changes.where('visit').equals(visit).toArray();
  const own = store.session.person.id;
  return rows.flatMap((row) => (refused.has(row.id) || row.content.author !== own ? [] : [row.id]));
}

/** Puts changes back into the outbox, unless they are there. Membership first: the server judges the rest by it. */
export async function enqueueAgain(store: VisitStore, visit: VisitId, ids: readonly ChangeId[]): Promise<void> {
  const { db } = store;
  await db.transaction('rw', db.outbox, db.changes, async () => {
    const waiting = new Set((await db.outbox.where('visit').equals(visit).toArray()).map((row) => row.id));
    const rows = (await db.changes.bulkGet([...ids])).filter(
      (row): row is ChangeRow => row !== undefined && !waiting.has(row.id),
    );
    rows.sort(
      (a, b) => rankOf(a) - rankOf(b) || a.content.depth - b.content.depth || (a.content.at < b.content.at ? -1 : 1),
    );
    await db.outbox.bulkAdd(rows.map((row) => ({ id: row.id, visit, batch: 0 })));
  });
  store.events.emit({ kind: 'outbox', isNew: true });
}

function rankOf({ content }: ChangeRow): number {
  if (content.register === 'visit/join') return 0;
  return content.register.startsWith('member/') ? 1 : 2;
}
