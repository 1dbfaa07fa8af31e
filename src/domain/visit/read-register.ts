import { type FoldedChange, headsOf, type RegisterState, valuesOf } from '#domain/change/register-state.ts';
import type { ChangeId } from '#domain/ids.ts';
import { parseRegister, type Register } from './register.ts';
import { valueSchema } from './values.ts';
import type { Field, SetAside } from './visit-view.ts';

/** What one register says by itself. */
export interface RegisterReading {
  /** Null when this version does not know the register. */
  readonly register: Register | null;
  readonly field: Field<unknown>;
  /** Changes whose value this version does not understand. */
  readonly notUnderstood: readonly ChangeId[];
  readonly setAside: {
    readonly held: readonly SetAside[];
    readonly declined: readonly SetAside[];
    readonly late: readonly SetAside[];
    readonly erased: readonly SetAside[];
  };
}

// States are never changed in place, so one reading holds for as long as its state lives: after a tap only one is new.
const readings = new WeakMap<RegisterState, RegisterReading>();

export function readRegister(state: RegisterState): RegisterReading {
  const known = readings.get(state);
  if (known !== undefined) return known;
  const reading = readAnew(state);
  readings.set(state, reading);
  return reading;
}

function readAnew(state: RegisterState): RegisterReading {
  const register = parseRegister(state.name);
  const heads = headsOf(state);
  const setAside = setAsideOf(state);
  if (register === null) {
    const field = { register: state.name, value: null, conflict: [], heads };
    return { register, field, notUnderstood: state.changes.map((change) => change.id), setAside };
  }
  const schema = valueSchema(register);
  const notUnderstood: ChangeId[] = [];
  const values: { value: unknown; heads: readonly FoldedChange[] }[] = [];
  for (const { value, heads: carriers } of valuesOf(heads)) {
    const parsed = value === null ? { success: true as const, data: null } : schema.safeParse(value);
    if (parsed.success) values.push({ value: parsed.data, heads: carriers });
    else notUnderstood.push(...carriers.map((carrier) => carrier.id));
  }
  const isOneMembership = register.kind === 'member' && values.every(({ value }) => isMembership(value));
  const isConflict = values.length > 1 && !isOneMembership;
  const value = isConflict ? null : (values[0]?.value ?? null);
  return {
    register,
    field: { register: state.name, value, conflict: isConflict ? values : [], heads },
    notUnderstood,
    setAside,
  };
}

/** By whatever code, or none: who takes part in two ways takes part, and there is nothing to choose. */
function isMembership(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !('removed' in value);
}

function setAsideOf(state: RegisterState): RegisterReading['setAside'] {
  const held: SetAside[] = [];
  const declined: SetAside[] = [];
  const late: SetAside[] = [];
  const erased: SetAside[] = [];
  for (const change of state.changes) {
    const { standing } = change;
    const line = { register: state.name, change };
    if (change.erasure !== undefined) erased.push(line);
    if (standing.kind === 'held') held.push(line);
    if (standing.kind === 'declined') declined.push(line);
    if (standing.kind === 'taken-in' || (standing.kind === 'accepted' && standing.late)) late.push(line);
  }
  return { held, declined, late, erased };
}
