import type { VisitState } from '#domain/change/fold.ts';
import type { RegisterState } from '#domain/change/register-state.ts';
import { withChange } from '#domain/change/register-state.ts';
import type { Verdict } from '#domain/change/verdict.ts';
import type { ChangeId, VisitId } from '#domain/ids.ts';
import type { Standing } from './permissions.ts';
import { parseRegister, type Register } from './register.ts';
import { type Status, sealedStatuses } from './status.ts';
import type { VisitView } from './visit-view.ts';

/** Of the visit that is given up. One that ever had a result stays what it is. */
const mergeable: readonly Status[] = ['draft', 'submitted', 'returned'];
const taking: readonly Status[] = [...mergeable, 'reopened'];

export function refuseMerger(standing: Standing): 'notAllowed' | 'ownVisit' | null {
  if (!standing.roles.includes('supervisor') && !standing.roles.includes('administrator')) return 'notAllowed';
  return standing.isMember || standing.hasAssessed ? 'ownVisit' : null;
}

export type TwinRefusal = 'merged' | 'notTwins' | 'wrongStatus';

/** Null when `from` can be made part of `into`: the same office, by the same instrument, with the same kind of outcome. */
export function refuseTwins(from: VisitView, into: VisitView): TwinRefusal | null {
  if (from.mergedInto !== null || into.mergedInto !== null) return 'merged';
  if (!isSame(from.office.value, into.office.value)) return 'notTwins';
  if (!isSame(from.instrument.value?.hash, into.instrument.value?.hash)) return 'notTwins';
  // Whether there is a score at all is not for either to decide over the other.
  if (outcomeOf(from) === null || outcomeOf(from) !== outcomeOf(into)) return 'notTwins';
  if (from.transitions.some(({ to }) => sealedStatuses.includes(to))) return 'wrongStatus';
  return mergeable.includes(from.status) && taking.includes(into.status) ? null : 'wrongStatus';
}

function isSame(a: string | null | undefined, b: string | null | undefined): boolean {
  return a !== null && a !== undefined && a === b;
}

function outcomeOf({ outcome }: VisitView): string | null {
  return outcome.conflict.length > 0 ? null : (outcome.value?.kind ?? 'scored');
}

/**
 * Whether a register of a merged visit goes along. What frames a visit, and "my part is done", was said of that visit alone; who
 * takes part and what a supervisor made of an answer goes along where the other visit has no word of its own.
 */
export function doesAdopt(register: Register | null, hasOwnWord: boolean): boolean {
  switch (register?.kind) {
    case 'visit':
      return register.field === 'remark';
    case 'done':
      return false;
    case 'member':
    case 'review':
      return !hasOwnWord;
    default:
      return true;
  }
}

/** Registers whose adoption depends on what the other visit says itself. */
export function asksForOwnWord(register: Register | null): boolean {
  return register?.kind === 'member' || register?.kind === 'review';
}

/** The registers of `from` that `into` adopts, by name. */
export function adoptedRegisters(from: VisitState, into: VisitState): ReadonlySet<string> {
  const names = [...from.registers.values()].filter(({ name, changes }) => {
    const ids = new Set<ChangeId>(changes.map(({ id }) => id));
    const hasOwnWord = (into.registers.get(name)?.changes ?? []).some(({ id }) => !ids.has(id));
    return doesAdopt(parseRegister(name), hasOwnWord);
  });
  return new Set(names.map(({ name }) => name));
}

/** What `into` becomes when `from` is made part of it: the same as its log folds to once that has happened. */
export function mergedState(from: VisitState, into: VisitState, visit: VisitId): VisitState {
  const adopted = adoptedRegisters(from, into);
  const registers = new Map<string, RegisterState>(into.registers);
  for (const { name, changes } of from.registers.values()) {
    if (!adopted.has(name)) continue;
    const own = registers.get(name) ?? { name, changes: [] };
    registers.set(
      name,
      changes.reduce((state, change) => withChange(state, { ...change, from: change.from ?? visit }), own),
    );
  }
  return { ...into, registers, arrived: new Set([...into.arrived, ...from.arrived]) };
}

/**
 * The verdict, in the visit that it was merged into, on a change written by someone who did not know of that.
 * @param since where the other visit stood at the merger, and everywhere it has come since.
 */
export function judgeAdopted(verdict: Verdict, register: Register | null, since: readonly Status[]): Verdict {
  if (verdict.kind === 'held' || register?.kind === 'comment') return verdict;
  if (since.some((status) => sealedStatuses.includes(status))) return { kind: 'held', because: 'after-approval' };
  return { kind: 'accepted', late: verdict.late || since.includes('submitted') };
}
