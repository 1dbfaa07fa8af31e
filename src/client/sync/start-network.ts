import { browserConnectivity } from '#client/platform/connectivity.ts';
import { browserLocks } from '#client/platform/locks.ts';
import type { NetworkReports, StartNetwork } from '#client/store/network.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import type { PhotoUpload, ReplicaKeys } from './engine-ports.ts';

/**
 * What the app hands to `openWorkspace`. The engine, and later the uploader, are loaded when they are first needed: nothing of
 * them stands between the page and its first answer.
 */
export function networkStarter(keys: ReplicaKeys): StartNetwork {
  return async (store: VisitStore, reports: NetworkReports) => {
    const [{ startEngine }, { serverTransport }, { browserPokes }] = await Promise.all([
      import('./engine-network.ts'),
      import('./http-transport.ts'),
      import('./pokes.ts'),
    ]);
    return startEngine(store, reports, {
      transport: serverTransport,
      keys,
      locks: browserLocks,
      connectivity: browserConnectivity,
      uploadPhoto: async (upload: PhotoUpload) => (await import('./tus-upload.ts')).tusUpload()(upload),
      listenForPokes: browserPokes,
      timer: (ms, work) => {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    });
  };
}
