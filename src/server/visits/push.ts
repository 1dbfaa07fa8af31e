import { canonicalJson } from '#domain/canonical.ts';
import type { PushRequest, Receipt } from '#protocol/sync.ts';
import { bringBackNamed } from '../blobs/clean-evidence.ts';
import type { ServerDeps } from '../deps.ts';
import { checkBatch } from './check-batch.ts';
import { PushTransaction } from './push-transaction.ts';
import type { Pusher } from './pusher.ts';

type PushDeps = Pick<ServerDeps, 'db' | 'blobs' | 'identity' | 'clock' | 'pokes' | 'summaries'>;

/** Takes one sealed batch: one transaction, and a receipt only when it has committed. */
export async function push(deps: PushDeps, pusher: Pusher, request: PushRequest): Promise<Receipt> {
  const entries = checkBatch(request, pusher);
  const at = deps.clock();
  const taken = await deps.db.transaction((tx) =>
    new PushTransaction(tx, pusher, request, entries, { at, identity: deps.identity }).run(),
  );
  await bringBackNamed(deps, pusher.organisation, taken.named);
  if (taken.moved.length > 0) {
    deps.pokes.moved(pusher.organisation, taken.moved);
    deps.summaries.refreshSoon(pusher.organisation, taken.moved);
  }
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
