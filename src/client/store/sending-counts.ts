import type { StorageState } from '#client/platform/storage.ts';
import { keptIn } from './kept.ts';
import type { Added } from './store-events.ts';
import type { VisitStore } from './visit-store.ts';
import { holdIn, waitingSince } from './waiting.ts';
import type { SendingState } from './workspace.ts';

export type SendingCounts = Omit<SendingState, 'network' | 'activity' | 'storage' | 'failedWrites'>;

export const nothingToSend: SendingCounts = {
  unsentChanges: 0,
  unsentPhotos: 0,
  unsentPhotoBytes: 0,
  waitingSubmits: 0,
  lastSentAt: null,
  lastFetchedAt: null,
  waitingSince: null,
  hold: 'nothing',
  troubledPhotos: 0,
  refused: [],
};

/** Before the next count: never less than is known to wait. */
export function withAdded(counts: SendingCounts, added: Added, at: string): SendingCounts {
  const { unsentChanges = 0, unsentPhotos = 0, unsentPhotoBytes = 0, waitingSubmits = 0 } = added;
  return {
    ...counts,
    unsentChanges: counts.unsentChanges + unsentChanges,
    unsentPhotos: counts.unsentPhotos + unsentPhotos,
    unsentPhotoBytes: counts.unsentPhotoBytes + unsentPhotoBytes,
    waitingSubmits: counts.waitingSubmits + waitingSubmits,
    waitingSince: counts.waitingSince ?? (unsentChanges + unsentPhotos + waitingSubmits > 0 ? at : null),
  };
}

export async function readSendingCounts(store: VisitStore): Promise<SendingCounts> {
  const tables = ['outbox', 'changes', 'evidence', 'intents', 'refused', 'kept'] as const;
  const [unsentChanges, photos, intents, refused, lastSentAt, lastFetchedAt, hold, since] = await store.db.read(
    tables,
    async (tx) => {
      const [unsent, submits] = await Promise.all([
        tx.objectStore('evidence').index('isSent').getAll(0),
        tx.objectStore('intents').getAll(),
      ]);
      return await Promise.all([
        tx.objectStore('outbox').count(),
        unsent,
        submits,
        tx.objectStore('refused').getAll(),
        keptIn(tx, 'lastSentAt'),
        keptIn(tx, 'lastFetchedAt'),
        holdIn(tx),
        waitingSince(tx, unsent, submits),
      ]);
    },
  );
  return {
    unsentChanges,
    unsentPhotos: photos.length,
    unsentPhotoBytes: photos.reduce((sum, photo) => sum + photo.bytes, 0),
    waitingSubmits: intents.filter((intent) => intent.refused === null).length,
    lastSentAt,
    lastFetchedAt,
    waitingSince: since,
    hold,
    troubledPhotos: photos.filter(({ damagedAt, refusal }) => damagedAt ?? refusal).length,
    refused: refused
      .filter((row) => !row.isAcknowledged)
      .map(({ id, visit, register, code, detail }) => ({ id, visit, register, code, detail })),
  };
}

export function sendingStateOf(
  counts: SendingCounts,
  rest: {
    network: SendingState['network'];
    activity: SendingState['activity'];
    storage: StorageState;
    failedWrites: number;
  },
): SendingState {
  return { ...counts, ...rest };
}
