import type { LogChain } from '#client/store/log-lines.ts';
import type { VisitLogPage } from '#client/store/visit-log.ts';
import { verifyChange } from '#domain/change/change.ts';
import { type LogItem, parseLogItem, type UnknownLogItem } from '#domain/change/log.ts';
import { countedLine, headClaim, headsAlong } from '#domain/change/log-head.ts';
import type { VisitId } from '#domain/ids.ts';
import { LogPage } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { assertSigned } from './server-key.ts';
import { Unreachable } from './transport.ts';

export interface ReadPage {
  readonly page: VisitLogPage;
  readonly epoch: LogPage['epoch'];
  readonly lastSeq: number;
  readonly hasMore: boolean;
}

/** The lines after `after`, checked: they follow without a gap, and each change is what its id says. */
export async function readLogPage(context: EngineContext, visit: VisitId, after: number): Promise<ReadPage> {
  const { transport } = context;
  const path = `/api/visits/${visit}/log?after=${after}`;
  const raw = await ask(transport, LogPage, { method: 'GET', path });
  if (raw.visit !== visit) throw new Unreachable('notOurs');
  const chains = await chainsOf(context, raw, after);
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
    page: { known, unknown, seq: raw.seq, chains },
    epoch: raw.epoch,
    lastSeq: after + raw.items.length,
    hasMore: raw.hasMore,
  };
}

/** @throws Unreachable unless the lines lead to the head that the server has signed. */
async function chainsOf(context: EngineContext, page: LogPage, after: number): Promise<readonly LogChain[]> {
  const { before, head, items, visit } = page;
  if (before === undefined || head === undefined) return [];
  const heads = await headsAlong(before, items);
  const end = heads.at(-1) ?? before;
  if (head.seq !== after + items.length || head.head !== end) throw new Unreachable('notOurs');
  const organisation = context.store.session.organisation.id;
  await assertSigned(context, 'head', headClaim({ organisation, visit }, head), head.signature);
  return [{ before, lines: items.map(countedLine), heads, head }];
}

export async function isTrue(item: LogItem, visit: VisitId): Promise<boolean> {
  if (item.kind !== 'change' && item.kind !== 'adopted') return true;
  const isOfThisVisit = item.change.content.visit === visit;
  return isOfThisVisit === (item.kind === 'change') && (await verifyChange(item.change));
}
