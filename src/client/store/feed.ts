import type { Epoch, VisitId } from '#domain/ids.ts';
import type { FeedPage } from '#protocol/sync.ts';
import { assertStrict } from './database.ts';
import { readKept } from './kept.ts';
import { newLog } from './visit-log.ts';
import type { VisitStore } from './visit-store.ts';

export interface FeedPlace {
  readonly epoch: Epoch | null;
  readonly cursor: string;
}

export async function feedPlace(store: VisitStore): Promise<FeedPlace> {
  return { epoch: await readKept(store.db, 'epoch'), cursor: (await readKept(store.db, 'feedCursor')) ?? '' };
}

/** After the server was restored: its feed is read from the beginning. */
export async function forgetPlace(store: VisitStore, epoch: Epoch): Promise<void> {
  await store.db.kept.bulkPut([
    { key: 'epoch', value: epoch },
    { key: 'feedCursor', value: '' },
  ]);
}

/** Notes how far each visit is on the server, then where to go on. Members' visits are followed by themselves. */
export async function applyFeed(store: VisitStore, page: FeedPage): Promise<void> {
  const { db } = store;
  await db.transaction('rw', db.logs, db.kept, async (transaction) => {
    assertStrict(transaction);
    for (const { visit, seq, access, isMember } of page.visits) {
      const log = await db.logs.get(visit);
      if (access === 'lost') {
        if (log !== undefined) await db.logs.put({ ...log, isLost: true, isMember: false });
      } else if (log !== undefined || isMember) {
        const known = log ?? newLog(visit, isMember);
        await db.logs.put({ ...known, target: Math.max(known.target, seq), isMember, isLost: false });
      }
    }
    await db.kept.bulkPut([
      { key: 'epoch', value: page.epoch },
      { key: 'feedCursor', value: page.cursor },
    ]);
  });
}

/** Visits whose log the device has not read to the end, as far as it knows. */
export async function visitsBehind(
  store: VisitStore,
): Promise<readonly { readonly visit: VisitId; readonly seq: number }[]> {
  const logs = await store.db.logs.toArray();
  return logs.filter((log) => !log.isLost && log.seq < log.target).map(({ visit, seq }) => ({ visit, seq }));
}

export async function keptVisits(store: VisitStore): Promise<readonly VisitId[]> {
  return (await store.db.logs.toArray()).map((log) => log.visit);
}

export async function logSeq(store: VisitStore, visit: VisitId): Promise<number | null> {
  return (await store.db.logs.get(visit))?.seq ?? null;
}

/** Visits that this person may no longer read go once nothing of them waits to be sent. Their photos' bytes stay. */
export async function dropLostVisits(store: VisitStore): Promise<void> {
  const { db } = store;
  const lost = await db.logs.filter((log) => log.isLost).toArray();
  for (const { visit } of lost) {
    const tables = [db.changes, db.registers, db.outbox, db.logs, db.lines, db.intents];
    const isDropped = await db.transaction('rw', tables, async () => {
      if ((await db.outbox.where('visit').equals(visit).count()) > 0) return false;
      await db.changes.where('visit').equals(visit).delete();
      await db.registers.where('[visit+name]').between([visit, ''], [visit, '\uffff']).delete();
      await Promise.all([db.logs.delete(visit), db.lines.delete(visit), db.intents.delete(visit)]);
      return true;
    });
    if (isDropped) store.events.emit({ kind: 'lines' });
  }
}
