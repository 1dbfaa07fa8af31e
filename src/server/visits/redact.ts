import type { VisitState } from '#domain/change/fold.ts';
import type { Erasure } from '#domain/change/redaction.ts';
import type { FoldedChange, RegisterState } from '#domain/change/register-state.ts';
import type { ChangeId, Sha256, VisitId } from '#domain/ids.ts';
import { canRead } from '#domain/visit/permissions.ts';
import { isValueNeeded, refuseRedaction } from '#domain/visit/redaction.ts';
import { EvidenceEntry } from '#domain/visit/values.ts';
import { Problem } from '#protocol/problems.ts';
import type { RedactionRequest, RedactionResult } from '#protocol/redaction.ts';
import { erasePhotos } from '../blobs/erase-photos.ts';
import type { Queryable } from '../db/database.ts';
import { findMergedInto } from '../db/mergers.ts';
import { findPersonOfVisit, lockVisit, type VisitRow } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { eraseChanges, signedErasure } from './erase-changes.ts';
import type { Pusher } from './pusher.ts';
import { loadFromRow } from './read-log.ts';
import { mergedElsewhere, standingOf } from './visit-access.ts';

export type RedactionDeps = Pick<
  ServerDeps,
  'db' | 'blobs' | 'uploadFolder' | 'identity' | 'clock' | 'pokes' | 'summaries'
>;

/**
 * Erases the values of changes for good: all of them or none. Their lines stay, with hash, signature and place in the history. What is
 * erased already stays as it is, so that asking again finishes what a kill cut off.
 */
export async function redact(
  deps: RedactionDeps,
  actor: Pusher,
  visit: VisitId,
  request: RedactionRequest,
): Promise<RedactionResult> {
  const { organisation, person } = actor;
  const at = deps.clock();
  const done = await deps.db.transaction(async (tx) => {
    const row = await lockVisit(tx, organisation, visit);
    if (row === null) throw new Problem('notFound');
    await requireRedactor(tx, actor, visit);
    if (row.mergedInto !== null) throw mergedElsewhere(row.mergedInto);
    const { state } = await loadFromRow(tx, organisation, row);
    const found = find(state, request.changes);
    const open = found.filter(({ change }) => change.erasure === undefined);
    refuseNeeded(open, row);
    const gone = photosNoLongerNamed(state, open);
    const erasuresIn = (under: VisitId, asked: readonly Asked[]): ReadonlyMap<ChangeId, Erasure> =>
      new Map(
        asked.map(({ change }) => {
          const evidence = gone.get(change.id);
          const erasure = { by: person, reason: request.reason, at: at.toISOString(), evidence } satisfies Erasure;
          return [change.id, signedErasure(deps.identity, { organisation, visit: under, change: change.id }, erasure)];
        }),
      );
    const seq = open.length === 0 ? row.seq : eraseChanges(tx, organisation, row, erasuresIn(visit, open), at);
    // What came in by a merger is erased where it was written as well.
    const origins = Map.groupBy(open, ({ change }) => change.from);
    origins.delete(undefined);
    for (const [from, asked] of origins) {
      const origin = from === undefined ? null : await lockVisit(tx, organisation, from);
      if (origin !== null) eraseChanges(tx, organisation, origin, erasuresIn(origin.id, asked), at);
    }
    const before = found.flatMap(({ change }) => change.erasure?.evidence ?? []);
    const photos = [...new Set([...before, ...gone.values()])];
    const places = [visit, ...(await findMergedInto(tx, organisation, visit))];
    const moved = open.length === 0 ? [] : [visit, ...[...origins.keys()].flatMap((from) => from ?? [])];
    return { seq, moved, gone: places.flatMap((place) => photos.map((sha256) => ({ visit: place, sha256 }))) };
  });
  await erasePhotos(
    deps,
    done.gone.map((photo) => ({ organisation, ...photo })),
  );
  if (done.moved.length > 0) {
    deps.pokes.moved(organisation, done.moved);
    deps.summaries.refreshSoon(organisation, done.moved);
  }
  return { kind: 'done', epoch: deps.identity.epoch, seq: done.seq };
}

async function requireRedactor(tx: Queryable, actor: Pusher, visit: VisitId): Promise<void> {
  const standing = standingOf(actor.roles, await findPersonOfVisit(tx, actor.organisation, visit, actor.person));
  if (!canRead(standing)) throw new Problem('notFound');
  const refusal = refuseRedaction(standing);
  if (refusal !== null) throw new Problem(refusal);
}

interface Asked {
  readonly state: RegisterState;
  readonly change: FoldedChange;
}

function find(state: VisitState, ids: readonly ChangeId[]): readonly Asked[] {
  const asked = new Set(ids);
  const found = [...state.registers.values()].flatMap((register) =>
    register.changes.filter(({ id }) => asked.has(id)).map((change) => ({ state: register, change })),
  );
  if (found.length < asked.size) throw new Problem('notFound', { detail: 'The visit has no such change.' });
  return found;
}

function refuseNeeded(open: readonly Asked[], { statuses }: VisitRow): void {
  const status = statuses.at(-1) ?? 'draft';
  const needed = open.filter(({ state, change }) => isValueNeeded(state, change.id, status));
  if (needed.length > 0)
    throw new Problem('valueNeeded', {
      issues: needed.map(({ state }) => ({ path: state.name, message: 'The visit stands on this value.' })),
    });
}

/** Photos that only the changes to be erased name, by change. */
function photosNoLongerNamed(state: VisitState, open: readonly Asked[]): ReadonlyMap<ChangeId, Sha256> {
  const erased = new Set(open.map(({ change }) => change.id));
  const photos = new Map<ChangeId, Sha256>();
  const stillNamed = new Set<Sha256>();
  for (const { name, changes } of state.registers.values()) {
    if (!name.startsWith('evidence/')) continue;
    for (const change of changes) {
      const entry = EvidenceEntry.safeParse(change.value);
      if (!entry.success) continue;
      if (erased.has(change.id)) photos.set(change.id, entry.data.sha256);
      else stillNamed.add(entry.data.sha256);
    }
  }
  return new Map([...photos].filter(([, sha256]) => !stillNamed.has(sha256)));
}
