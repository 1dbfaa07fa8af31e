import { applyFeed, dropLostVisits, feedPlace, logSeq, visitsBehind } from '#client/store/feed.ts';
import { keptInstrument } from '#client/store/instruments.ts';
import { writeKept } from '#client/store/kept.ts';
import { LogContradiction } from '#client/store/log-lines.ts';
import { mendLines, refreshLine, visitInstrument } from '#client/store/visit-lines.ts';
import { applyLogPage } from '#client/store/visit-log.ts';
import type { VisitId } from '#domain/ids.ts';
import { FeedPage } from '#protocol/sync.ts';
import { ask, queryOf } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { assertEpoch } from './epoch.ts';
import { fetchInstrument } from './fetch-instrument.ts';
import { isNotForUs } from './not-for-us.ts';
import { readLogPage } from './read-log.ts';
import { readUnderstood } from './read-understood.ts';

/** Follows the feed to its end, then the log of every visit that has moved. */
export async function fetchVisits(context: EngineContext): Promise<void> {
  const { store } = context;
  context.reports.activity({ kind: 'fetching' });
  await followFeed(context);
  await readUnderstood(context);
  for (const visit of await visitsBehind(store)) {
    try {
      await fetchLog(context, visit);
    } catch (error) {
      // A visit that this person may not read (any more) must not keep the others back.
      if (!isNotForUs(error)) throw error;
    }
  }
  await dropLostVisits(store);
  await mendLines(store);
  await writeKept(store.db, { lastFetchedAt: store.clock().toISOString() });
  store.events.emit({ kind: 'lines' });
}

async function followFeed({ store, transport }: EngineContext): Promise<void> {
  for (;;) {
    const { cursor } = await feedPlace(store);
    const path = `/api/feed${queryOf({ after: cursor })}`;
    const page = await ask(transport, FeedPage, { method: 'GET', path });
    await assertEpoch(store, page.epoch);
    await applyFeed(store, page);
    if (!page.hasMore) return;
  }
}

/** Reads a visit's log from where the device is to its end. */
export async function fetchLog(context: EngineContext, visit: VisitId): Promise<void> {
  const { store } = context;
  let isAtEnd = false;
  while (!isAtEnd) {
    const after = await logSeq(store, visit);
    const { page, epoch, hasMore } = await readLogPage(context, visit, after);
    await assertEpoch(store, epoch);
    if (page.seq < after) throw new LogContradiction(visit, after);
    await applyLogPage(store, visit, page);
    isAtEnd = !hasMore;
  }
  const hash = await visitInstrument(store, visit);
  if (hash !== null && (await keptInstrument(store, hash)) === null) await fetchInstrument(context, hash);
  await refreshLine(store, visit);
}
