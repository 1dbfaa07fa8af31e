import { systemClock } from '#client/platform/clock.ts';
import { randomBytes } from '#client/platform/ids.ts';
import { unknownStorage } from '#client/platform/storage.ts';
import { OrganisationId, PersonId } from '#domain/ids.ts';
import type { Session } from '#protocol/session.ts';
import { readOnlyHere } from './backup-contents.ts';
import type { OnlyHere } from './backups.ts';
import { NewerDatabase, openDatabase } from './database.ts';
import { KeptWorkspace } from './kept-workspace.ts';
import { pause } from './persist.ts';
import { onceWell } from './second-copy/with-copy.ts';
import { storeEvents } from './store-events.ts';
import { readMarker } from './store-marker.ts';
import type { VisitStore } from './visit-store.ts';

/** Somebody's work on this device, while nobody is signed in. How much of it there is, and nothing of what it is. */
export interface LockedStore {
  readonly name: string;
  readonly onlyHere: OnlyHere;
}

/** Stores with something that only this device has. */
export async function lockedStores(): Promise<readonly LockedStore[]> {
  const found: LockedStore[] = [];
  for (const name of await storeNames()) {
    const onlyHere = await withLockedStore(name, readOnlyHere);
    if (onlyHere !== null && onlyHere.changes + onlyHere.photos + onlyHere.submits > 0) found.push({ name, onlyHere });
  }
  return found;
}

/** Opens a store without its person; null where a newer version of the app wrote it. What was lost is brought back first, as for him. */
export async function withLockedStore<T>(name: string, work: (store: VisitStore) => Promise<T>): Promise<T | null> {
  const session = sessionOf(name);
  if (session === null) return null;
  const db = await openDatabase(name).catch((error: unknown) => {
    if (error instanceof NewerDatabase) return null;
    throw error;
  });
  if (db === null) return null;
  const secondCopy = onceWell(async () => (await import('./second-copy/journal-client.ts')).openSecondCopy(name));
  const store: VisitStore = { db, session, secondCopy, events: storeEvents(name), clock: systemClock, randomBytes };
  const workspace = new KeptWorkspace({
    store,
    startNetwork: () => Promise.reject(new Error('A locked store talks to nobody.')),
    afterPaint: (after) => after(),
    pause,
    storageState: async () => unknownStorage,
    markers: localStorage,
  });
  try {
    await workspace.checkForLoss();
    return await work(store);
  } finally {
    await workspace.close();
  }
}

const storeName = /^tilik\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/;

/** By the browser's list, and by the notes outside of it: a browser may have deleted a store behind our back. */
async function storeNames(): Promise<readonly string[]> {
  const listed = typeof indexedDB.databases === 'function' ? await indexedDB.databases() : [];
  const noted = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '')
    .filter((key) => key.startsWith('tilik.store/'))
    .map((key) => key.slice('tilik.store/'.length))
    .filter((name) => (readMarker(localStorage, name)?.unsentChanges ?? 0) > 0);
  const names = new Set([...listed.map(({ name }) => name ?? ''), ...noted]);
  return [...names].filter((name) => storeName.test(name)).sort();
}

/** Whose it is stands in its name; the rest is not asked about by anything that a backup needs. */
function sessionOf(name: string): Session | null {
  const [, organisation, person] = storeName.exec(name) ?? [];
  const [organisationId, personId] = [OrganisationId.safeParse(organisation), PersonId.safeParse(person)];
  if (!organisationId.success || !personId.success) return null;
  return {
    kind: 'session',
    person: { id: personId.data, name: '–', userName: '' },
    organisation: { id: organisationId.data, name: '–' },
    roles: [],
  };
}
