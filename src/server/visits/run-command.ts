import * as z from 'zod/mini';
import { frontierOf, outsideFrontier } from '#domain/change/fold.ts';
import type { VisitId } from '#domain/ids.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { canRead, refuseCommand, type Standing } from '#domain/visit/permissions.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { parseRegister } from '#domain/visit/register.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { actions } from '#domain/visit/status.ts';
import { Transition } from '#domain/visit/transition.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { Problem } from '#protocol/problems.ts';
import type { Command, CommandResult } from '#protocol/sync.ts';
import { findCommand, insertCommand } from '../db/commands.ts';
import type { Queryable, Transaction } from '../db/database.ts';
import { findInstrument } from '../db/instruments.ts';
import { findPersonOfVisit, lockVisit, type VisitRow } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { appendToVisit } from './append.ts';
import type { Pusher } from './pusher.ts';
import { loadFromRow } from './read-log.ts';
import { type Judged, scoreText, sealResult } from './seal-result.ts';
import { mergedElsewhere, standingOf } from './visit-access.ts';

type CommandDeps = Pick<ServerDeps, 'db' | 'identity' | 'clock' | 'pokes' | 'summaries'>;

/** One step of a visit's status, as a compare-and-set on what the person saw. The same id again gives the same transition. */
export async function runCommand(
  deps: CommandDeps,
  actor: Pusher,
  visit: VisitId,
  command: Command,
): Promise<CommandResult> {
  const { organisation } = actor;
  if (actions[command.action].needsReason && !command.reason?.trim()) {
    throw new Problem('malformed', { issues: [{ path: 'reason', message: 'This action needs a reason.' }] });
  }
  const { seq, transition, isNew } = await deps.db.transaction(async (tx) => {
    const row = await lockVisit(tx, organisation, visit);
    if (row === null) throw new Problem('notFound');
    const done = await findCommand(tx, organisation, command.id);
    if (done !== null) return { ...repeated(done, actor, visit), isNew: false };
    return { ...(await step(tx, deps, actor, row, command)), isNew: true };
  });
  if (isNew) {
    deps.pokes.moved(organisation, [visit]);
    deps.summaries.refreshSoon(organisation, [visit]);
  }
  return { kind: 'transition', epoch: deps.identity.epoch, seq, transition };
}

interface Step {
  readonly seq: number;
  readonly transition: Transition;
}

function repeated(done: NonNullable<Awaited<ReturnType<typeof findCommand>>>, actor: Pusher, visit: VisitId): Step {
  if (done.visit !== visit || done.person !== actor.person) throw takenId();
  return { seq: done.seq, transition: z.looseObject({ transition: Transition }).parse(done.line).transition };
}

function takenId(): Problem {
  return new Problem('malformed', { issues: [{ path: 'id', message: 'The id is another command’s.' }] });
}

async function step(tx: Transaction, deps: CommandDeps, actor: Pusher, row: VisitRow, command: Command): Promise<Step> {
  const { organisation, person } = actor;
  const standing = standingOf(actor.roles, await findPersonOfVisit(tx, organisation, row.id, person));
  refuse(standing, row, command);
  const judged = await judge(tx, organisation, row);
  compareWithSeen(judged, command);
  const at = deps.clock().toISOString();
  const { action, reason, returned, saw } = command;
  const n = row.statuses.length + 1;
  const { to } = actions[action];
  const transition: Transition = {
    n,
    action,
    from: row.statuses.at(-1) ?? 'draft',
    to,
    by: person,
    at,
    ...(reason === undefined ? {} : { reason }),
    ...(returned === undefined ? {} : { returned }),
    saw,
    ...(action === 'approve' ? { result: await sealResult(judged, deps.identity, at) } : {}),
    command: command.id,
  };
  const seq = appendToVisit(tx, organisation, row, [{ kind: 'transition', transition }], new Date(at), to);
  if (!(await insertCommand(tx, organisation, { id: command.id, visit: row.id, person, seq }))) throw takenId();
  return { seq, transition };
}

function refuse(standing: Standing, { statuses, mergedInto }: VisitRow, command: Command): void {
  // To a stranger the visit does not exist.
  if (!canRead(standing)) throw new Problem('notFound');
  if (mergedInto !== null) throw mergedElsewhere(mergedInto);
  const status = statuses.at(-1) ?? 'draft';
  const refusal = refuseCommand(standing, status, command.action);
  if (refusal === 'notAllowed' || refusal === 'ownVisit') throw new Problem(refusal);
  if (command.n !== statuses.length) {
    throw new Problem('changedSinceYouLooked', {
      detail: `The visit has had ${statuses.length} transitions, not ${command.n}.`,
    });
  }
  if (refusal !== null) throw new Problem(refusal, { detail: `The visit is ${status}.` });
}

async function judge(tx: Queryable, organisation: Pusher['organisation'], row: VisitRow): Promise<Judged> {
  const { state } = await loadFromRow(tx, organisation, row);
  const view = readVisit(state);
  const reference = view.instrument.value;
  const instrument = reference === null ? null : await findInstrument(tx, reference.hash);
  return {
    view,
    frontier: await frontierOf(state.registers.values()),
    instrument,
    score: instrument === null ? null : scoreVisit(instrument, scoringInputOf(instrument, view)),
  };
}

function compareWithSeen({ view, frontier, score }: Judged, { action, saw }: Command): void {
  if (saw.frontier !== frontier)
    throw new Problem('changedSinceYouLooked', { detail: 'The visit holds other changes than those that were seen.' });
  if (action !== 'submit' && action !== 'approve') return;
  const open = openConflicts(view);
  if (open.length > 0) {
    throw new Problem('unsettledConflict', {
      issues: open.map((path) => ({ path, message: 'Two values stand against each other.' })),
    });
  }
  // The same changes under another rule give another number; an approval is of the number that was on the screen.
  const isScored = (view.outcome.value?.kind ?? 'scored') === 'scored';
  if (action === 'approve' && isScored && score?.isComplete && saw.score !== scoreText(score)) {
    throw new Problem('changedSinceYouLooked', { detail: `The score is ${scoreText(score) ?? 'none'}.` });
  }
}

function openConflicts(view: VisitView): readonly string[] {
  return view.conflicts
    .map(({ register }) => register)
    .filter((name) => !outsideFrontier.has(parseRegister(name)?.kind ?? ''));
}
