import * as z from 'zod/mini';

/** What an office is to mend (tindak lanjut): found, said to be mended, seen to be mended, or no longer asked for. */
export const ImprovementStatus = z.enum(['open', 'reported', 'verified', 'dropped']);
export type ImprovementStatus = z.infer<typeof ImprovementStatus>;

export const ImprovementAction = z.enum(['report', 'verify', 'return', 'drop', 'reopen']);
export type ImprovementAction = z.infer<typeof ImprovementAction>;

interface Rule {
  readonly from: readonly ImprovementStatus[];
  readonly to: ImprovementStatus;
}

/** The one table of steps. Each needs a note: what was mended, how it was seen, or why not. */
export const improvementActions: Readonly<Record<ImprovementAction, Rule>> = {
  report: { from: ['open'], to: 'reported' },
  verify: { from: ['open', 'reported'], to: 'verified' },
  return: { from: ['reported'], to: 'open' },
  drop: { from: ['open', 'reported'], to: 'dropped' },
  reopen: { from: ['verified', 'dropped'], to: 'open' },
};

/** Where a step leads; null where the status does not allow it. */
export function statusAfter(status: ImprovementStatus, action: ImprovementAction): ImprovementStatus | null {
  const rule = improvementActions[action];
  return rule.from.includes(status) ? rule.to : null;
}

export function actionsIn(status: ImprovementStatus): readonly ImprovementAction[] {
  return ImprovementAction.options.filter((action) => statusAfter(status, action) !== null);
}

/** Still to be mended on that day, and late. Days as `2026-11-24`. */
export function isOverdue(
  { status, dueOn }: { readonly status: ImprovementStatus; readonly dueOn: string | null },
  today: string,
): boolean {
  return status === 'open' && dueOn !== null && dueOn < today;
}
