import * as z from 'zod/mini';
import type { Change } from '#domain/change/change.ts';
import { PublicKeyJwk, Signature } from '#domain/change/envelope.ts';
import { UnknownLogItem } from '#domain/change/log.ts';
import { SignedHead } from '#domain/change/log-head.ts';
import { Verdict } from '#domain/change/verdict.ts';
import { ChangeId, Epoch, Instant, OrganisationId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { Action } from '#domain/visit/status.ts';
import { ReturnedIndicator, Saw, Transition } from '#domain/visit/transition.ts';

/** Sent as header `tilik-protocol` with every request; a server accepts this and the release before. */
export const protocolVersion = 1;

export const pushLimits = { changes: 500, bytes: 256 * 1024, photoBytes: 15 * 1024 * 1024 } as const;

/**
 * One sealed batch of one replica: changes n = firstN, firstN + 1 … in order, one signature over the newest link
 * (`signedText('envelope', link)`). Each change is checked on its own: `changes` is raw so that one poisoned change does not
 * hold up the others; an id and content are all that the chain needs.
 */
export const PushRequest = z.looseObject({
  organisation: OrganisationId,
  replica: ReplicaId,
  publicKey: PublicKeyJwk,
  firstN: z.int().check(z.gte(1)),
  prev: z.nullable(Sha256),
  signature: Signature,
  changes: z.array(z.looseObject({ id: ChangeId })).check(z.minLength(1), z.maxLength(pushLimits.changes)),
});
export type PushRequest = z.infer<typeof PushRequest>;

/** Sealed batch with changes that the sender knows to be well formed. `Omit` would leave nothing of a loose object but its looseness. */
export type SealedBatch = Pick<
  PushRequest,
  'organisation' | 'replica' | 'publicKey' | 'firstN' | 'prev' | 'signature'
> & { readonly changes: readonly Change[] };

export const HeldId = z.looseObject({ id: ChangeId, visit: VisitId, seq: z.int(), verdict: Verdict });

/** Why one change of a push was not taken; the code is from the table of problems. It stays visible to its author. */
export const RefusedId = z.looseObject({ id: ChangeId, code: z.string(), detail: z.optional(z.string()) });

/**
 * The answer to a push, given only after commit, signed by the server (`signedText('receipt', canonicalJson(unsigned receipt))`) and
 * kept by the tablet. Only a reply that parses as this counts as one.
 */
export const Receipt = z.looseObject({
  kind: z.literal('receipt'),
  epoch: Epoch,
  replica: z.looseObject({ id: ReplicaId, n: z.int(), link: Sha256 }),
  held: z.array(HeldId),
  refused: z.array(RefusedId),
  /** Head of each touched visit's log: its newest seq and the hash chained over the whole log. */
  visits: z.array(z.looseObject({ visit: VisitId, seq: z.int(), head: Sha256 })),
  at: Instant,
  signature: Signature,
});
export type Receipt = z.infer<typeof Receipt>;

/** `GET /api/feed?after=CURSOR`: visits this person may read that are now at seq s. The cursor is opaque to the client. */
export const FeedQuery = z.looseObject({ after: z.optional(z.string()) });
export const FeedPage = z.looseObject({
  kind: z.literal('feed'),
  epoch: Epoch,
  cursor: z.string(),
  /** `isMember`: tablets keep following these by themselves; a supervisor's other visits are fetched when opened. */
  visits: z.array(
    z.looseObject({
      visit: VisitId,
      seq: z.int(),
      /** Head of the log at `seq`; not told of a visit that is lost. */
      head: z.optional(Sha256),
      access: z.enum(['open', 'lost']),
      isMember: z.boolean(),
    }),
  ),
  hasMore: z.boolean(),
  /** The server's time. */
  at: z.optional(Instant),
});
export type FeedPage = z.infer<typeof FeedPage>;

/** `GET /api/visits/:visit/log?after=SEQ&limit=`: lines with seq > after, in order; lines of unknown kind come raw. */
export const LogQuery = z.looseObject({
  after: z.optional(z.string()),
  limit: z.optional(z.string()),
  /** `packed`: see `PackedLogPage`. */
  form: z.optional(z.string()),
});
export const LogPage = z.looseObject({
  kind: z.literal('log'),
  epoch: Epoch,
  visit: VisitId,
  /** Newest seq of the visit when the page was read. */
  seq: z.int(),
  items: z.array(UnknownLogItem),
  hasMore: z.boolean(),
  /** Head of the log before the first of these lines; servers of the release before do not tell it. */
  before: z.optional(Sha256),
  /** Head after the last of them. */
  head: z.optional(SignedHead),
});
export type LogPage = z.infer<typeof LogPage>;

/** `POST /api/visits/:visit/commands`: a compare-and-set on the status. The same id twice gives the same transition. */
export const Command = z.looseObject({
  id: z.uuid(),
  action: Action,
  /** Number of transitions the person saw. */
  n: z.int().check(z.gte(0)),
  saw: Saw,
  reason: z.optional(z.string().check(z.maxLength(2000))),
  returned: z.optional(z.array(ReturnedIndicator)),
});
export type Command = z.infer<typeof Command>;

export const CommandResult = z.looseObject({
  kind: z.literal('transition'),
  epoch: Epoch,
  seq: z.int(),
  transition: Transition,
});
export type CommandResult = z.infer<typeof CommandResult>;

/** `POST /api/visits/:visit/decisions`: a supervisor takes held changes in or declines them. */
export const DecisionRequest = z.looseObject({
  changes: z.array(ChangeId).check(z.minLength(1), z.maxLength(500)),
  decision: z.enum(['taken-in', 'declined']),
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
});
export type DecisionRequest = z.infer<typeof DecisionRequest>;

/** `seq`: the visit's newest line once it is decided. */
export const DecisionResult = z.looseObject({ kind: z.literal('done'), epoch: Epoch, seq: z.int() });
export type DecisionResult = z.infer<typeof DecisionResult>;

/** `POST /api/offer`: after a new epoch a tablet names every id it keeps, and pushes what the server lacks. */
export const OfferRequest = z.looseObject({ visit: VisitId, ids: z.array(ChangeId).check(z.maxLength(5000)) });
export const OfferResult = z.looseObject({ kind: z.literal('missing'), epoch: Epoch, missing: z.array(ChangeId) });
export type OfferResult = z.infer<typeof OfferResult>;

/** Asked before a photo is uploaded, and again before its kept copy is let go. */
export const EvidenceStatus = z.looseObject({
  kind: z.literal('evidence'),
  sha256: Sha256,
  held: z.boolean(),
  /** It was erased and will never be taken again: the tablet lets go of it. */
  erased: z.optional(z.boolean()),
  bytes: z.optional(z.int()),
  /** The server's time: how long a copy was kept is measured between two of these, whatever the tablet's clock says. */
  at: z.optional(Instant),
});
export type EvidenceStatus = z.infer<typeof EvidenceStatus>;

/** `GET /api/visits/:visit/evidence`: what the server holds, and since when it knows that the bytes are gone or damaged. */
export const EvidenceList = z.looseObject({
  kind: z.literal('evidence-list'),
  photos: z.array(
    z.looseObject({ sha256: Sha256, bytes: z.int(), receivedAt: Instant, damagedSince: z.optional(Instant) }),
  ),
});
export type EvidenceList = z.infer<typeof EvidenceList>;

/** Data of a server-sent `poke`: something moved; the feed is the truth. */
export const Poke = z.looseObject({ visit: z.optional(VisitId) });
