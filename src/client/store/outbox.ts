import type { Change } from '#domain/change/change.ts';
import type { ChangeId, Epoch, VisitId } from '#domain/ids.ts';
import type { Receipt } from '#protocol/sync.ts';
import type { Reading, TableName, Writing } from './database.ts';
import { deferUnadmitted, type RefusedNow } from './deferred.ts';
import { putKept } from './kept.ts';
import { takeOut } from './outbox-rows.ts';
import { type BatchRow, type ChangeRow, changeOf, type ReplicaRow } from './rows.ts';
import { changesNamed } from './rows-at-once.ts';
import { type PageOfVisit, takeInPages, takingIn, tellTakenIn } from './visit-log.ts';
import type { VisitStore } from './visit-store.ts';

export interface SealedRow extends BatchRow {
  readonly changes: readonly Change[];
}

/** The oldest changes that have no place in the replica's order yet, as written. */
export async function unsealedChanges(store: VisitStore, limit: number): Promise<readonly Change[]> {
  return await store.db.read(['outbox', 'changes', 'batches'], async (tx) => {
    const sealed = new Set((await tx.objectStore('batches').getAll()).flatMap(({ ids }) => ids));
    // Within one index value the rows come by their key, which is the order of writing.
    const rows = await tx
      .objectStore('outbox')
      .index('batch')
      .getAll(0, limit + sealed.size);
    const open = rows.filter(({ id }) => !sealed.has(id)).slice(0, limit);
    return await changesOf(
      tx,
      open.map(({ id }) => id),
      open.map(({ visit }) => visit),
    );
  });
}

/** In the order of the ids; what is not here is left out. */
async function changesOf(
  tx: Reading,
  ids: readonly ChangeId[],
  visits: readonly VisitId[],
): Promise<readonly Change[]> {
  const rows = new Map((await changesNamed(tx, ids, new Set(visits))).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row === undefined ? [] : [changeOf(row)];
  });
}

export async function currentReplica(store: VisitStore): Promise<ReplicaRow | null> {
  return (await store.db.read(['replica'], (tx) => tx.objectStore('replica').get('current'))) ?? null;
}

/** The server of this epoch knows whose the replica is. */
export async function noteEnrolled(store: VisitStore, replica: ReplicaRow['id'], epoch: Epoch): Promise<void> {
  await store.db.write(['replica'], (tx) => putEnrolled(tx, replica, epoch));
}

async function putEnrolled(tx: Writing, replica: ReplicaRow['id'], epoch: Epoch): Promise<void> {
  const row = await tx.objectStore('replica').get('current');
  if (row?.id === replica && row.enrolledIn !== epoch)
    await tx.objectStore('replica').put({ ...row, enrolledIn: epoch });
}

/** The batch that must be answered before a later one may go; of those behind `after`. */
export async function oldestBatch(store: VisitStore, after: number): Promise<SealedRow | null> {
  return await store.db.read(['batches', 'changes'], async (tx) => {
    const [batch] = await tx.objectStore('batches').getAll(IDBKeyRange.lowerBound(after, true), 1);
    if (batch === undefined) return null;
    const rows = await Promise.all(batch.ids.map((id) => tx.objectStore('changes').get(id)));
    return { ...batch, changes: rows.filter((row): row is ChangeRow => row !== undefined).map(changeOf) };
  });
}

/** All that are not answered yet, the oldest first. */
export async function sealedBatches(store: VisitStore): Promise<readonly SealedRow[]> {
  return await store.db.read(['batches', 'changes'], async (tx) => {
    const batches = await tx.objectStore('batches').getAll();
    return await Promise.all(
      batches.map(async (batch) => {
        const rows = await Promise.all(batch.ids.map((id) => tx.objectStore('changes').get(id)));
        return { ...batch, changes: rows.filter((row): row is ChangeRow => row !== undefined).map(changeOf) };
      }),
    );
  });
}

/** A batch and the replica's new place, together: a number is never given twice. What a batch names is not sealed again. */
export async function saveBatch(store: VisitStore, batch: BatchRow, replica: ReplicaRow): Promise<void> {
  await store.db.write(['batches', 'replica'], async (tx) => {
    await Promise.all([tx.objectStore('batches').add(batch), tx.objectStore('replica').put(replica)]);
  });
}

/** Takes every unanswered batch apart and goes on as `replica`: a new one, or the old one set back to before them. */
export async function unsealAll(store: VisitStore, replica: ReplicaRow): Promise<void> {
  await store.db.write(['batches', 'outbox', 'replica'], async (tx) => {
    await tx.objectStore('batches').clear();
    await unseal(tx, IDBKeyRange.lowerBound(0, true));
    await tx.objectStore('replica').put(replica);
  });
}

/** The first version noted with each row in which batch it is. */
async function unseal(tx: Writing, batches: IDBKeyRange): Promise<void> {
  const outbox = tx.objectStore('outbox');
  const rows = await outbox.index('batch').getAll(batches);
  await Promise.all(rows.map((row) => outbox.put({ ...row, batch: 0 })));
}

const refusing: readonly TableName[] = ['outbox', 'refused', 'registers', 'changes'];

/**
 * Takes a receipt in. What it holds leaves the outbox; what it refuses leaves it too and is shown to its author; what it does
 * not name stays, to be sealed again.
 * @param lines of the visits' logs that the receipt is about, so that they need not be read back.
 */
