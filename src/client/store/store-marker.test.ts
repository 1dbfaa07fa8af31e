import { expect, test } from 'vitest';
import type { Session } from '#protocol/session.ts';
import { aPlan, aSession } from '#testing/builders.ts';
import { openTablet, type Tablet } from '#testing/tablet.ts';

/** As localStorage: it outlives the database. */
function notes(): { getItem(key: string): string | null; setItem(key: string, value: string): void } {
  const map = new Map<string, string>();
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value) };
}

async function withWork(session: Session, markers: ReturnType<typeof notes>): Promise<Tablet> {
  const tablet = await openTablet({ session, markers });
  await tablet.workspace.createVisit(aPlan());
  // The count that notes what it found beside the database.
  await tablet.workspace.readCounts();
  return tablet;
}

const removed = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });

test('a database that was deleted behind our back is noticed, and how much was unsent in it', async () => {
  const [session, markers] = [aSession(), notes()];
  const { workspace, store } = await withWork(session, markers);
  const { unsentChanges } = workspace.sending.value;
  await workspace.close();
  await removed(store.db.name);
  const again = await openTablet({ session, markers });
  expect(again.workspace.lostWork.value).toMatchObject({ unsentChanges, unsentPhotos: 0 });
  await again.workspace.close();
  const later = await openTablet({ session, markers });
  expect(later.workspace.lostWork.value).toMatchObject({ unsentChanges });
  await later.workspace.acknowledgeLoss();
  await later.workspace.close();
  const afterwards = await openTablet({ session, markers });
  expect(afterwards.workspace.lostWork.value).toBeNull();
  await afterwards.workspace.close();
});

test('a new store and one that is as it was say nothing', async () => {
  const [session, markers] = [aSession(), notes()];
  const { workspace } = await withWork(session, markers);
  expect(workspace.lostWork.value).toBeNull();
  await workspace.close();
  const again = await openTablet({ session, markers });
  expect(again.workspace.lostWork.value).toBeNull();
  await again.workspace.close();
});
