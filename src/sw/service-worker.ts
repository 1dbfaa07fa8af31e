import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/*
 * Makes the app open without a network, and nothing else: it keeps the built files, all of them or none, answers GET only, never
 * keeps an answer of the server, never opens the database and never sends.
 */
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Every address of the app is the one page; what the server answers itself is left to it.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), {
    denylist: [/^\/api(\/|$)/, /^\/healthz$/, /^\/readyz$/, /^\/verify(\/|$)/],
  }),
);

// A new version waits until the page says so: it never takes over a visit in progress.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting();
});

// The first version serves the page that installed it: parts loaded later must come even when the network is cut after sign-in.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
