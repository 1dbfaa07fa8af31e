import * as z from 'zod/mini';
import type { Change } from '#domain/change/change.ts';
import { LogItem, UnknownLogItem } from '#domain/change/log.ts';
import { SignedHead } from '#domain/change/log-head.ts';
import { Verdict } from '#domain/change/verdict.ts';
import { Epoch, Instant, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { Dictionary, Positions } from './columns.ts';
import { PackedChanges, packChanges } from './packed-changes.ts';
import { LogPage } from './sync.ts';

type ChangeLine = LogItem & { readonly kind: 'change' };

/** Lines of kind `change`: they take the numbers of the page that no other line has, in order. */
export const PackedLines = z.looseObject({
  changes: PackedChanges,
  verdicts: z.array(Verdict),
  replicas: z.array(ReplicaId),
  times: z.array(Instant),
  verdictOf: Positions,
  replicaOf: Positions,
  receivedAtOf: Positions,
  /** More than the `n` of the line before. */
  n: z.array(z.int()),
});
export type PackedLines = z.infer<typeof PackedLines>;

/** The answer to `GET /api/visits/:visit/log?form=packed`, for a page that can be told so. */
export const PackedLogPage = z.looseObject({
  kind: z.literal('packed-log'),
  epoch: Epoch,
  visit: VisitId,
  /** Newest seq of the visit when the page was read. */
  seq: z.int(),
  hasMore: z.boolean(),
  lines: PackedLines,
  /** Lines of any other kind, as they are. */
  items: z.array(UnknownLogItem),
  before: Sha256,
  head: SignedHead,
});
export type PackedLogPage = z.infer<typeof PackedLogPage>;

/** Whoever does not ask for packed pages, or asks a server of the release before, gets plain ones. */
export const EitherLogPage = z.union([PackedLogPage, LogPage]);

/** Null where there is nothing to pack, or a line has more to it than a pack holds. */
export function packLines(items: readonly UnknownLogItem[]): Pick<PackedLogPage, 'lines' | 'items'> | null {
  const lines: ChangeLine[] = [];
  const others: UnknownLogItem[] = [];
  for (const item of items) {
    const parsed = item.kind === 'change' && Object.keys(item).length === 7 ? LogItem.safeParse(item) : null;
    if (parsed?.success && parsed.data.kind === 'change') lines.push(parsed.data);
    else others.push(item);
  }
  const changes = packChanges(lines.map(({ change }) => change));
  if (changes === null) return null;
  const [verdicts, replicas] = [new Dictionary<Verdict>(JSON.stringify), new Dictionary<ReplicaId>()];
  const times = new Dictionary<string>();
  let before = 0;
  const packed = {
    changes,
    verdictOf: lines.map(({ verdict }) => verdicts.place(verdict)),
    replicaOf: lines.map(({ replica }) => replicas.place(replica)),
    receivedAtOf: lines.map(({ receivedAt }) => times.place(receivedAt)),
    n: lines.map(({ n }) => {
      const more = n - before;
      before = n;
      return more;
    }),
  };
  return {
    lines: { ...packed, verdicts: verdicts.list, replicas: replicas.list, times: times.list },
    items: others,
  };
}

export interface UnpackedLines {
  /** All of the page, in order. */
  readonly items: readonly (LogItem | UnknownLogItem)[];
  /** Those among them that were packed, by their number. */
  readonly made: ReadonlyMap<number, ChangeLine>;
}

/** The lines of a page with their changes, which the caller has unpacked. Null where the columns do not fit. */
export function unpackLines(
  { lines, items }: Pick<PackedLogPage, 'lines' | 'items'>,
  changes: readonly Change[],
  after: number,
): UnpackedLines | null {
  const others = new Map(items.map((item) => [item.seq, item]));
  const whole: (LogItem | UnknownLogItem)[] = [];
  const made = new Map<number, ChangeLine>();
  let [n, next] = [0, 0];
  for (let seq = after + 1; seq <= after + items.length + changes.length; seq++) {
    const other = others.get(seq);
    if (other !== undefined) {
      whole.push(other);
      continue;
    }
    const change = changes[next];
    const verdict = lines.verdicts[lines.verdictOf[next] ?? -1];
    const replica = lines.replicas[lines.replicaOf[next] ?? -1];
    const receivedAt = lines.times[lines.receivedAtOf[next] ?? -1];
    n += lines.n[next] ?? Number.NaN;
    next += 1;
    if (change === undefined || verdict === undefined || replica === undefined) return null;
    if (receivedAt === undefined || Number.isNaN(n)) return null;
    const line = { seq, kind: 'change', change, verdict, replica, n, receivedAt } as const;
    made.set(seq, line);
    whole.push(line);
  }
  return next === changes.length ? { items: whole, made } : null;
}
