import { confirmBatch, currentReplica, refuseHere, type SealedRow } from '#client/store/outbox.ts';
import { readHold } from '#client/store/upload-settings.ts';
import { problems } from '#protocol/problems.ts';
import type { EngineContext } from './engine-ports.ts';
import { assertEpoch } from './epoch.ts';
import { ownLines } from './own-lines.ts';
import { batchLimits, pushBatch } from './push.ts';
import { renewReplica, sealedBatch, takeBack } from './sealer.ts';
import { ServerProblem } from './transport.ts';

/** A server that keeps saying "fork" is not healed by yet another replica in the same round. */
const renewalsPerRound = 3;

/** Sends whatever is in the outbox, batch after batch. */
export async function sendChanges(context: EngineContext): Promise<void> {
  if ((await readHold(context.store)) === 'all') return;
  let most = Number.POSITIVE_INFINITY;
  let renewals = 0;
  for (;;) {
    const { changes, bytes } = batchLimits(context.store);
    const batch = await sealedBatch(context, { changes: Math.min(changes, most), bytes });
    if (batch === null) return;
    try {
      await push(context, batch);
      most *= 2;
    } catch (error) {
      if (!(error instanceof ServerProblem)) throw error;
      if (problems[error.code].retry === 'afterNewReplica' && renewals < renewalsPerRound) {
        renewals += 1;
        await renewReplica(context);
      } else if (error.code === 'malformed' || error.code === 'tooLarge') {
        most = Math.max(1, Math.ceil(batch.changes.length / 2));
        await narrow(context, batch, error);
      } else {
        throw error;
      }
    }
  }
}

async function push(context: EngineContext, batch: SealedRow): Promise<void> {
  const { store } = context;
  const replica = await currentReplica(store);
  // The batch's own replica must be the one whose key we name; anything else is a doubt, and a doubt is a new replica.
  if (replica?.id !== batch.replica || batch.changes.length !== batch.ids.length) {
    throw new ServerProblem('badSignature', { serverCode: 'badSignature', retryAfterMs: null });
  }
  context.reports.activity({ kind: 'sending', what: 'changes', doneBytes: 0, totalBytes: 0 });
  const { receipt, heads } = await pushBatch(context, batch, replica);
  await assertEpoch(store, receipt.epoch);
  await confirmBatch(store, batch, receipt, await ownLines(store, batch, receipt, heads));
}

/** The server takes nothing of this batch: the half of it next, and a change that cannot go even alone is put aside. */
async function narrow(context: EngineContext, batch: SealedRow, problem: ServerProblem): Promise<void> {
  const [only] = batch.changes;
  await takeBack(context, batch);
  if (batch.changes.length === 1 && only !== undefined) {
    await refuseHere(context.store, [{ id: only.id, code: problem.serverCode, detail: problem.detail }]);
  }
}
