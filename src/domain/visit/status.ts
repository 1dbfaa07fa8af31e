import * as z from 'zod/mini';

/** Where a visit is on its way. The server orders transitions; nothing else moves a status. */
export const Status = z.enum([
  'draft',
  'submitted',
  'returned',
  'approved',
  'published',
  'objected',
  'final',
  'reopened',
]);
export type Status = z.infer<typeof Status>;

export const Action = z.enum(['submit', 'return', 'approve', 'publish', 'object', 'finalise', 'reopen']);
export type Action = z.infer<typeof Action>;

interface Rule {
  readonly from: readonly Status[];
  readonly to: Status;
  /** Who may do it. `member` is an assessor of this visit. */
  readonly by: 'member' | 'supervisor';
  readonly needsReason: boolean;
}

/** The one table of transitions, read by tablet and server. */
export const actions: Readonly<Record<Action, Rule>> = {
  submit: { from: ['draft', 'returned', 'reopened'], to: 'submitted', by: 'member', needsReason: false },
  return: { from: ['submitted'], to: 'returned', by: 'supervisor', needsReason: true },
  approve: { from: ['submitted'], to: 'approved', by: 'supervisor', needsReason: false },
  publish: { from: ['approved'], to: 'published', by: 'supervisor', needsReason: false },
  object: { from: ['published'], to: 'objected', by: 'supervisor', needsReason: true },
  finalise: { from: ['published', 'objected'], to: 'final', by: 'supervisor', needsReason: false },
  reopen: { from: ['approved', 'published', 'objected', 'final'], to: 'reopened', by: 'supervisor', needsReason: true },
};

/** Statuses in which the assessors of the visit write. */
export const editableStatuses: readonly Status[] = ['draft', 'returned', 'reopened'];

/** Once one of these was reached, a change written before it was known is held for a supervisor, not taken in. */
export const sealedStatuses: readonly Status[] = ['approved', 'published', 'objected', 'final'];
