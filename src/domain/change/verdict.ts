import * as z from 'zod/mini';
import { Instant, PersonId } from '#domain/ids.ts';
import { canWrite, type Standing } from '#domain/visit/permissions.ts';
import type { Register } from '#domain/visit/register.ts';
import { type Status, sealedStatuses } from '#domain/visit/status.ts';
import type { SeenStatus } from './change.ts';

/** `unproven-device`: from a backup of a tablet that had never been in touch, so that nothing proves whose it is. */
export const HeldBecause = z.enum([
  'after-approval',
  'removed-member',
  'not-permitted',
  'unknown-status',
  'unproven-device',
]);
export type HeldBecause = z.infer<typeof HeldBecause>;

/** What the server made of a change. `late`: its author did not yet know of a submit that came before. */
export const Verdict = z.union([
  z.strictObject({ kind: z.literal('accepted'), late: z.boolean() }),
  z.strictObject({ kind: z.literal('held'), because: HeldBecause }),
]);
export type Verdict = z.infer<typeof Verdict>;

/** A supervisor's decision on a held change. */
export const Decision = z.strictObject({
  decision: z.enum(['taken-in', 'declined']),
  by: PersonId,
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
  at: Instant,
});
export type Decision = z.infer<typeof Decision>;

export interface JudgedTransition {
  readonly n: number;
  readonly to: Status;
}

/**
 * Judges a change by the status its author had seen, not by the hour it arrived.
 * @param register null when this version does not know the register: it is judged like an answer.
 * @param transitions those of the visit so far, n = 1, 2, 3 …
 * @param wasRemoved the author was a member once and is not now.
 */
export function judgeChange(
  seen: SeenStatus,
  register: Register | null,
  standing: Standing,
  wasRemoved: boolean,
  transitions: readonly JudgedTransition[],
): Verdict {
  const statusSeen = seen.n === 0 ? 'draft' : transitions.find((transition) => transition.n === seen.n)?.to;
  if (statusSeen === undefined || statusSeen !== seen.status) return { kind: 'held', because: 'unknown-status' };
  const asMember = wasRemoved ? { ...standing, isMember: true } : standing;
  if (!canWrite(asMember, seen.status, register?.kind ?? 'answer')) return { kind: 'held', because: 'not-permitted' };
  if (wasRemoved && !canWrite(standing, seen.status, register?.kind ?? 'answer'))
    return { kind: 'held', because: 'removed-member' };
  // A comment is conversation about the visit, not part of what was approved.
  if (register?.kind === 'comment') return { kind: 'accepted', late: false };
  const missed = transitions.filter((transition) => transition.n > seen.n);
  if (missed.some((transition) => sealedStatuses.includes(transition.to)))
    return { kind: 'held', because: 'after-approval' };
  return { kind: 'accepted', late: missed.some((transition) => transition.to === 'submitted') };
}
