import { expect, test } from 'vitest';
import { fitWithin, sha256Hex } from '#client/platform/photo.ts';

test('the long edge is brought down to the limit, whichever edge it is', () => {
  expect(fitWithin(4000, 3000, 1600)).toEqual({ width: 1600, height: 1200 });
  expect(fitWithin(3000, 4000, 1600)).toEqual({ width: 1200, height: 1600 });
});

test('a small photo is not enlarged', () => {
  expect(fitWithin(640, 480, 1600)).toEqual({ width: 640, height: 480 });
});

test('a panorama keeps at least one pixel of height', () => {
  expect(fitWithin(40_000, 5, 1600)).toEqual({ width: 1600, height: 1 });
});

test('a photo is named by the SHA-256 of its bytes in lower-case hex', async () => {
  // The standard's own example.
  const abc = new TextEncoder().encode('abc').buffer;
  expect(await sha256Hex(abc)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