export async function confirmBatch(
  store: VisitStore,
  batch: BatchRow,
  receipt: Receipt,
  lines: readonly PageOfVisit[] = [],
): Promise<void> {
  const tables = new Set<TableName>([...refusing, ...takingIn, 'batches', 'receipts', 'replica']);
  const { touched, taken } = await store.db.write([...tables], async (tx) => {
    await takeOut(
      tx,
      receipt.held.map((held) => held.id),
    );
    const refused = await takeRefused(tx, await deferUnadmitted(tx, receipt.refused, store.session.person.id));
    await unseal(tx, IDBKeyRange.only(batch.firstN));
    await tx.objectStore('batches').delete(batch.firstN);
    for (const { visit, seq, head } of receipt.visits) {
      const log = await tx.objectStore('logs').get(visit);
      if (log !== undefined && log.seq < seq)
        await tx.objectStore('logs').put({ ...log, target: Math.max(log.target, seq), receipted: { seq, head } });
    }
    const taken = await takeInPages(tx, await stillNext(tx, lines));
    await tx.objectStore('receipts').add({ at: receipt.at, receipt });
    await putKept(tx, { lastSentAt: store.clock().toISOString() });
    await putEnrolled(tx, receipt.replica.id, receipt.epoch);
    return { touched: refused, taken };
  });
  tellRefused(store, touched);
  await tellTakenIn(store, taken);
}

/** Those that follow what the device has read by now. */
async function stillNext(tx: Writing, lines: readonly PageOfVisit[]): Promise<readonly PageOfVisit[]> {
  const logs = await Promise.all(lines.map(({ visit }) => tx.objectStore('logs').get(visit)));
  return lines.filter(({ page }, at) => {
    const [log, first] = [logs[at], page.known[0]];
    return log !== undefined && first !== undefined && log.seq === first.seq - 1;
  });
}

/** A change that no push can carry (too large, say) goes out of the way of the others. */
export async function refuseHere(store: VisitStore, refused: readonly RefusedNow[]): Promise<void> {
  tellRefused(store, await store.db.write(refusing, (tx) => takeRefused(tx, refused)));
}

type Touched = readonly { readonly visit: VisitId; readonly register: string }[];

function tellRefused(store: VisitStore, touched: Touched): void {
  for (const { visit, register } of touched) {
    store.events.emit({ kind: 'visit', visit, registers: [register], log: false });
  }
  store.events.emit({ kind: 'outbox', isNew: false });
}

/** A refused change no longer counts here either, so that tablet and server show the same. Its row stays. */
async function takeRefused(tx: Writing, refused: readonly RefusedNow[]): Promise<Touched> {
  const touched: { visit: VisitId; register: string }[] = [];
  await takeOut(
    tx,
    refused.map(({ id }) => id),
  );
  for (const { id, code, detail } of refused) {
    const change = await tx.objectStore('changes').get(id);
    if (change === undefined) continue;
    const { visit, content } = change;
    const { register } = content;
    await tx.objectStore('refused').put({ id, visit, register, code, detail: detail ?? null, isAcknowledged: false });
    const row = await tx.objectStore('registers').get([visit, register]);
    if (row !== undefined) {
      const changes = row.changes.filter((folded) => folded.id !== id);
      await tx.objectStore('registers').put({ ...row, changes });
    }
    touched.push({ visit, register });
  }
  return touched;
}

/**
 * This person's own changes to a visit, for an offer after the server was restored. Another's cannot be vouched for here: their
 * own tablets bring them. Refused ones are not offered again.
 */
export async function ownChangeIds(store: VisitStore, visit: VisitId): Promise<readonly ChangeId[]> {
  const own = store.session.person.id;
  return await store.db.read(['refused', 'changes'], async (tx) => {
    const refused = new Set<string>(await tx.objectStore('refused').getAllKeys());
    const rows = await tx.objectStore('changes').index('visit').getAll(visit);
    return rows.flatMap((row) => (refused.has(row.id) || row.content.author !== own ? [] : [row.id]));
  });
}

/** Puts changes back into the outbox, and all that waits there of the visit into the order in which the server can take it. */
export async function enqueueAgain(store: VisitStore, visit: VisitId, ids: readonly ChangeId[]): Promise<void> {
  await store.db.write(['outbox', 'changes'], async (tx) => {
    const outbox = tx.objectStore('outbox');
    const waiting = await outbox.index('visit').getAll(visit);
    const all = [...new Set([...waiting.map((row) => row.id), ...ids])];
    const found = await Promise.all(all.map((id) => tx.objectStore('changes').get(id)));
    await takeOut(tx, all);
    const rows = inSendingOrder(found.filter((row): row is ChangeRow => row !== undefined));
    await Promise.all(rows.map((row) => outbox.add({ id: row.id, visit, batch: 0 })));
  });
  store.events.emit({ kind: 'outbox', isNew: true });
}

/** Before what waits is put into another order: a batch that was sealed in the old one is none any more. */
export async function forgetBatches(store: VisitStore): Promise<void> {
  const replica = await currentReplica(store);
  if (replica !== null) await unsealAll(store, replica);
}

/** Membership first: the server judges the rest by it. */
export function inSendingOrder<Row extends Pick<ChangeRow, 'content'>>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || a.content.depth - b.content.depth || (a.content.at < b.content.at ? -1 : 1),
  );
}

function rankOf({ content }: Pick<ChangeRow, 'content'>): number {
  if (content.register === 'visit/join') return 0;
  return content.register.startsWith('member/') ? 1 : 2;
}
