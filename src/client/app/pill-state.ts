import type { SendingState } from '#client/store/workspace.ts';
import type { PillState } from '#client/ui/feedback/status-pill.tsx';

/** The one line about network and storage: what is most pressing comes first. */
export function pillStateOf(sending: SendingState): PillState {
  const { activity, failedWrites, refused, unsentChanges, unsentPhotos, waitingSubmits } = sending;
  const unsent = unsentChanges + unsentPhotos + waitingSubmits;
  if (failedWrites > 0) return { kind: 'not-saved' };
  if (refused.length > 0) return { kind: 'attention', count: refused.length };
  if (activity.kind === 'signInNeeded') return { kind: 'sign-in' };
  if (unsent > 0) return { kind: 'saved', unsent, offline: sending.network !== 'online' };
  if (sending.network !== 'online') return { kind: 'saved', unsent: 0, offline: true };
  return { kind: 'all-sent', at: sending.lastSentAt };
}
