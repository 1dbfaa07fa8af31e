import type { StorageState } from '#client/platform/storage.ts';
import { readKept } from './kept.ts';
import type { VisitStore } from './visit-store.ts';
import type { SendingState } from './workspace.ts';

export type SendingCounts = Omit<SendingState, 'network' | 'activity' | 'storage' | 'failedWrites'>;

export const nothingToSend: SendingCounts = {
  unsentChanges: 0,
  unsentPhotos: 0,
  unsentPhotoBytes: 0,
  waitingSubmits: 0,
  lastSentAt: null,
  lastFetchedAt: null,
  refused: [],
};

export async function readSendingCounts(store: VisitStore): Promise<SendingCounts> {
  const { db } = store;
  const [unsentChanges, photos, intents, refused, lastSentAt, lastFetchedAt] = await Promise.all([
    db.outbox.count(),
    db.evidence.where('isSent').equals(0).toArray(),
    db.intents.filter((intent) => intent.refused === null).count(),
    db.refused.toArray(),
    readKept(db, 'lastSentAt'),
    readKept(db, 'lastFetchedAt'),
  ]);
  return {
    unsentChanges,
    unsentPhotos: photos.length,
    unsentPhotoBytes: photos.reduce((sum, photo) => sum + photo.bytes, 0),
    waitingSubmits: intents,
    lastSentAt,
    lastFetchedAt,
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
