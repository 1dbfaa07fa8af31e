import type { UnknownLogItem } from '#domain/change/log.ts';
import type { Epoch, Sha256, VisitId } from '#domain/ids.ts';
import type { FeedPage } from '#protocol/sync.ts';
import { keysOf, type Writing } from './database.ts';
import { recallDeferred } from './deferred.ts';
import { keptIn, putKept, writeKept } from './kept.ts';
import { newLog } from './new-log.ts';
import type { ChangeRow, LogRow } from './rows.ts';
import { withCopy } from './second-copy/with-copy.ts';
import type { VisitStore } from './visit-store.ts';

export interface FeedPlace {
  readonly epoch: Epoch | null;
  readonly cursor: string;
}

export async function feedPlace(store: VisitStore): Promise<FeedPlace> {
  return await store.db.read(['kept'], async (tx) => {
    const [epoch, cursor] = await Promise.all([keptIn(tx, 'epoch'), keptIn(tx, 'feedCursor')]);
    return { epoch, cursor: cursor ?? '' };
  });
}

/** After the server was restored: its feed is read from the beginning. */
export async function forgetPlace(store: VisitStore, epoch: Epoch): Promise<void> {
  await writeKept(store.db, { epoch, feedCursor: '' });
}

/** Notes how far each visit is on the server, then where to go on. Members' visits are followed by themselves. */
export async function applyFeed(store: VisitStore, page: FeedPage): Promise<void> {
  const recalled = await store.db.write(['logs', 'kept', 'outbox'], async (tx) => {
    const logs = tx.objectStore('logs');
    for (const { visit, seq, head, access, isMember } of page.visits) {
      const log = await logs.get(visit);
      if (access === 'lost') {
        if (log !== undefined) await logs.put({ ...log, isLost: true, isMember: false });
      } else if (log !== undefined || isMember) {
        const known = log ?? newLog(visit, isMember);
        const isOther = known.seq > seq || (known.seq === seq && isAnother(known.head, head));
        const isDoubted = isOther || known.isDoubted;
        await logs.put({ ...known, target: Math.max(known.target, seq), isMember, isLost: false, isDoubted });
      }
    }
    await putKept(tx, { epoch: page.epoch, feedCursor: page.cursor });
    const joined = page.visits.filter(({ isMember }) => isMember).map(({ visit }) => visit);
    return await recallDeferred(tx, joined);
  });
  if (recalled > 0) store.events.emit({ kind: 'outbox', isNew: true });
}

function isAnother(here: Sha256 | undefined, there: Sha256 | undefined): boolean {
  return here !== undefined && there !== undefined && here !== there;
}

/** Visits whose log the device has not read to the end, as far as it knows, or that may have become another. */
export async function visitsBehind(store: VisitStore): Promise<readonly VisitId[]> {
  return (await allLogs(store))
    .filter((log) => !log.isLost && (log.seq < log.target || log.isDoubted))
    .map((log) => log.visit);
}

/** What the device keeps raw of each visit that it may read. */
export async function unknownLines(
  store: VisitStore,
): Promise<readonly { readonly visit: VisitId; readonly lines: readonly UnknownLogItem[] }[]> {
  return (await allLogs(store)).flatMap(({ visit, isLost, unknown }) =>
    isLost || unknown.length === 0 ? [] : [{ visit, lines: unknown }],
  );
}

export async function keptVisits(store: VisitStore): Promise<readonly VisitId[]> {
  return (await allLogs(store)).map((log) => log.visit);
}

/** Visits of which nothing is left here but the person's own changes. */
export async function droppedVisits(store: VisitStore): Promise<readonly VisitId[]> {
  return await store.db.read(['changes', 'logs'], async (tx) => {
    const [logs, rows] = await Promise.all([tx.objectStore('logs').getAllKeys(), tx.objectStore('changes').getAll()]);
    const kept = new Set<string>(logs);
    return [...new Set(rows.map(({ visit }) => visit))].filter((visit) => !kept.has(visit));
  });
}

/** Up to which line the device has read; 0 when it does not have the visit. */
export async function logSeq(store: VisitStore, visit: VisitId): Promise<number> {
  return (await store.db.read(['logs'], (tx) => tx.objectStore('logs').get(visit)))?.seq ?? 0;
}

/**
 * Visits that this person may no longer read go once nothing of them waits to be sent. The person's own changes and the photos'
 * bytes stay: a server that is restored later from an older archive may need them.
 */
export async function dropLostVisits(store: VisitStore): Promise<void> {
  const lost = (await allLogs(store)).filter((log) => log.isLost);
  for (const { visit } of lost) if (await dropIfSent(store, visit)) store.events.emit({ kind: 'lines' });
}

async function dropIfSent(store: VisitStore, visit: VisitId): Promise<boolean> {
  const own = store.session.person.id;
  const dropped = await store.db.write(
    ['changes', 'registers', 'outbox', 'logs', 'logPages', 'lines', 'intents'],
    async (tx) => {
      if ((await tx.objectStore('outbox').index('visit').count(visit)) > 0) return null;
      const rows = await tx.objectStore('changes').index('visit').getAll(visit);
      rows.push(...(await adoptedRows(tx, visit)));
      const changes = rows.filter(({ content }) => content.author !== own).map(({ id }) => id);
      await Promise.all([
        ...changes.map((id) => tx.objectStore('changes').delete(id)),
        tx.objectStore('registers').delete(keysOf(visit)),
        tx.objectStore('logs').delete(visit),
        tx.objectStore('logPages').delete(keysOf(visit)),
        tx.objectStore('lines').delete(visit),
        tx.objectStore('intents').delete(visit),
      ]);
      return changes;
    },
  );
  await withCopy(store, (copy) => copy.forgetChanges(dropped ?? []));
  return dropped !== null;
}

/** Changes of visits that were merged into this one and that the device has by it alone. */
async function adoptedRows(tx: Writing, visit: VisitId): Promise<readonly ChangeRow[]> {
  const logs = tx.objectStore('logs');
  const rows: ChangeRow[] = [];
  for (const { from } of (await logs.get(visit))?.adoptions ?? []) {
    if ((await logs.getKey(from)) === undefined)
      rows.push(...(await tx.objectStore('changes').index('visit').getAll(from)));
  }
  return rows;
}

async function allLogs(store: VisitStore): Promise<readonly LogRow[]> {
  return await store.db.read(['logs'], (tx) => tx.objectStore('logs').getAll());
}
