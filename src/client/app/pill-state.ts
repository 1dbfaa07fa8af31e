import type { SendingState, VisitLine } from '#client/store/workspace.ts';
import type { PillState } from '#client/ui/feedback/status-pill.tsx';
import { editableStatuses } from '#domain/visit/status.ts';
import { daysWaiting } from './days-waiting.ts';

type SubmitOf = Pick<VisitLine, 'submitIntent' | 'status'>;

/** The one line about network and storage: what is most pressing comes first. */
export function pillStateOf(
  sending: SendingState,
  visits: readonly SubmitOf[] = [],
  now: number = Date.now(),
): PillState {
  const { activity, failedWrites, refused, unsentChanges, unsentPhotos, waitingSubmits } = sending;
  const unsent = unsentChanges + unsentPhotos + waitingSubmits;
  if (failedWrites > 0) return { kind: 'not-saved' };
  const refusedSubmits = visits.filter(
    ({ submitIntent, status }) => submitIntent?.kind === 'refused' && editableStatuses.includes(status),
  );
  const toLookAt = refused.length + refusedSubmits.length + sending.troubledPhotos;
  if (toLookAt > 0) return { kind: 'attention', count: toLookAt };
  if (activity.kind === 'signInNeeded') return { kind: 'sign-in' };
  if (unsent > 0) {
    const offline = sending.network !== 'online';
    return { kind: 'saved', unsent, offline, hold: sending.hold, days: daysWaiting(sending.waitingSince, now) };
  }
  if (sending.network !== 'online') return { kind: 'saved', unsent: 0, offline: true };
  return { kind: 'all-sent', at: sending.lastSentAt };
}
