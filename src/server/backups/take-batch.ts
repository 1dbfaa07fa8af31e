import { canonicalJson } from '#domain/canonical.ts';
import type { ChangeId, OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { EvidenceEntry } from '#domain/visit/values.ts';
import { Problem } from '#protocol/problems.ts';
import { PushRequest, pushLimits } from '#protocol/sync.ts';
import { findAccount } from '../db/accounts.ts';
import { insertBackupBatch } from '../db/backups.ts';
import { findReplicaOwner } from '../db/replicas.ts';
import { type CheckedEntry, checkBatch } from '../visits/check-batch.ts';
import { admit, type PushDeps } from '../visits/push.ts';
import type { HandIn, Taken } from '../visits/push-transaction.ts';

export interface TakenBatch {
  readonly isProven: boolean;
  readonly taken: Taken;
  /** In which visit a change is, of those that could be read. */
  readonly visitOf: ReadonlyMap<ChangeId, VisitId>;
  /** New to the server with this batch. */
  readonly fresh: ReadonlySet<ChangeId>;
  /** `visit/sha256` of the photos that what the server holds of the batch names. */
  readonly photos: readonly string[];
}

/**
 * Takes one batch of a backup on behalf of its author. A replica that the author has pushed or enrolled from proves him; of any other
 * it is only said whose it is, and what is new is held. Null: not signed by the replica that it names.
 */
export async function takeBatch(
  deps: PushDeps,
  organisation: OrganisationId,
  person: PersonId,
  raw: unknown,
): Promise<TakenBatch | null> {
  const request = PushRequest.safeParse(raw);
  if (!request.success || request.data.changes.length > pushLimits.changes) return null;
  const entries = checked(request.data, { organisation, person });
  if (entries === null) return null;
  const owner = await findReplicaOwner(deps.db, organisation, request.data.replica);
  const isProven = owner !== null;
  if (isProven && (owner.person !== person || canonicalJson(owner.publicKey) !== canonicalJson(request.data.publicKey)))
    return null;
  const account = await findAccount(deps.db, organisation, person);
  if (account === null) return null;
  const at = deps.clock();
  await insertBackupBatch(deps.db, organisation, request.data, at);
  const author = { organisation, person, roles: account.isActive ? account.roles : [] };
  const handIn: HandIn = { holdAs: !isProven ? 'unproven-device' : account.isActive ? null : 'removed-member' };
  const taken = await admit(deps, author, request.data, entries, { at, handIn });
  return { isProven, taken, ...told(entries, taken) };
}

function checked(request: PushRequest, sender: Parameters<typeof checkBatch>[1]): readonly CheckedEntry[] | null {
  try {
    return checkBatch(request, sender);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

function told(entries: readonly CheckedEntry[], taken: Taken): Pick<TakenBatch, 'visitOf' | 'fresh' | 'photos'> {
  const visitOf = new Map<ChangeId, VisitId>();
  const held = new Set(taken.held.map(({ change }) => change));
  const photos: string[] = [];
  for (const { id, checked } of entries) {
    if (!('change' in checked)) continue;
    const { visit, register } = checked.change.content;
    visitOf.set(id, visit);
    if (!held.has(id) || parseRegister(register)?.kind !== 'evidence') continue;
    const entry = EvidenceEntry.safeParse(checked.change.body?.value);
    if (entry.success) photos.push(`${visit}/${entry.data.sha256}`);
  }
  return { visitOf, fresh: taken.fresh, photos };
}
