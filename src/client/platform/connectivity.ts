import { onNetworkKind } from './connection.ts';

/** What the browser says of the network. `true` means little (a portal counts as online), `false` means none. */
export interface Connectivity {
  isOnline(): boolean;
  /** Called when it changes, and when the page becomes visible: both are moments to try again. */
  onChange(listener: () => void): () => void;
}

export const browserConnectivity: Connectivity = {
  isOnline: () => navigator.onLine,
  onChange(listener) {
    const whenVisible = () => {
      if (document.visibilityState === 'visible') listener();
    };
    window.addEventListener('online', listener);
    window.addEventListener('offline', listener);
    document.addEventListener('visibilitychange', whenVisible);
    const stopKind = onNetworkKind(listener);
    return () => {
      window.removeEventListener('online', listener);
      window.removeEventListener('offline', listener);
      document.removeEventListener('visibilitychange', whenVisible);
      stopKind();
    };
  },
};
