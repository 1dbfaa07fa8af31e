import { uuidOf } from '#client/platform/ids.ts';
import { recallAllDeferred } from '#client/store/deferred.ts';
import {
  currentReplica,
  oldestBatch,
  type SealedRow,
  saveBatch,
  sealedBatches,
  unsealAll,
  unsealedChanges,
} from '#client/store/outbox.ts';
import type { ReplicaRow } from '#client/store/rows.ts';
import type { Change } from '#domain/change/change.ts';
import { linksOf, signedText } from '#domain/change/envelope.ts';
import { ReplicaId } from '#domain/ids.ts';
import { pushLimits } from '#protocol/sync.ts';
import type { EngineContext } from './engine-ports.ts';

/** What sealing needs: no network, and nobody signed in. */
export type SealingContext = Pick<EngineContext, 'store' | 'keys' | 'locks' | 'signal'>;

/** Room in a push for all that is not a change. */
const frameBytes = 2048;

/**
 * The batch to send next: the one that was not answered yet, or a new one of the oldest unsent changes, numbered and signed in
 * order. Null when there is nothing. Under a lock: two tabs must not give the same number.
 * @param after the batch that is on its way; 0 where none is.
 */
export function sealedBatch(
  context: SealingContext,
  limit: number = pushLimits.changes,
  after = 0,
): Promise<SealedRow | null> {
  const { store, locks, signal } = context;
  return locks.hold(`${store.db.name}/sealer`, signal, async () => {
    const waiting = await oldestBatch(store, after);
    if (waiting !== null) return waiting;
    const changes = fitting(await unsealedChanges(store, limit));
    return changes.length === 0 ? null : await seal(context, changes);
  });
}

async function seal(context: SealingContext, changes: readonly Change[]): Promise<SealedRow> {
  const { store, keys } = context;
  const known = await currentReplica(store);
  const sealedBy = async (replica: ReplicaRow): Promise<SealedRow> => {
    const ids = changes.map((change) => change.id);
    const links = await linksOf(replica.id, replica.n + 1, replica.link, ids);
    const newest = links.at(-1) ?? null;
    const signature = await keys.sign(replica.pair.privateKey, signedText('envelope', `${newest}`));
    const batch = { firstN: replica.n + 1, replica: replica.id, prev: replica.link, signature, ids };
    await saveBatch(store, batch, { ...replica, n: replica.n + ids.length, link: newest });
    return { ...batch, changes };
  };
  if (known === null) return await sealedBy(await newReplica(context));
  try {
    return await sealedBy(known);
  } catch (error) {
    // A key that cannot sign any more, as after a profile was moved without it: whatever is unsent goes on under a new one.
    if (!(error instanceof DOMException)) throw error;
    return await sealedBy(await newReplica(context));
  }
}

/** Everything unsent, sealed as it will be pushed: in order, and with the key that each batch is signed with. */
export function sealEverything(
  context: SealingContext,
): Promise<{ readonly replica: ReplicaRow | null; readonly batches: readonly SealedRow[] }> {
  const { store, locks, signal } = context;
  return locks.hold(`${store.db.name}/sealer`, signal, async () => {
    await recallAllDeferred(store);
    for (let attempt = 0; ; attempt++) {
      for (;;) {
        const changes = fitting(await unsealedChanges(store, pushLimits.changes));
        if (changes.length === 0) break;
        await seal(context, changes);
      }
      const [replica, batches] = [await currentReplica(store), await sealedBatches(store)];
      const isSound = batches.every(
        (batch) => batch.replica === replica?.id && batch.changes.length === batch.ids.length,
      );
      if (isSound || attempt > 0) return { replica, batches };
      // A key was lost between two batches, or a change has left: all of it under one new replica.
      await renewReplica(context);
    }
  });
}

/** The replica as it will sign, made now where there is none yet. */
export function ensureReplica(context: SealingContext): Promise<ReplicaRow> {
  const { store, locks, signal } = context;
  return locks.hold(`${store.db.name}/sealer`, signal, async () => {
    const known = await currentReplica(store);
    if (known !== null) return known;
    const replica = await newReplica(context);
    await unsealAll(store, replica);
    return replica;
  });
}

/** Starts a new replica; whatever the server has not confirmed will be sealed again under it. */
export async function renewReplica(context: SealingContext): Promise<void> {
  await unsealAll(context.store, await newReplica(context));
}

/** Takes back a batch that the server did not take at all; its numbers are free again. */
export async function takeBack(context: EngineContext, batch: SealedRow): Promise<void> {
  const replica = await currentReplica(context.store);
  if (replica === null || replica.id !== batch.replica) return await renewReplica(context);
  await unsealAll(context.store, { ...replica, n: batch.firstN - 1, link: batch.prev });
}

async function newReplica({ store, keys }: SealingContext): Promise<ReplicaRow> {
  const { pair, publicKey } = await keys.create();
  return { key: 'current', id: ReplicaId.parse(uuidOf(store.randomBytes)), pair, publicKey, n: 0, link: null };
}

/** As many as one push carries; at least one, so that a change too large for any is told by the server. */
function fitting(changes: readonly Change[]): readonly Change[] {
  const encoder = new TextEncoder();
  let bytes = frameBytes;
  let count = 0;
  for (const change of changes) {
    bytes += encoder.encode(JSON.stringify(change)).length + 1;
    if (count > 0 && bytes > pushLimits.bytes) break;
    count += 1;
  }
  return changes.slice(0, count);
}
