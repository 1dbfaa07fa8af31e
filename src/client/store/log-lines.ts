import type { Change } from '#domain/change/change.ts';
import { UnknownLogItem } from '#domain/change/log.ts';
import { headsAlong, type SignedHead } from '#domain/change/log-head.ts';
import type { Sha256, VisitId } from '#domain/ids.ts';
import { keysOf, type Writing } from './database.ts';
import { changeOf, type LogPageRow, type LogRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

/** Lines as the server chained them: `lines` end at `head.seq`, `heads` are those after each of them. */
export interface LogChain {
  readonly before: Sha256;
  /** A change is only named. */
  readonly lines: readonly UnknownLogItem[];
  readonly heads: readonly Sha256[];
  readonly head: SignedHead;
}

/** The server shows another history than the one it has shown, or given a receipt for. */
export class LogContradiction extends Error {
  readonly visit: VisitId;
  readonly seq: number;

  constructor(visit: VisitId, seq: number) {
    super(`The log of visit ${visit} is not what it was at line ${seq}.`);
    this.name = 'LogContradiction';
    this.visit = visit;
    this.seq = seq;
  }
}

/**
 * Keeps what the server may need again: the lines as they were chained, and its word for them.
 * @throws LogContradiction
 */
export async function keepLines(
  tx: Writing,
  log: LogRow,
  chains: readonly LogChain[],
): Promise<Pick<LogRow, 'head' | 'receipted'>> {
  const { visit } = log;
  let { seq, head, receipted } = log;
  for (const chain of chains) {
    const end = chain.head.seq;
    const first = end - chain.lines.length;
    const headAt = (at: number): Sha256 | undefined => (at === first ? chain.before : chain.heads[at - first - 1]);
    if (head !== undefined && seq >= first && seq <= end && headAt(seq) !== head)
      throw new LogContradiction(visit, seq);
    if (receipted !== undefined && receipted.seq >= first && receipted.seq <= end) {
      if (headAt(receipted.seq) !== receipted.head) throw new LogContradiction(visit, receipted.seq);
      receipted = undefined;
    }
    const before = headAt(seq);
    if (end > seq && before !== undefined) {
      const lines = chain.lines.slice(seq - first);
      await tx.objectStore('logPages').put({ visit, from: seq + 1, before, lines, head: chain.head });
    }
    if (end >= seq) [seq, head] = [end, chain.head.head];
  }
  return { head, receipted };
}

export async function keptPages(store: VisitStore, visit: VisitId): Promise<readonly LogPageRow[]> {
  return await store.db.read(['logPages'], (tx) => tx.objectStore('logPages').getAll(keysOf(visit)));
}

/** The lines whole again, with the changes that they name. Null where one of them is not here any more. */
export async function wholeLines(
  store: VisitStore,
  lines: readonly UnknownLogItem[],
): Promise<readonly UnknownLogItem[] | null> {
  return await store.db.read(['changes'], async (tx) => {
    const whole: UnknownLogItem[] = [];
    for (const line of lines) {
      if (!namesChange(line)) {
        whole.push(line);
        continue;
      }
      const row = await tx.objectStore('changes').get(String(line.change));
      if (row === undefined) return null;
      const change: Change = changeOf(row);
      whole.push(UnknownLogItem.parse({ ...line, change }));
    }
    return whole;
  });
}

/** The head that the kept lines lead to at this number; null where they do not reach it. */
export async function headAt(pages: readonly LogPageRow[], seq: number): Promise<Sha256 | null> {
  for (const { from, before, lines } of pages) {
    if (seq === from - 1) return before;
    if (seq >= from && seq < from + lines.length)
      return (await headsAlong(before, lines.slice(0, seq - from + 1))).at(-1) ?? null;
  }
  return null;
}

function namesChange({ kind }: UnknownLogItem): boolean {
  return kind === 'change' || kind === 'adopted';
}

/** The visit's log goes on here as it is kept, on a server that has all of it: what older receipts said beyond it is over. */
export async function settleLog(store: VisitStore, visit: VisitId, seq: number): Promise<void> {
  await store.db.write(['logs'], async (tx) => {
    const log = await tx.objectStore('logs').get(visit);
    if (log === undefined) return;
    const { receipted: _over, ...rest } = log;
    await tx.objectStore('logs').put({ ...rest, target: Math.max(log.seq, seq), isDoubted: false });
  });
}
