import { headsOf, type RegisterState } from '#domain/change/register-state.ts';
import type { ChangeId } from '#domain/ids.ts';
import type { Standing } from './permissions.ts';
import { parseRegister, type Register } from './register.ts';
import { type Status, sealedStatuses } from './status.ts';

/** Null when the person may erase values of the visit: administrators, and supervisors who took no part in it. */
export function refuseRedaction({ roles, isMember, hasAssessed }: Standing): 'notAllowed' | 'ownVisit' | null {
  if (roles.includes('administrator')) return null;
  if (!roles.includes('supervisor')) return 'notAllowed';
  return isMember || hasAssessed ? 'ownVisit' : null;
}

/**
 * Whether the visit stands on this value, so that it cannot be erased as it is: what the visit is about and who takes part, ever;
 * what the score is made of, once a result is sealed. Something else is written in its place first, and the old value then erased.
 */
export function isValueNeeded(state: RegisterState, id: ChangeId, status: Status): boolean {
  const register = parseRegister(state.name);
  if (register === null || !headsOf(state).some((head) => head.id === id)) return false;
  return isFoundation(register) || (isOfScore(register) && sealedStatuses.includes(status));
}

function isFoundation(register: Register): boolean {
  if (register.kind === 'visit') return ['office', 'instrument', 'period', 'join'].includes(register.field);
  return register.kind === 'member' || register.kind === 'done' || register.kind === 'subject';
}

function isOfScore(register: Register): boolean {
  return (
    register.kind === 'answer' ||
    register.kind === 'sample' ||
    (register.kind === 'visit' && register.field === 'outcome')
  );
}
