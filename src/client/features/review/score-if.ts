import type { OpenVisit } from '#client/store/workspace.ts';
import { emptyVisit } from '#domain/change/fold.ts';
import type { FoldedChange, RegisterState } from '#domain/change/register-state.ts';
import type { ScoreResult } from '#domain/scoring/score-types.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { parseRegister, registerName } from '#domain/visit/register.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';

type Visit = Pick<OpenVisit, 'instrument' | 'view' | 'history'>;

/**
 * The score as it would be if changes stood differently: the visit is read and scored anew by the rules that tablet and server
 * share, so a conflict or a person who comes back counts as it would.
 */
export function scoreIf(visit: Visit, standsAs: (change: FoldedChange) => FoldedChange): ScoreResult {
  const view = visit.view.value;
  const names = [
    ...[...view.answers.values(), ...view.subjects].map(({ register }) => register),
    ...visit.instrument.subjectKinds.map(({ id }) => registerName({ kind: 'sample', subjectKind: id })),
    ...[...view.held, ...view.declined, ...view.late].map(({ register }) => register),
  ];
  const registers = new Map<string, RegisterState>();
  for (const name of new Set(names)) {
    const register = parseRegister(name);
    if (register !== null) registers.set(name, { name, changes: visit.history(register).map(standsAs) });
  }
  const then = readVisit({ ...emptyVisit, registers, transitions: view.transitions });
  const input = scoringInputOf(visit.instrument, { ...then, isProvisional: view.isProvisional });
  return scoreVisit(visit.instrument, input);
}

/** Every held change taken in. */
export function scoreWithHeld(visit: Visit): ScoreResult {
  return scoreIf(visit, (change) =>
    change.standing.kind === 'held' ? { ...change, standing: { kind: 'accepted', late: true } } : change,
  );
}

/** As if nothing that came late, or was taken in, counted. */
export function scoreWithoutLate(visit: Visit): ScoreResult {
  const late = new Set(visit.view.value.late.map(({ change }) => change.id));
  return scoreIf(visit, (change) =>
    late.has(change.id) ? { ...change, standing: { kind: 'held', because: 'after-approval' } } : change,
  );
}
