import * as z from 'zod/mini';
import { Instant } from '#domain/ids.ts';

/*
 * A note outside IndexedDB that a person's database exists on this device. Browsers have been seen to delete a damaged database
 * and hand out an empty one without a word; the note is how we know, and what the person is told then.
 */
const Marker = z.object({ at: Instant, unsentChanges: z.int(), unsentPhotos: z.int() });
export type StoreMarker = z.infer<typeof Marker>;

export interface MarkerStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const keyOf = (databaseName: string): string => `tilik.store/${databaseName}`;

export function readMarker(storage: MarkerStorage, databaseName: string): StoreMarker | null {
  const text = storage.getItem(keyOf(databaseName));
  if (text === null) return null;
  try {
    const parsed = Marker.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Fails silently where storage is full or forbidden: the note is a help, the work is in the database. */
export function writeMarker(storage: MarkerStorage, databaseName: string, marker: StoreMarker): void {
  try {
    storage.setItem(keyOf(databaseName), JSON.stringify(marker));
  } catch {
    // Nothing more can be done about it here.
  }
}
