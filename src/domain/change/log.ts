import * as z from 'zod/mini';
import { ChangeId, Instant, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { Transition } from '#domain/visit/transition.ts';
import { Change } from './change.ts';
import { Merger } from './merger.ts';
import { Erasure } from './redaction.ts';
import { Decision, Verdict } from './verdict.ts';

const seq = z.int().check(z.gte(1));

/**
 * One line of a visit's log as the server numbers it. `seq` runs 1, 2, 3 … per visit without a gap. The most frequent kind is the
 * first: they are tried in turn.
 */
export const LogItem = z.union([
  z.looseObject({
    seq,
    kind: z.literal('change'),
    change: Change,
    verdict: Verdict,
    replica: ReplicaId,
    n: z.int(),
    receivedAt: Instant,
  }),
  z.looseObject({ seq, kind: z.literal('decision'), change: ChangeId, decision: Decision }),
  z.looseObject({ seq, kind: z.literal('transition'), transition: Transition }),
  z.looseObject({
    seq,
    kind: z.literal('evidence'),
    sha256: Sha256,
    bytes: z.int(),
    receivedAt: Instant,
    from: z.optional(VisitId),
  }),
  z.looseObject({ seq, kind: z.literal('redaction'), change: ChangeId, ...Erasure.shape }),
  /** A change of a visit that was merged into this one: `change.content.visit` says which. */
  z.looseObject({ seq, kind: z.literal('adopted'), change: Change, verdict: Verdict, receivedAt: Instant }),
  /** Another visit was merged into this one. */
  z.looseObject({ seq, kind: z.literal('adoption'), merger: Merger }),
  /** This visit was merged into another. The last such line stands. */
  z.looseObject({ seq, kind: z.literal('merged'), merger: Merger }),
]);
export type LogItem = z.infer<typeof LogItem>;

/** A line of a kind that this version does not know: kept raw, skipped, and the score is provisional. */
export const UnknownLogItem = z.looseObject({ seq, kind: z.string() });
export type UnknownLogItem = z.infer<typeof UnknownLogItem>;

export function parseLogItem(raw: unknown): { known: LogItem } | { unknown: UnknownLogItem } {
  const known = LogItem.safeParse(raw);
  return known.success ? { known: known.data } : { unknown: UnknownLogItem.parse(raw) };
}
