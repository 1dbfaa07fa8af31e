import { applyFeed, dropLostVisits, feedPlace, logSeq, visitsBehind } from '#client/store/feed.ts';
import { keptInstrument } from '#client/store/instruments.ts';
import { writeKept } from '#client/store/kept.ts';
import { LogContradiction } from '#client/store/log-lines.ts';
import { mendLines, refreshLines, visitInstrument } from '#client/store/refresh-lines.ts';
import { applyLogPages } from '#client/store/visit-log.ts';
import type { VisitId } from '#domain/ids.ts';
import { FeedPage } from '#protocol/sync.ts';
import { ask, queryOf } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { assertEpoch } from './epoch.ts';
import { fetchInstrument } from './fetch-instrument.ts';
import { isNotForUs } from './not-for-us.ts';
import { type ReadPage, readLogPage } from './read-log.ts';
import { readUnderstood } from './read-understood.ts';

/** Logs that are asked for side by side, and taken in by one commit. */
const atOnce = 10;

/** Follows the feed to its end, then the log of every visit that has moved. */
export async function fetchVisits(context: EngineContext): Promise<void> {
  const { store } = context;
  context.reports.activity({ kind: 'fetching' });
  await followFeed(context);
  await readUnderstood(context);
  await fetchLogs(context, await visitsBehind(store));
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
  const isNew = (await logSeq(store, visit)) === 0;
  const { cursor } = await feedPlace(store);
  await readToEnd(context, visit);
  // The feed passes over a visit that is not here: what it told while the first page was on its way is asked for now.
  if (isNew && (await feedPlace(store)).cursor !== cursor) await readToEnd(context, visit);
  await refreshRead(context, [visit]);
}

async function readToEnd(context: EngineContext, visit: VisitId): Promise<void> {
  for (let isAtEnd = false; !isAtEnd; ) isAtEnd = !(await takeIn(context, [await readNext(context, visit)]));
}

/** The first page of each of these, and then what is left of the few that have more. */
async function fetchLogs(context: EngineContext, visits: readonly VisitId[]): Promise<void> {
  const groups = Array.from({ length: Math.ceil(visits.length / atOnce) }, (_, at) =>
    visits.slice(at * atOnce, (at + 1) * atOnce),
  );
  // The next are on their way while these are taken in.
  let reading = readGroup(context, groups[0] ?? []);
  for (const at of groups.keys()) {
    const results = await reading;
    reading = readGroup(context, groups[at + 1] ?? []);
    const read = results.flatMap((result) => ('page' in result ? [result] : []));
    await takeIn(context, read);
    for (const { visit, hasMore } of read) if (hasMore) await fetchLog(context, visit);
    await refreshRead(
      context,
      read.map(({ visit }) => visit),
    );
    // A visit that this person may not read (any more) must not keep the others back.
    const failure = results.find((result) => 'error' in result && !isNotForUs(result.error));
    if (failure !== undefined && 'error' in failure) throw failure.error;
  }
}

type Read = ReadPage & { readonly visit: VisitId; readonly after: number };

/** Never rejects: what went wrong with one is told beside the others. */
async function readGroup(
  context: EngineContext,
  visits: readonly VisitId[],
): Promise<readonly (Read | { readonly error: unknown })[]> {
  return await Promise.all(visits.map((visit) => readNext(context, visit).catch((error: unknown) => ({ error }))));
}

async function readNext(context: EngineContext, visit: VisitId): Promise<Read> {
  const after = await logSeq(context.store, visit);
  return { ...(await readLogPage(context, visit, after)), visit, after };
}

/** @returns whether one of the visits has more. */
async function takeIn({ store }: EngineContext, read: readonly Read[]): Promise<boolean> {
  for (const epoch of new Set(read.map((one) => one.epoch))) await assertEpoch(store, epoch);
  for (const { visit, after, page } of read) if (page.seq < after) throw new LogContradiction(visit, after);
  if (read.length > 0) await applyLogPages(store, read);
  return read.some(({ hasMore }) => hasMore);
}

async function refreshRead(context: EngineContext, visits: readonly VisitId[]): Promise<void> {
  const { store } = context;
  for (const visit of visits) {
    const hash = await visitInstrument(store, visit);
    if (hash !== null && (await keptInstrument(store, hash)) === null) await fetchInstrument(context, hash);
  }
  await refreshLines(store, visits);
}
