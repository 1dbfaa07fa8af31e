import type { LogItem } from '#domain/change/log.ts';
import type { FoldedChange } from '#domain/change/register-state.ts';
import type { VisitId } from '#domain/ids.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { Problem } from '#protocol/problems.ts';
import type { DecisionRequest, DecisionResult } from '#protocol/sync.ts';
import { upsertPeople } from '../db/push-rows.ts';
import { findAccessLines } from '../db/visit-log.ts';
import { findPersonOfVisit, lockVisit } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { appendToVisit } from './append.ts';
import { isAccessRegister, membershipOf, peopleOf } from './membership.ts';
import type { Pusher } from './pusher.ts';
import { loadFromRow, sortLines } from './read-log.ts';
import { mergedElsewhere } from './visit-access.ts';

type DecisionDeps = Pick<ServerDeps, 'db' | 'identity' | 'clock' | 'pokes' | 'summaries'>;

/** Takes held changes in or declines them: all of them or none. What was decided the same way already is left as it is. */
export async function decideHeld(
  deps: DecisionDeps,
  actor: Pusher,
  visit: VisitId,
  request: DecisionRequest,
): Promise<DecisionResult> {
  const { organisation, person } = actor;
  const at = deps.clock();
  const { seq, isNew } = await deps.db.transaction(async (tx) => {
    const row = await lockVisit(tx, organisation, visit);
    if (row === null) throw new Problem('notFound');
    const own = await findPersonOfVisit(tx, organisation, visit, person);
    if (own?.isMember || own?.hasAssessed) throw new Problem('ownVisit');
    if (row.mergedInto !== null) throw mergedElsewhere(row.mergedInto);
    const { state } = await loadFromRow(tx, organisation, row);
    const changes = new Map(
      [...state.registers.values()].flatMap(({ name, changes }) =>
        changes.map((change) => [change.id, { name, change }] as const),
      ),
    );
    const asked = [...new Set(request.changes)].map((id) => changes.get(id) ?? notHeld(id));
    for (const { change } of asked) if (!isHeld(change)) notHeld(change.id);
    const open = asked.filter(({ change }) => change.standing.kind !== request.decision);
    const { decision, reason } = request;
    const lines = open.map(({ change }) => ({
      kind: 'decision' as const,
      change: change.id,
      decision: { decision, by: person, reason, at: at.toISOString() },
    })) satisfies Omit<LogItem, 'seq'>[];
    const newest = appendToVisit(tx, organisation, row, lines, at);
    if (open.some(({ name }) => isAccessRegister(parseRegister(name)))) {
      const access = await findAccessLines(tx, organisation, [visit]);
      upsertPeople(tx, organisation, visit, peopleOf(membershipOf(sortLines(access.get(visit) ?? []).log)));
    }
    return { seq: newest, isNew: lines.length > 0 };
  });
  if (isNew) {
    deps.pokes.moved(organisation, [visit]);
    deps.summaries.refreshSoon(organisation, [visit]);
  }
  return { kind: 'done', epoch: deps.identity.epoch, seq };
}

/** Whether there was ever something to decide about the change. */
function isHeld({ standing }: FoldedChange): boolean {
  return standing.kind === 'held' || standing.kind === 'taken-in' || standing.kind === 'declined';
}

function notHeld(id: string): never {
  throw new Problem('wrongStatus', { detail: `The visit holds no change ${id} back.` });
}
