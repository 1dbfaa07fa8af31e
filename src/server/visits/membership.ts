import { emptyVisit, foldVisit } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import { doesCount, type RegisterState } from '#domain/change/register-state.ts';
import type { PersonId, Sha256 } from '#domain/ids.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { parseRegister, type Register } from '#domain/visit/register.ts';

export interface Membership {
  readonly members: ReadonlySet<PersonId>;
  /** Were members once and are not now. */
  readonly removed: ReadonlySet<PersonId>;
  /** Hashes of the keys that admit who was shown the visit's QR code. */
  readonly joinKeyHashes: ReadonlySet<Sha256>;
}

/** Whether changes to the register decide who may take part. */
export function isAccessRegister(register: Register | null): boolean {
  return register?.kind === 'member' || (register?.kind === 'visit' && register.field === 'join');
}

/** Who takes part, folded from the lines of the log that are about access. */
export function membershipOf(accessLines: readonly LogItem[]): Membership {
  const { registers } = foldVisit({ log: accessLines });
  const view = readVisit({ ...emptyVisit, registers });
  const members = new Set(view.members);
  const once = [...registers.values()].flatMap(everMember);
  const join = view.joinKeyHash;
  const joins = join.value === null ? join.conflict.flatMap(({ value }) => value ?? []) : [join.value];
  return {
    members,
    removed: new Set(once.filter((person) => !members.has(person))),
    joinKeyHashes: new Set(joins.map(({ keyHash }) => keyHash)),
  };
}

/** The same as what the database keeps of each person. */
export function peopleOf({ members, removed }: Membership): Map<PersonId, { isMember: boolean; wasRemoved: boolean }> {
  const people = new Map<PersonId, { isMember: boolean; wasRemoved: boolean }>();
  for (const person of members) people.set(person, { isMember: true, wasRemoved: false });
  for (const person of removed) people.set(person, { isMember: false, wasRemoved: true });
  return people;
}

function everMember(state: RegisterState): readonly PersonId[] {
  const register = parseRegister(state.name);
  return register?.kind === 'member' && state.changes.some(doesCount) ? [register.person] : [];
}
