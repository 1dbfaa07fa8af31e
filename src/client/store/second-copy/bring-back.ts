import { readKept, writeKept } from '../kept.ts';
import type { StoreMarker } from '../store-marker.ts';
import type { VisitStore } from '../visit-store.ts';
import type { LostWork } from '../workspace.ts';
import type { KeptEntry } from './journal.ts';
import { reconcile } from './reconcile.ts';
import { restore } from './restore.ts';
import { withCopy } from './with-copy.ts';

/**
 * A database that was just made is either the first on this device, or follows one that the browser has deleted. The marker and the
 * second copy tell which; what the copy has is put into the new database. Null: nothing was here.
 */
export async function bringBack(store: VisitStore, marker: StoreMarker | null): Promise<LostWork | null> {
  let kept: readonly KeptEntry[] = [];
  let damagedBytes = 0;
  await withCopy(store, async ({ journal }) => {
    kept = await journal.read();
    ({ damagedBytes } = await journal.state());
  });
  if (marker === null && kept.length === 0) return null;
  const restored = await restore(store, kept, { unlessOvertaken: false });
  return {
    lastSeenAt: marker?.at ?? store.clock().toISOString(),
    // The note is written to the disk late: what came back may be more than it knew of.
    unsentChanges: Math.max(marker?.unsentChanges ?? 0, restored.changes),
    unsentPhotos: Math.max(marker?.unsentPhotos ?? 0, restored.photos),
    restoredChanges: restored.changes,
    restoredPhotos: restored.photos,
    damaged: restored.damaged + (damagedBytes > 0 ? 1 : 0),
  };
}

/** True when something had to be brought back, which is noted for the person. */
export async function reconcileCopies(store: VisitStore): Promise<boolean> {
  let hasRestored = false;
  await withCopy(store, async ({ journal }) => {
    const { changes, photos, damaged } = await reconcile(store, journal);
    if (changes + photos + damaged === 0) return;
    const before = await readKept(store.db, 'lostWork');
    await writeKept(store.db, {
      lostWork: {
        lastSeenAt: before?.lastSeenAt ?? store.clock().toISOString(),
        unsentChanges: before?.unsentChanges ?? changes,
        unsentPhotos: before?.unsentPhotos ?? photos,
        restoredChanges: (before?.restoredChanges ?? 0) + changes,
        restoredPhotos: (before?.restoredPhotos ?? 0) + photos,
        damaged: (before?.damaged ?? 0) + damaged,
      },
    });
    hasRestored = true;
  });
  return hasRestored;
}
