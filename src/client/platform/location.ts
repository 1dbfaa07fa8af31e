export type Place =
  | { readonly latitude: number; readonly longitude: number; readonly accuracyM: number }
  | { readonly unavailable: 'denied' | 'timeout' | 'unsupported' };

/** A fix this young is where the tablet still is: nobody walks out of the building in that time. */
const freshMs = 30_000;
const defaultWaitMs = 8_000;
/** The receiver is let go after this long without a photo: it drains the battery. */
const idleMs = 120_000;

interface Fix {
  readonly place: Place;
  readonly at: number;
}

let watch: number | null = null;
let lastFix: Fix | null = null;
let idleTimer: ReturnType<typeof setTimeout> | null = null;
const waiting = new Set<(place: Place) => void>();

function settle(place: Place): void {
  for (const answer of waiting) answer(place);
  waiting.clear();
}

function stopWatching(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
}

function keepWatching(): void {
  if (idleTimer !== null) clearTimeout(idleTimer);
  idleTimer = setTimeout(stopWatching, idleMs);
  if (watch !== null) return;
  watch = navigator.geolocation.watchPosition(
    ({ coords }) => {
      const place = { latitude: coords.latitude, longitude: coords.longitude, accuracyM: Math.round(coords.accuracy) };
      lastFix = { place, at: Date.now() };
      settle(place);
    },
    (error) => {
      if (error.code !== error.PERMISSION_DENIED) return;
      stopWatching();
      settle({ unavailable: 'denied' });
    },
    { enableHighAccuracy: true, maximumAge: freshMs },
  );
}

/**
 * Where the tablet is, never later than `maxWaitMs`. The first call starts a watch that later calls share, so the second
 * photo has its place at once. Calling it when the camera opens gives the receiver its head start.
 */
export function currentPlace(maxWaitMs: number = defaultWaitMs): Promise<Place> {
  if (!globalThis.navigator?.geolocation) return Promise.resolve({ unavailable: 'unsupported' });
  keepWatching();
  if (lastFix && Date.now() - lastFix.at < freshMs) return Promise.resolve(lastFix.place);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      waiting.delete(answer);
      resolve({ unavailable: 'timeout' });
    }, maxWaitMs);
    const answer = (place: Place) => {
      clearTimeout(timer);
      resolve(place);
    };
    waiting.add(answer);
  });
}
