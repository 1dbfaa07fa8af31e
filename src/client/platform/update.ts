import type { Workbox } from 'workbox-window';
import { untilIdle } from './busy.ts';
import { letGo } from './superseded.ts';
import { updateReady } from './update-ready.ts';

let workbox: Workbox | null = null;
let isApplying = false;

/** How often an app that stays open for days looks for a new version. */
const lookEveryMs = 60 * 60_000;

/** Keeps the app for use without a network. Call once, after the first paint. */
export async function registerServiceWorker(): Promise<void> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator) || workbox !== null) return;
  const [{ Workbox }, { guardScripts }] = await Promise.all([import('workbox-window'), import('./trusted-scripts.ts')]);
  guardScripts();
  const registered = new Workbox('/service-worker.js', { scope: '/', updateViaCache: 'none' });
  workbox = registered;
  registered.addEventListener('waiting', () => {
    updateReady.value = true;
  });
  // Another tab took the new version: this one still runs the old, whose later parts are gone.
  let isControlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (isControlled && !isApplying) void letGo();
    isControlled = true;
  });
  await registered.register();
  setInterval(() => {
    if (navigator.onLine) void registered.update().catch(() => {});
  }, lookEveryMs);
}

/** Changes to the new version, which is looked for if need be, and reloads, once nothing is being written any more. */
export async function applyUpdate(): Promise<void> {
  await untilIdle();
  isApplying = true;
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration && !registration.waiting) await installed(registration);
  if (registration?.waiting) {
    const controlling = new Promise<void>((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    });
    registration.waiting.postMessage({ type: 'SKIP_WAITING' });
    await controlling;
  }
  location.reload();
}

/** Whatever comes of it: without a network, or without anything newer, the page is merely reloaded. */
async function installed(registration: ServiceWorkerRegistration): Promise<void> {
  await registration.update().catch(() => {});
  const { installing } = registration;
  if (installing === null) return;
  await new Promise<void>((resolve) => {
    installing.addEventListener('statechange', () => {
      if (installing.state !== 'installing') resolve();
    });
  });
}
