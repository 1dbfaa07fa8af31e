import { canonicalJson } from '#domain/canonical.ts';
import { type PackedPush, type PackedReceipt, packHeld } from '#protocol/packed-push.ts';
import type { PushRequest, Receipt } from '#protocol/sync.ts';
import { bringBackNamed } from '../blobs/clean-evidence.ts';
import type { ServerDeps } from '../deps.ts';
import { type CheckedEntry, checkBatch } from './check-batch.ts';
import { signHead } from './healing/signed-head.ts';
import { type HandIn, PushTransaction, type Taken } from './push-transaction.ts';
import type { Pusher } from './pusher.ts';
import { unpackPush } from './unpack-push.ts';

export type PushDeps = Pick<ServerDeps, 'db' | 'blobs' | 'identity' | 'clock' | 'pokes' | 'summaries'>;

/** Takes one sealed batch: one transaction, and a receipt only when it has committed. */
export async function push(
  deps: PushDeps,
  pusher: Pusher,
  request: PushRequest,
  { isUnpacked = false } = {},
): Promise<Receipt> {
  const entries = checkBatch(request, pusher, isUnpacked);
  const at = deps.clock();
  const taken = await admit(deps, pusher, request, entries, { at, handIn: null });
  const receipt = {
    kind: 'receipt',
    epoch: deps.identity.epoch,
    replica: { id: request.replica, ...taken.replica },
    held: taken.held.map(({ change, visit, seq, verdict }) => ({ id: change, visit, seq, verdict })),
    refused: taken.refused.map(({ id, refusal }) => ({ id, ...refusal })),
    visits: taken.visits.map(({ id, seq, head }) => ({ visit: id, seq, head })),
    at: at.toISOString(),
  } as const satisfies Omit<Receipt, 'signature'>;
  return { ...receipt, signature: deps.identity.sign('receipt', canonicalJson(receipt)) };
}

/** The same of a batch whose changes came packed. */
export async function pushPacked(deps: PushDeps, pusher: Pusher, packed: PackedPush): Promise<PackedReceipt> {
  const request = unpackPush(packed);
  const receipt = await push(deps, pusher, request, { isUnpacked: true });
  const sent = request.changes.map(({ id }) => id);
  const { organisation } = pusher;
  const visits = receipt.visits.map(({ visit, seq, head }) => {
    const { signature } = signHead(deps.identity, { organisation, visit }, seq, head);
    return { visit, seq, head, signature };
  });
  return { ...receipt, kind: 'packed-receipt', held: packHeld(receipt.held, sent), visits };
}

/** The one way into the visits, for a push and for a batch out of a backup: one transaction, and then it is told. */
export async function admit(
  deps: PushDeps,
  author: Pusher,
  request: PushRequest,
  entries: readonly CheckedEntry[],
  { at, handIn }: { readonly at: Date; readonly handIn: HandIn | null },
): Promise<Taken> {
  const more = { at, identity: deps.identity, handIn };
  const taken = await deps.db.transaction((tx) => new PushTransaction(tx, author, request, entries, more).run());
  await bringBackNamed(deps, author.organisation, taken.named);
  if (taken.moved.length > 0) {
    deps.pokes.moved(author.organisation, taken.moved);
    deps.summaries.refreshSoon(author.organisation, taken.moved);
  }
  return taken;
}
