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

/**
 * True when it changes what the person is told. Taps that were never called saved come back without a word; only what could not be
 * read when the database was found empty is added to what is told of that.
 */
export async function reconcileCopies(store: VisitStore): Promise<boolean> {
  let isTold = false;
  await withCopy(store, async ({ journal }) => {
    const restored = await reconcile(store, journal);
    const told = await readKept(store.db, 'lostWork');
    if (told === null || restored.changes + restored.photos + restored.damaged === 0) return;
    const lostWork = {
      ...told,
      restoredChanges: told.restoredChanges + restored.changes,
      restoredPhotos: told.restoredPhotos + restored.photos,
      damaged: told.damaged + restored.damaged,
    };
    await writeKept(store.db, { lostWork });
    isTold = true;
  });
  return isTold;
}
