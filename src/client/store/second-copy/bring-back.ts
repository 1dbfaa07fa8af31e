import type { StoreMarker } from '../store-marker.ts';
import type { VisitStore } from '../visit-store.ts';
import type { LostWork } from '../workspace.ts';
import { reconcile } from './reconcile.ts';
import { restore } from './restore.ts';

/**
 * A database that was just made is either the first on this device, or follows one that the browser has deleted. The marker and the
 * second copy tell which; what the copy has is put into the new database. Null: nothing was here.
 */
export async function bringBack(store: VisitStore, marker: StoreMarker | null): Promise<LostWork | null> {
  const journal = await store.secondCopy?.client();
  const kept = (await journal?.read()) ?? [];
  if (marker === null && kept.length === 0) return null;
  const restored = await restore(store, kept);
  const { damagedBytes = 0 } = (await journal?.state()) ?? {};
  return {
    lastSeenAt: marker?.at ?? store.clock().toISOString(),
    unsentChanges: marker?.unsentChanges ?? restored.changes,
    unsentPhotos: marker?.unsentPhotos ?? restored.photos,
    restoredChanges: restored.changes,
    restoredPhotos: restored.photos,
    damaged: restored.damaged + (damagedBytes > 0 ? 1 : 0),
  };
}

export async function reconcileCopies(store: VisitStore): Promise<void> {
  const journal = await store.secondCopy?.client();
  if (journal) await reconcile(store, journal);
}
