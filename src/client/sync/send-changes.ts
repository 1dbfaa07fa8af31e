import { confirmBatch, currentReplica, refuseHere, type SealedRow } from '#client/store/outbox.ts';
import { readHold } from '#client/store/upload-settings.ts';
import { problems } from '#protocol/problems.ts';
import { pushLimits } from '#protocol/sync.ts';
import type { EngineContext } from './engine-ports.ts';
import { assertEpoch } from './epoch.ts';
import { ownLines } from './own-lines.ts';
import { type Answered, pushBatch } from './push.ts';
import { renewReplica, sealedBatch, takeBack } from './sealer.ts';
import { ServerProblem } from './transport.ts';

/** A server that keeps saying "fork" is not healed by yet another replica in the same round. */
const renewalsPerRound = 3;

/** From so many changes on the next batch is sealed while this one is on its way. */
const large = 20;

/** Sends whatever is in the outbox, batch after batch. While one is on its way the one before it is confirmed here and the next sealed. */
export async function sendChanges(context: EngineContext): Promise<void> {
  if ((await readHold(context.store)) === 'all') return;
  let limit: number = pushLimits.changes;
  let renewals = 0;
  let confirmed: Promise<void> = Promise.resolve();
  try {
    let next = await sealedBatch(context, limit);
    while (next !== null) {
      const batch: SealedRow = next;
      const ahead = batch.ids.length < large ? null : settledLater(sealedBatch(context, limit, batch.firstN));
      try {
        const answered = await push(context, batch);
        await confirmed;
        confirmed = settledLater(confirm(context, batch, answered));
        limit = Math.min(pushLimits.changes, limit * 2);
        if (ahead === null) await confirmed;
        next = ahead === null ? await sealedBatch(context, limit) : await ahead;
      } catch (error) {
        await Promise.allSettled([confirmed, ahead]);
        if (!(error instanceof ServerProblem)) throw error;
        if (problems[error.code].retry === 'afterNewReplica' && renewals < renewalsPerRound) {
          renewals += 1;
          await renewReplica(context);
        } else if (error.code === 'malformed' || error.code === 'tooLarge') {
          limit = Math.max(1, Math.ceil(batch.changes.length / 2));
          await narrow(context, batch, error);
        } else {
          throw error;
        }
        next = await sealedBatch(context, limit);
      }
    }
  } finally {
    await confirmed;
  }
}

/** Whoever awaits it later hears of its failure; until then nobody else does. */
function settledLater<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

async function push(context: EngineContext, batch: SealedRow): Promise<Answered> {
  const { store } = context;
  const replica = await currentReplica(store);
  // The batch's own replica must be the one whose key we name; anything else is a doubt, and a doubt is a new replica.
  if (replica?.id !== batch.replica || batch.changes.length !== batch.ids.length) {
    throw new ServerProblem('badSignature', { serverCode: 'badSignature', retryAfterMs: null });
  }
  context.reports.activity({ kind: 'sending', what: 'changes', doneBytes: 0, totalBytes: 0 });
  const answered = await pushBatch(context, batch, replica);
  await assertEpoch(store, answered.receipt.epoch);
  return answered;
}

async function confirm({ store }: EngineContext, batch: SealedRow, { receipt, heads }: Answered): Promise<void> {
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
