import * as z from 'zod/mini';
import { PublicKeyJwk, Signature } from '#domain/change/envelope.ts';
import { Verdict } from '#domain/change/verdict.ts';
import { type ChangeId, Epoch, Instant, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { PackedChanges } from './packed-changes.ts';
import { pushLimits, type Receipt, RefusedId } from './sync.ts';

/** `unpacked`: what the changes would be in the plain form, so that a small body cannot stand for a huge one. */
export const packedPushLimits = { ...pushLimits, unpacked: 1024 * 1024 } as const;

/** `POST /api/push/packed`: a sealed batch whose changes are packed. What is signed is the same as in the plain form. */
export const PackedPush = z.looseObject({
  replica: ReplicaId,
  publicKey: PublicKeyJwk,
  firstN: z.int().check(z.gte(1)),
  prev: z.nullable(Sha256),
  signature: Signature,
  changes: PackedChanges,
});
export type PackedPush = z.infer<typeof PackedPush>;

/** Changes of the batch from `from` on, held in one visit under numbers that follow each other. */
const HeldRun = z.looseObject({
  from: z.int().check(z.gte(0)),
  count: z.int().check(z.gte(1), z.lte(packedPushLimits.changes)),
  visit: VisitId,
  seq: z.int(),
  verdict: Verdict,
});

/**
 * The receipt without what the sender knows. Its signature is over the receipt whole. `visits` also tells the server's word for each
 * head, as a page of the log would, so that the lines need not be read back.
 */
export const PackedReceipt = z.looseObject({
  kind: z.literal('packed-receipt'),
  epoch: Epoch,
  replica: z.looseObject({ id: ReplicaId, n: z.int(), link: Sha256 }),
  held: z.array(HeldRun),
  refused: z.array(RefusedId),
  visits: z.array(z.looseObject({ visit: VisitId, seq: z.int(), head: Sha256, signature: Signature })),
  at: Instant,
  signature: Signature,
});
export type PackedReceipt = z.infer<typeof PackedReceipt>;

/** @param sent the ids of the batch in order. */
export function packHeld(held: Receipt['held'], sent: readonly ChangeId[]): PackedReceipt['held'] {
  const places = new Map(sent.map((id, at) => [id, at]));
  const runs: PackedReceipt['held'] = [];
  for (const { id, visit, seq, verdict } of held) {
    const from = places.get(id);
    if (from === undefined) throw new Error('A receipt names a change that was not sent.');
    const run = runs.at(-1);
    const doesFollow =
      run !== undefined &&
      run.from + run.count === from &&
      run.visit === visit &&
      run.seq + run.count === seq &&
      JSON.stringify(run.verdict) === JSON.stringify(verdict);
    if (doesFollow) run.count += 1;
    else runs.push({ from, count: 1, visit, seq, verdict });
  }
  return runs;
}

/** The receipt as it was signed. Null where it names what was not sent. */
export function wholeReceipt({ visits, ...packed }: PackedReceipt, sent: readonly ChangeId[]): Receipt | null {
  const held: Receipt['held'] = [];
  for (const { from, count, visit, seq, verdict } of packed.held) {
    for (let at = 0; at < count; at++) {
      const id = sent[from + at];
      if (id === undefined) return null;
      held.push({ id, visit, seq: seq + at, verdict });
    }
  }
  const places = visits.map(({ visit, seq, head }) => ({ visit, seq, head }));
  return { ...packed, kind: 'receipt', held, visits: places };
}
