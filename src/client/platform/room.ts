import { type StorageState, storageState } from './storage.ts';

/** Kept free for answers, which must always find room. */
const answersBytes = 10_000_000;
/** A photo is at most this large, and is written twice: into the database and into the second copy. */
const photoBytes = 2 * 1_500_000;
export const neededBytes = answersBytes + photoBytes;

/**
 * Whether another photo fits. Current Chromium tells every page that 10 GiB are left whatever the disk has, so the estimate alone is not
 * believed: a file of that size is asked for and given back. Nothing of it is written, and it takes some 20 ms.
 */
export async function hasRoomForPhoto(
  ports: { state: () => Promise<StorageState>; tryRoom: (bytes: number) => Promise<void> } = {
    state: storageState,
    tryRoom,
  },
): Promise<boolean> {
  const { usedBytes, quotaBytes } = await ports.state();
  if (usedBytes !== null && quotaBytes !== null && quotaBytes - usedBytes < neededBytes) return false;
  try {
    await ports.tryRoom(neededBytes);
  } catch (error) {
    // A browser without such files, or where another tab asks just now, refuses nothing: the write itself is loud when it fails.
    return !(error instanceof DOMException && error.name === 'QuotaExceededError');
  }
  return true;
}

async function tryRoom(bytes: number): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  const name = `room-${crypto.randomUUID()}`;
  const file = await folder.getFileHandle(name, { create: true });
  try {
    const writing = await file.createWritable();
    try {
      await writing.truncate(bytes);
    } finally {
      await writing.abort().catch(() => {});
    }
  } finally {
    await folder.removeEntry(name);
  }
}
