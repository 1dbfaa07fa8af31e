import { frontierOf, type VisitState } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import { type Merger, mergerText } from '#domain/change/merger.ts';
import type { OrganisationId, VisitId } from '#domain/ids.ts';
import { adoptedRegisters, refuseMerger, refuseTwins } from '#domain/visit/merging.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import type { MergeRequest, MergeResult, SeenVisit } from '#protocol/merge.ts';
import { Problem } from '#protocol/problems.ts';
import { findCommand, insertCommand } from '../db/commands.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import { findMergedInto, noteMerged } from '../db/mergers.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import { findWholeLog } from '../db/visit-log.ts';
import { findPersonOfVisit, lockVisits, type VisitRow } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { adoptLines, keepAdoptedPeople } from './adopt-lines.ts';
import { appendToVisit } from './append.ts';
import type { Pusher } from './pusher.ts';
import { foldLines } from './read-log.ts';
import { standingOf } from './visit-access.ts';

export type MergeDeps = Pick<ServerDeps, 'db' | 'identity' | 'clock' | 'pokes' | 'summaries'>;

/** One of the two visits under its lock. */
export interface LockedVisit {
  readonly row: VisitRow;
  readonly log: readonly LogItem[];
  readonly state: VisitState;
}

/** Makes one visit part of another, as a compare-and-set on both. The same id again is the same merger. */
export async function mergeVisits(
  deps: MergeDeps,
  actor: Pusher,
  visit: VisitId,
  request: MergeRequest,
): Promise<MergeResult> {
  const { organisation, person } = actor;
  const { into } = request;
  const done = await deps.db.transaction(async (tx) => {
    const rows = await lockVisits(tx, organisation, [visit, into]);
    await requireMerger(tx, actor, [visit, into]);
    const [fromRow, intoRow] = [rows.get(visit), rows.get(into)];
    if (fromRow === undefined || intoRow === undefined) throw new Problem('notFound');
    const before = await findCommand(tx, organisation, request.id);
    if (before !== null) {
      if (before.visit !== visit || before.person !== person || fromRow.mergedInto !== into) throw takenId();
      return { seq: before.seq, intoSeq: intoRow.seq, moved: [] };
    }
    const [from, other] = [await load(tx, organisation, fromRow), await load(tx, organisation, intoRow)];
    refuse(visit, into, from, other);
    await compare(from, request.saw);
    await compare(other, request.sawInto);
    const at = deps.clock();
    const unsigned = { from: visit, into, by: person, reason: request.reason, at: at.toISOString() };
    const merged = await carryOut(tx, deps.identity, organisation, from, other, unsigned, at);
    if (!(await insertCommand(tx, organisation, { id: request.id, visit, person, seq: merged.seq }))) throw takenId();
    return merged;
  });
  tell(deps, organisation, done.moved);
  return { kind: 'merged', epoch: deps.identity.epoch, into, seq: done.seq, intoSeq: done.intoSeq };
}

/** To who may not read them the visits do not exist. */
export async function requireMerger(db: Queryable, actor: Pusher, visits: readonly VisitId[]): Promise<void> {
  for (const visit of visits) {
    const standing = standingOf(actor.roles, await findPersonOfVisit(db, actor.organisation, visit, actor.person));
    const refusal = refuseMerger(standing);
    if (refusal === 'notAllowed' && !standing.isMember) throw new Problem('notFound');
    if (refusal !== null) throw new Problem(refusal);
  }
}

export async function load(db: Queryable, organisation: OrganisationId, row: VisitRow): Promise<LockedVisit> {
  return { row, ...foldLines(await findWholeLog(db, organisation, row.id)) };
}

export function refuse(visit: VisitId, into: VisitId, from: LockedVisit, other: LockedVisit): void {
  const refusal = visit === into ? 'notTwins' : refuseTwins(readVisit(from.state), readVisit(other.state));
  if (refusal !== null) throw new Problem(refusal);
}

export async function seenOf({ row, state }: LockedVisit): Promise<SeenVisit> {
  return { n: row.statuses.length, frontier: await frontierOf(state.registers.values()) };
}

async function compare(visit: LockedVisit, saw: SeenVisit): Promise<void> {
  const { n, frontier } = await seenOf(visit);
  if (saw.n !== n || saw.frontier !== frontier)
    throw new Problem('changedSinceYouLooked', { detail: `Visit ${visit.row.id} holds other changes than were seen.` });
}

interface Done {
  readonly seq: number;
  readonly intoSeq: number;
  readonly moved: readonly VisitId[];
}

async function carryOut(
  tx: Transaction,
  identity: ServerIdentity,
  organisation: OrganisationId,
  from: LockedVisit,
  into: LockedVisit,
  { by, reason, at: mergedAt }: Pick<Merger, 'by' | 'reason' | 'at'>,
  at: Date,
): Promise<Done> {
  const signed = (visit: VisitId): Merger => {
    const merger = { from: visit, into: into.row.id, by, reason, at: mergedAt };
    return { ...merger, signature: identity.sign('merger', mergerText(organisation, merger)) };
  };
  // What had been merged into the one goes along to the other, so that every visit names where it counts.
  const earlier = await lockVisits(tx, organisation, await findMergedInto(tx, organisation, from.row.id));
  const visits = [from.row, ...earlier.values()];
  const adopts = adoptedRegisters(from.state, into.state);
  const lines = adoptLines(
    identity,
    {
      organisation,
      from: from.row.id,
      into: into.row.id,
      adopts: (register) => adopts.has(register),
      since: [],
      known: new Set(),
    },
    from.log,
  );
  const adoptions = visits.map(({ id }) => ({ kind: 'adoption' as const, merger: signed(id) }));
  const intoSeq = appendToVisit(tx, organisation, into.row, [...adoptions, ...lines], at);
  const seqs = visits.map((row) =>
    appendToVisit(tx, organisation, row, [{ kind: 'merged' as const, merger: signed(row.id) }], at),
  );
  const ids = visits.map(({ id }) => id);
  noteMerged(tx, organisation, ids, into.row.id, into.row.statuses.length);
  await keepAdoptedPeople(tx, organisation, into.row.id, lines);
  return { seq: seqs[0] ?? from.row.seq, intoSeq, moved: [into.row.id, ...ids] };
}

function tell({ pokes, summaries }: MergeDeps, organisation: OrganisationId, moved: readonly VisitId[]): void {
  if (moved.length === 0) return;
  pokes.moved(organisation, moved);
  summaries.refreshSoon(organisation, moved);
}

function takenId(): Problem {
  return new Problem('malformed', { issues: [{ path: 'id', message: 'The id is another command’s.' }] });
}
