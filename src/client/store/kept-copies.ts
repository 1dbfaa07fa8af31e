import type { VisitId } from '#domain/ids.ts';
import { editableStatuses } from '#domain/visit/status.ts';
import { readKept } from './kept.ts';
import type { EvidenceRow } from './rows.ts';
import { photoKey } from './second-copy/journal-record.ts';
import { withCopy } from './second-copy/with-copy.ts';
import type { VisitStore } from './visit-store.ts';

/*
 * What the server has confirmed stays here for a while, so that it can be sent again should the server lose it. Changes stay as
 * long as their visit does (and one's own beyond that): they are small, and the visit is made of them. Photos go after the days
 * that the organisation has set, by nothing less than the server's reading their bytes once more.
 */
export const dayMs = 86_400_000;
const leastDays = 14;

export async function keepMs(store: VisitStore): Promise<number> {
  const days = (await readKept(store.db, 'directory'))?.keptCopyDays ?? leastDays;
  return Math.max(leastDays, days) * dayMs;
}

export async function keptCopies(store: VisitStore): Promise<readonly EvidenceRow[]> {
  return await store.db.read(['evidence'], (tx) => tx.objectStore('evidence').index('isSent').getAll(1));
}

/** Visits that this person still works on: their photos are looked at without a network, so they only go when the person says so. */
export async function visitsInHand(store: VisitStore): Promise<ReadonlySet<VisitId>> {
  const lines = await store.db.read(['lines'], (tx) => tx.objectStore('lines').getAll());
  return new Set(
    lines.filter((line) => line.isMember && editableStatuses.includes(line.status)).map(({ visit }) => visit),
  );
}

/** `sentAt` is noted once: a later confirmation does not begin the time anew. */
export async function noteLook(store: VisitStore, photo: EvidenceRow, confirmedAt: string | null): Promise<void> {
  const lookedAt = store.clock().toISOString();
  await store.db.write(['evidence'], async (tx) => {
    const row = await tx.objectStore('evidence').get([photo.visit, photo.sha256]);
    if (row?.isSent !== 1) return;
    const sentAt = row.sentAt ?? confirmedAt;
    await tx.objectStore('evidence').put({ ...row, lookedAt, ...(sentAt === null ? {} : { sentAt }) });
  });
}

/** The server has lost it. */
export async function sendAgain(store: VisitStore, photo: EvidenceRow): Promise<void> {
  await store.db.write(['evidence'], async (tx) => {
    const row = await tx.objectStore('evidence').get([photo.visit, photo.sha256]);
    if (row?.isSent !== 1) return;
    const { sentAt: _sentAt, lookedAt: _lookedAt, ...rest } = row;
    await tx.objectStore('evidence').put({ ...rest, isSent: 0, uploadUrl: null });
  });
  store.events.emit({ kind: 'outbox', isNew: true });
}

/** From the second copy first: what only that has is put back into the database. */
export async function removeCopy(store: VisitStore, { visit, sha256 }: EvidenceRow): Promise<boolean> {
  await withCopy(store, (copy) => copy.journal.forget([photoKey(visit, sha256)]));
  const isRemoved = await store.db.write(['evidence', 'evidenceChunks'], async (tx) => {
    // Doubted meanwhile, as by another server: then it is needed again.
    if ((await tx.objectStore('evidence').get([visit, sha256]))?.isSent !== 1) return false;
    await tx.objectStore('evidence').delete([visit, sha256]);
    await tx
      .objectStore('evidenceChunks')
      .delete(IDBKeyRange.bound([visit, sha256, 0], [visit, sha256, Number.POSITIVE_INFINITY]));
    return true;
  });
  if (isRemoved) store.events.emit({ kind: 'outbox', isNew: false });
  return isRemoved;
}
