import type { LogChain } from '#client/store/log-lines.ts';
import type { VisitLogPage } from '#client/store/visit-log.ts';
import { verifyChange } from '#domain/change/change.ts';
import { type LogItem, parseLogItem, type UnknownLogItem } from '#domain/change/log.ts';
import { countedLine, headClaim, headsAlong } from '#domain/change/log-head.ts';
import type { Sha256, VisitId } from '#domain/ids.ts';
import { EitherLogPage, type PackedLogPage, unpackLines } from '#protocol/packed-log.ts';
import { LogPage } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { assertSigned } from './server-key.ts';
import { Unreachable } from './transport.ts';
import { unpacked } from './unpack-changes.ts';

export interface ReadPage {
  readonly page: VisitLogPage;
  readonly epoch: LogPage['epoch'];
  readonly lastSeq: number;
  readonly hasMore: boolean;
}

/** A page with what was worked out on the way to it. */
interface ReadLines {
  readonly page: LogPage;
  /** Lines of changes whose ids were worked out here, by their number. */
  readonly made: ReadonlyMap<number, LogItem>;
  readonly heads: readonly Sha256[] | null;
}

/** The lines after `after`, checked: they follow without a gap, and each change is what its id says. */
export async function readLogPage(context: EngineContext, visit: VisitId, after: number): Promise<ReadPage> {
  const { page: raw, made, heads } = await readLines(context, visit, after);
  const chains = await chainsOf(context, raw, after, heads);
  const known: LogItem[] = [];
  const unknown: UnknownLogItem[] = [];
  for (const [at, item] of raw.items.entries()) {
    if (item.seq !== after + at + 1) throw new Unreachable('notOurs');
    const line = made.get(item.seq);
    const parsed = line === undefined ? parseLogItem(item) : { known: line };
    if (line?.kind === 'change' && line.change.content.visit === visit) known.push(line);
    else if ('unknown' in parsed) unknown.push(parsed.unknown);
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

/** Packed, unless the server does not know of it, or a line there is not what its hash says and would come out as another. */
async function readLines(context: EngineContext, visit: VisitId, after: number): Promise<ReadLines> {
  const path = `/api/visits/${visit}/log?after=${after}`;
  const first = await ask(context.transport, EitherLogPage, { method: 'GET', path: `${path}&form=packed` });
  if (first.visit !== visit) throw new Unreachable('notOurs');
  if (first.kind === 'log') return { page: first, made: new Map(), heads: null };
  const whole = await unpackPage(first, after);
  if (whole !== null) return whole;
  const page = await ask(context.transport, LogPage, { method: 'GET', path });
  if (page.visit !== visit) throw new Unreachable('notOurs');
  return { page, made: new Map(), heads: null };
}

async function unpackPage(packed: PackedLogPage, after: number): Promise<ReadLines | null> {
  const { lines: _packed, kind: _kind, ...rest } = packed;
  const changes = await unpacked(packed.lines.changes);
  const lines = changes === null ? null : unpackLines(packed, changes, after);
  if (lines === null) return null;
  const { items, made } = lines;
  const heads = await headsAlong(packed.before, items);
  if (heads.at(-1) !== packed.head.head) return null;
  const page: LogPage = { ...rest, kind: 'log', items: [...items] };
  return { page, made, heads };
}

/** @throws Unreachable unless the lines lead to the head that the server has signed. */
async function chainsOf(
  context: EngineContext,
  page: LogPage,
  after: number,
  known: readonly Sha256[] | null,
): Promise<readonly LogChain[]> {
  const { before, head, items, visit } = page;
  if (before === undefined || head === undefined) return [];
  const heads = known ?? (await headsAlong(before, items));
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
