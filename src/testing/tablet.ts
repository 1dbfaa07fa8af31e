import 'fake-indexeddb/auto';
import { randomBytes } from '#client/platform/ids.ts';
import { browserLocks } from '#client/platform/locks.ts';
import { unknownStorage } from '#client/platform/storage.ts';
import { databaseName, openDatabase } from '#client/store/database.ts';
import { KeptWorkspace } from '#client/store/kept-workspace.ts';
import type { StartNetwork } from '#client/store/network.ts';
import type { SecondCopy } from '#client/store/second-copy/second-copy.ts';
import { storeEvents } from '#client/store/store-events.ts';
import type { MarkerStorage } from '#client/store/store-marker.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import { startEngine } from '#client/sync/engine-network.ts';
import type { EnginePorts, UploadPhoto } from '#client/sync/engine-ports.ts';
import { type Transport, Unreachable } from '#client/sync/transport.ts';
import { createReplicaKey, signWith } from '#client/vault/replica-key.ts';
import type { Session } from '#protocol/session.ts';

export interface Tablet {
  readonly workspace: KeptWorkspace;
  readonly store: VisitStore;
}

export interface TabletSettings {
  readonly session: Session;
  /** Which tablet, when one person has several. */
  readonly device?: string;
  readonly transport?: Transport;
  readonly uploadPhoto?: UploadPhoto;
  readonly clock?: () => Date;
  readonly markers?: MarkerStorage;
  readonly secondCopy?: () => Promise<SecondCopy>;
}

/** No server in reach. */
export const noServer: Transport = {
  send: () => Promise.reject(new Unreachable('network')),
  bytes: () => Promise.reject(new Unreachable('network')),
};

/** The real store and the real engine, with a transport of the test's choice. Rounds begin only when the test asks for one. */
export async function openTablet(settings: TabletSettings): Promise<Tablet> {
  const { session, device = '', transport = noServer } = settings;
  const name = `${databaseName(session.organisation.id, session.person.id)}${device}`;
  const db = await openDatabase(name);
  const store: VisitStore = {
    db,
    session,
    secondCopy: settings.secondCopy,
    events: storeEvents(name),
    clock: settings.clock ?? (() => new Date()),
    randomBytes,
  };
  const ports: EnginePorts = {
    transport,
    keys: { create: createReplicaKey, sign: signWith },
    locks: browserLocks,
    connectivity: { isOnline: () => true, onChange: () => () => {} },
    uploadPhoto: settings.uploadPhoto ?? (() => Promise.reject(new Unreachable('network'))),
    listenForPokes: () => () => {},
    timer: () => () => {},
    random: () => 0.5,
  };
  const startNetwork: StartNetwork = async (of, reports) => startEngine(of, reports, ports);
  const workspace = new KeptWorkspace({
    store,
    startNetwork,
    afterPaint: (work) => setImmediate(work),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    storageState: async () => unknownStorage,
    markers: settings.markers ?? { getItem: () => null, setItem: () => {} },
  });
  await workspace.checkForLoss();
  await Promise.all([workspace.readLists(), workspace.readDirectory()]);
  return { workspace, store };
}
