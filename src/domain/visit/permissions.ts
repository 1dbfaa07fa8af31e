import * as z from 'zod/mini';
import type { RegisterKind } from './register.ts';
import { type Action, actions, editableStatuses, Status } from './status.ts';

export const Role = z.enum(['assessor', 'supervisor', 'administrator']);
export type Role = z.infer<typeof Role>;

/** What a person is to one visit. */
export interface Standing {
  readonly roles: readonly Role[];
  readonly isMember: boolean;
  /** Wrote an answer, note, photo or subject of this visit. */
  readonly hasAssessed: boolean;
}

type Who = 'member' | 'supervisor';

/** Who may write a register of a kind, and in which statuses. One table, read by tablet and server. */
const writers: Readonly<Record<RegisterKind, readonly { who: Who; in: readonly Status[] }[]>> = {
  answer: [{ who: 'member', in: editableStatuses }],
  note: [{ who: 'member', in: editableStatuses }],
  evidence: [{ who: 'member', in: editableStatuses }],
  subject: [{ who: 'member', in: editableStatuses }],
  official: [{ who: 'member', in: editableStatuses }],
  signature: [{ who: 'member', in: editableStatuses }],
  done: [{ who: 'member', in: editableStatuses }],
  sample: [
    { who: 'member', in: editableStatuses },
    { who: 'supervisor', in: editableStatuses },
  ],
  visit: [
    { who: 'member', in: editableStatuses },
    { who: 'supervisor', in: editableStatuses },
  ],
  member: [
    { who: 'member', in: editableStatuses },
    { who: 'supervisor', in: editableStatuses },
  ],
  comment: [
    { who: 'member', in: Status.options },
    { who: 'supervisor', in: Status.options },
  ],
  review: [{ who: 'supervisor', in: ['submitted'] }],
};

function isWho(who: Who, standing: Standing): boolean {
  return who === 'member'
    ? standing.isMember
    : standing.roles.includes('supervisor') || standing.roles.includes('administrator');
}

export function canWrite(standing: Standing, status: Status, kind: RegisterKind): boolean {
  return writers[kind].some((rule) => rule.in.includes(status) && isWho(rule.who, standing));
}

/** Members see their visit; supervisors and administrators see every visit of their organisation. */
export function canRead(standing: Standing): boolean {
  return standing.isMember || isWho('supervisor', standing);
}

export type CommandRefusal = 'wrongStatus' | 'notAllowed' | 'ownVisit';

/** Null when the person may do this now. Nobody approves or returns a visit they assessed. */
export function refuseCommand(standing: Standing, status: Status, action: Action): CommandRefusal | null {
  const rule = actions[action];
  const isAllowed = rule.by === 'member' ? standing.isMember : isWho('supervisor', standing);
  if (!isAllowed) return 'notAllowed';
  if ((action === 'approve' || action === 'return') && (standing.hasAssessed || standing.isMember)) return 'ownVisit';
  return rule.from.includes(status) ? null : 'wrongStatus';
}
