import { sealedStatuses } from './status.ts';
import type { Transition } from './transition.ts';
import type { VisitView } from './visit-view.ts';

/** The approval that stands: the newest one, as long as the visit was not reopened since. */
export function sealedApproval({ status, transitions }: Pick<VisitView, 'status' | 'transitions'>): Transition | null {
  if (!sealedStatuses.includes(status)) return null;
  return transitions.findLast(({ action }) => action === 'approve') ?? null;
}
