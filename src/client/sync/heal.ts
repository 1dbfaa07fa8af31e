import { droppedVisits, forgetPlace, keptVisits } from '#client/store/feed.ts';
import type { LogChain } from '#client/store/log-lines.ts';
import { enqueueAgain, forgetBatches, ownChangeIds } from '#client/store/outbox.ts';
import { doubtPhotos } from '#client/store/photos-to-send.ts';
import { refreshLine } from '#client/store/refresh-lines.ts';
import { rebuildVisit, type VisitLogPage } from '#client/store/visit-log.ts';
import type { LogItem, UnknownLogItem } from '#domain/change/log.ts';
import type { ChangeId, Epoch, VisitId } from '#domain/ids.ts';
import { OfferResult } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { handInLines } from './hand-in-lines.ts';
import { isNotForUs } from './not-for-us.ts';
import { readLogPage } from './read-log.ts';

const offerSize = 5000;

/**
 * The server was restored or made anew. What it once had of each log is given back, whoever wrote it; where its log is then another
 * than the device's, it is read again from its first line. Every change of this person that the device keeps is offered, and what
 * the server lacks goes back into the outbox. The new epoch is noted last: an interruption means that all of it is done again, which
 * does no harm.
 */
export async function healServer(context: EngineContext, epoch: Epoch): Promise<void> {
  const { store } = context;
  context.reports.activity({ kind: 'fetching' });
  await forgetBatches(store);
  for (const visit of await keptVisits(store)) {
    if (!(await handInLines(context, visit))) await rebuildVisit(store, visit, await wholeLog(context, visit));
    await offerOwn(context, visit);
    await refreshLine(store, visit);
  }
  for (const visit of await droppedVisits(store)) await offerOwn(context, visit);
  await forgetPlace(store, epoch);
}

async function offerOwn(context: EngineContext, visit: VisitId): Promise<void> {
  const { store } = context;
  await enqueueAgain(store, visit, await missingThere(context, visit, await ownChangeIds(store, visit)));
  await doubtPhotos(store, visit);
}

export async function wholeLog(context: EngineContext, visit: VisitId): Promise<VisitLogPage> {
  const known: LogItem[] = [];
  const unknown: UnknownLogItem[] = [];
  const chains: LogChain[] = [];
  let seq = 0;
  try {
    for (let after = 0, hasMore = true; hasMore; ) {
      const read = await readLogPage(context, visit, after);
      known.push(...read.page.known);
      unknown.push(...read.page.unknown);
      chains.push(...(read.page.chains ?? []));
      seq = read.page.seq;
      after = read.lastSeq;
      hasMore = read.hasMore;
    }
  } catch (error) {
    // The backup is older than the visit: its log is empty until the tablets bring it back.
    if (!isNotForUs(error)) throw error;
  }
  return { known, unknown, seq, chains };
}

async function missingThere(
  { transport }: EngineContext,
  visit: VisitId,
  ids: readonly ChangeId[],
): Promise<readonly ChangeId[]> {
  const missing: ChangeId[] = [];
  for (let at = 0; at < ids.length; at += offerSize) {
    const body = { visit, ids: ids.slice(at, at + offerSize) };
    try {
      missing.push(...(await ask(transport, OfferResult, { method: 'POST', path: '/api/offer', body })).missing);
    } catch (error) {
      if (!isNotForUs(error)) throw error;
      missing.push(...body.ids);
    }
  }
  return missing;
}
