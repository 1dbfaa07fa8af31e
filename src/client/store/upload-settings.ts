import type { Hold, UploadSettings } from './device.ts';
import { readKept, writeKept } from './kept.ts';
import type { VisitStore } from './visit-store.ts';
import { holdIn } from './waiting.ts';

const usual: UploadSettings = { paused: 'nothing', wifiOnly: false };

export async function readUploadSettings(store: VisitStore): Promise<UploadSettings> {
  return (await readKept(store.db, 'upload')) ?? usual;
}

/** Heard by every tab: the one that sends stops, or goes on, at once. */
export async function saveUploadSettings(store: VisitStore, settings: UploadSettings): Promise<void> {
  await writeKept(store.db, { upload: settings });
  store.events.emit({ kind: 'outbox', isNew: true });
}

export async function readHold(store: VisitStore): Promise<Hold> {
  return await store.db.read(['kept'], holdIn);
}
