import type { VisitLogPage } from '#client/store/visit-log.ts';
import { verifyChange } from '#domain/change/change.ts';
import { type LogItem, parseLogItem, type UnknownLogItem } from '#domain/change/log.ts';
import type { VisitId } from '#domain/ids.ts';
import { LogPage } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { Unreachable } from './transport.ts';

export interface ReadPage {
  readonly page: VisitLogPage;
  readonly epoch: LogPage['epoch'];
  readonly lastSeq: number;
  readonly hasMore: boolean;
}

/** The lines after `after`, checked: they follow without a gap, and each change is what its id says. */
export async function readLogPage({ transport }: EngineContext, visit: VisitId, after: number): Promise<ReadPage> {
  const path = `/api/visits/${visit}/log?after=${after}`;
  const raw = await ask(transport, LogPage, { method: 'GET', path });
  if (raw.visit !== visit) throw new Unreachable('notOurs');
  const known: LogItem[] = [];
  const unknown: UnknownLogItem[] = [];
  for (const [at, item] of raw.items.entries()) {
    if (item.seq !== after + at + 1) throw new Unreachable('notOurs');
    const parsed = parseLogItem(item);
    if ('unknown' in parsed) unknown.push(parsed.unknown);
    else if (await isTrue(parsed.known, visit)) known.push(parsed.known);
    else unknown.push(item);
  }
  return {
    page: { known, unknown, seq: raw.seq },
    epoch: raw.epoch,
    lastSeq: after + raw.items.length,
    hasMore: raw.hasMore,
  };
}

async function isTrue(item: LogItem, visit: VisitId): Promise<boolean> {
  return item.kind !== 'change' || (item.change.content.visit === visit && (await verifyChange(item.change)));
}
