import { afterEach, beforeEach, expect, test, vi } from 'vitest';

interface Watch {
  readonly found: PositionCallback;
  readonly failed: PositionErrorCallback;
}

let watches: Watch[];
let cleared: number;

function stubGeolocation(): void {
  watches = [];
  cleared = 0;
  vi.stubGlobal('navigator', {
    geolocation: {
      watchPosition: (found: PositionCallback, failed: PositionErrorCallback) => watches.push({ found, failed }),
      clearWatch: () => {
        cleared += 1;
      },
    },
  });
}

function fix(latitude: number): GeolocationPosition {
  const coords = { latitude, longitude: 106.05, accuracy: 12.4 };
  return { coords, timestamp: 0 } as GeolocationPosition;
}

function refusal(code: number): GeolocationPositionError {
  return { code, PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3, message: '' };
}

/** The module remembers its watch: each test has one of its own. */
async function fresh() {
  vi.resetModules();
  return await import('#client/platform/location.ts');
}

beforeEach(() => {
  vi.useFakeTimers();
  stubGeolocation();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the place comes with the first fix, its accuracy in whole metres', async () => {
  const { currentPlace } = await fresh();
  const place = currentPlace();
  watches[0]?.found(fix(-6.01));
  expect(await place).toEqual({ latitude: -6.01, longitude: 106.05, accuracyM: 12 });
});

test('the next photo has its place at once, from the same watch', async () => {
  const { currentPlace } = await fresh();
  const first = currentPlace();
  watches[0]?.found(fix(-6.01));
  await first;
  expect(await currentPlace()).toMatchObject({ latitude: -6.01 });
  expect(watches).toHaveLength(1);
});

test('an old fix is not taken for the present place', async () => {
  const { currentPlace } = await fresh();
  const first = currentPlace();
  watches[0]?.found(fix(-6.01));
  await first;
  vi.advanceTimersByTime(31_000);
  const second = currentPlace();
  watches[0]?.found(fix(-6.02));
  expect(await second).toMatchObject({ latitude: -6.02 });
});

test('a photo never waits longer than it was told for a receiver that finds nothing', async () => {
  const { currentPlace } = await fresh();
  const place = currentPlace(5_000);
  vi.advanceTimersByTime(5_000);
  expect(await place).toEqual({ unavailable: 'timeout' });
});

test('a passing failure of the receiver is not an answer: the wait goes on', async () => {
  const { currentPlace } = await fresh();
  const place = currentPlace();
  watches[0]?.failed(refusal(2));
  watches[0]?.found(fix(-6.03));
  expect(await place).toMatchObject({ latitude: -6.03 });
});

test('a person who said no is not asked to wait', async () => {
  const { currentPlace } = await fresh();
  const place = currentPlace();
  watches[0]?.failed(refusal(1));
  expect(await place).toEqual({ unavailable: 'denied' });
  expect(cleared).toBe(1);
});

test('the receiver is let go when no photo was taken for two minutes', async () => {
  const { currentPlace } = await fresh();
  const place = currentPlace();
  watches[0]?.found(fix(-6.01));
  await place;
  vi.advanceTimersByTime(120_000);
  expect(cleared).toBe(1);
});

test('a browser without a receiver says so', async () => {
  vi.stubGlobal('navigator', {});
  const { currentPlace } = await fresh();
  expect(await currentPlace()).toEqual({ unavailable: 'unsupported' });
});
