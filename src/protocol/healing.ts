import * as z from 'zod/mini';
import { PublicKeyJwk } from '#domain/change/envelope.ts';
import { UnknownLogItem } from '#domain/change/log.ts';
import { SignedHead } from '#domain/change/log-head.ts';
import { Epoch, Instant, Sha256 } from '#domain/ids.ts';

/** What one request carries of a log at most. */
export const healLimits = { lines: 500, bytes: 1024 * 1024 } as const;

/**
 * `POST /api/visits/:visit/heal`: lines of a log that follow `before` and end at `head`, which the server signed when it still had
 * them. Without lines it only asks whether the log holds that head.
 */
export const HealRequest = z.looseObject({
  before: Sha256,
  lines: z.array(UnknownLogItem).check(z.maxLength(healLimits.lines)),
  head: SignedHead,
});
export type HealRequest = z.infer<typeof HealRequest>;

export const HealResult = z.looseObject({
  kind: z.literal('healed'),
  epoch: Epoch,
  /** Newest line that the server has now, 0 for none, and the head after it. */
  seq: z.int(),
  head: Sha256,
  /** The log goes on from the head that was shown: whoever follows it from there misses nothing. */
  isSame: z.boolean(),
});
export type HealResult = z.infer<typeof HealResult>;

/**
 * What a supervisor has to know of a visit whose log went back. `unplaced`: a decision that stood once and does not follow from
 * what the visit has become. `rolled-back`: the log went back without a new epoch, so not by our own restore.
 */
export const HealingNote = z.looseObject({
  kind: z.enum(['unplaced', 'rolled-back']),
  at: Instant,
  line: z.optional(UnknownLogItem),
});
export type HealingNote = z.infer<typeof HealingNote>;

/** `GET /api/visits/:visit/healing`. */
export const HealingNotes = z.looseObject({ kind: z.literal('healing-notes'), notes: z.array(HealingNote) });
export type HealingNotes = z.infer<typeof HealingNotes>;

/** `GET /api/server-key`: what receipts, heads and results are signed with. It comes back with an archive; only the epoch is new. */
export const ServerKey = z.looseObject({ kind: z.literal('server-key'), epoch: Epoch, publicKey: PublicKeyJwk });
export type ServerKey = z.infer<typeof ServerKey>;
