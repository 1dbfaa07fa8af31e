import type { SealedRow } from '#client/store/outbox.ts';
import type { PageOfVisit } from '#client/store/visit-log.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import type { LogItem } from '#domain/change/log.ts';
import { countedLine, emptyHead, headsAlong, type SignedHead } from '#domain/change/log-head.ts';
import type { VisitId } from '#domain/ids.ts';
import type { Receipt } from '#protocol/sync.ts';

/**
 * The lines that a push has become, made here from what was sent and what the receipt says of it. Only where they follow what the
 * device has read, and lead to the head that the server has signed: everything else is read as ever.
 */
export async function ownLines(
  store: VisitStore,
  batch: SealedRow,
  receipt: Receipt,
  heads: ReadonlyMap<VisitId, SignedHead>,
): Promise<readonly PageOfVisit[]> {
  const changes = new Map(batch.changes.map((change, at) => [change.id, { change, n: batch.firstN + at }]));
  const { replica, at: receivedAt } = { replica: batch.replica, at: receipt.at };
  const lines = new Map<VisitId, LogItem[]>();
  for (const { id, visit, seq, verdict } of receipt.held) {
    const sent = changes.get(id);
    if (sent === undefined || sent.change.content.visit !== visit) continue;
    const line = { seq, kind: 'change', ...sent, verdict, replica, receivedAt } as const;
    const before = lines.get(visit);
    if (before === undefined) lines.set(visit, [line]);
    else before.push(line);
  }
  const pages = await Promise.all([...lines].map(([visit, own]) => pageOf(store, visit, own, heads.get(visit))));
  return pages.flatMap((page) => page ?? []);
}

async function pageOf(
  store: VisitStore,
  visit: VisitId,
  known: readonly LogItem[],
  head: SignedHead | undefined,
): Promise<PageOfVisit | null> {
  const log = await store.db.read(['logs'], (tx) => tx.objectStore('logs').get(visit));
  if (log === undefined || head === undefined || log.isDoubted === true || log.isLost) return null;
  if (known.some(({ seq }, at) => seq !== log.seq + 1 + at) || head.seq !== log.seq + known.length) return null;
  const before = log.seq === 0 ? emptyHead : log.head;
  if (before === undefined) return null;
  const headsOfLines = await headsAlong(before, known);
  if (headsOfLines.at(-1) !== head.head) return null;
  const chain = { before, lines: known.map(countedLine), heads: headsOfLines, head };
  return { visit, page: { known, unknown: [], seq: head.seq, chains: [chain] } };
}
