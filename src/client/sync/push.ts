import type { SealedRow } from '#client/store/outbox.ts';
import type { ReplicaRow } from '#client/store/rows.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import { canonicalJson } from '#domain/canonical.ts';
import { headClaim, type SignedHead } from '#domain/change/log-head.ts';
import type { VisitId } from '#domain/ids.ts';
import { packChanges } from '#protocol/packed-changes.ts';
import { type PackedPush, PackedReceipt, wholeReceipt } from '#protocol/packed-push.ts';
import { type PushRequest, Receipt } from '#protocol/sync.ts';
import { ask } from './ask.ts';
import type { EngineContext } from './engine-ports.ts';
import { assertSigned } from './server-key.ts';
import { ServerProblem, Unreachable } from './transport.ts';

export interface Answered {
  readonly receipt: Receipt;
  /** The server's word for the heads that the receipt names; a plain receipt does not bring it. */
  readonly heads: ReadonlyMap<VisitId, SignedHead>;
}

/** Whose server did not know the packed form when it was last asked. */
const plainOnly = new WeakSet<VisitStore>();

/** Sends a batch, packed where the server takes that. */
export async function pushBatch(context: EngineContext, batch: SealedRow, replica: ReplicaRow): Promise<Answered> {
  const { store } = context;
  const changes = plainOnly.has(store) ? null : packChanges(batch.changes);
  if (changes === null) return await pushPlain(context, batch, replica);
  try {
    return await pushPacked(context, batch, { ...envelopeOf(batch, replica), changes });
  } catch (error) {
    if (!(error instanceof ServerProblem)) throw error;
    // A change whose hash does not hold comes out as another when it is packed. In the plain form it is refused by itself.
    const isDoubtful = error.code === 'badSignature' || error.code === 'malformed';
    const isUnknown = error.code === 'notFound' || error.code === 'methodNotAllowed';
    if (isUnknown) plainOnly.add(store);
    if (!isUnknown && !isDoubtful) throw error;
    return await pushPlain(context, batch, replica);
  }
}

type Envelope = Pick<PackedPush, 'replica' | 'publicKey' | 'firstN' | 'prev' | 'signature'>;

function envelopeOf(batch: SealedRow, { publicKey }: ReplicaRow): Envelope {
  const { replica, firstN, prev, signature } = batch;
  return { replica, publicKey, firstN, prev, signature };
}

async function pushPlain(context: EngineContext, batch: SealedRow, replica: ReplicaRow): Promise<Answered> {
  const organisation = context.store.session.organisation.id;
  const body: PushRequest = { organisation, ...envelopeOf(batch, replica), changes: [...batch.changes] };
  const request = { method: 'POST', path: '/api/push', body, timeoutMs: 60_000 } as const;
  const receipt = await ask(context.transport, Receipt, request);
  await assertReceipt(context, batch, receipt);
  return { receipt, heads: new Map() };
}

async function pushPacked(context: EngineContext, batch: SealedRow, body: PackedPush): Promise<Answered> {
  const request = { method: 'POST', path: '/api/push/packed', body, timeoutMs: 60_000 } as const;
  const packed = await ask(context.transport, PackedReceipt, request);
  const receipt = wholeReceipt(packed, batch.ids);
  if (receipt === null) throw new Unreachable('notOurs');
  const { epoch } = packed;
  const heads = new Map(packed.visits.map(({ visit, ...head }) => [visit, { epoch, ...head }]));
  const organisation = context.store.session.organisation.id;
  await Promise.all([
    assertReceipt(context, batch, receipt),
    ...[...heads].map(([visit, head]) =>
      assertSigned(context, 'head', headClaim({ organisation, visit }, head), head.signature),
    ),
  ]);
  return { receipt, heads };
}

async function assertReceipt(context: EngineContext, batch: SealedRow, receipt: Receipt): Promise<void> {
  if (receipt.replica.id !== batch.replica) throw new Unreachable('notOurs');
  const { signature, ...signed } = receipt;
  await assertSigned(context, 'receipt', canonicalJson(signed), signature);
}
