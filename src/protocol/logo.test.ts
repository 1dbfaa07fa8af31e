import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inspectLogo, maxLogoBytes } from './logo.ts';

const png = new Uint8Array(readFileSync(new URL('../../public/icons/icon-192.png', import.meta.url)));
const jpeg = new Uint8Array(readFileSync(new URL('../server/demo/photos/charter.jpg', import.meta.url)));

test('a PNG and a JPEG are known by their bytes, with their size', () => {
  expect(inspectLogo(png)).toEqual({ kind: 'logo', mime: 'image/png', width: 192, height: 192 });
  const found = inspectLogo(jpeg.subarray(0, maxLogoBytes));
  expect(found).toMatchObject({ kind: 'logo', mime: 'image/jpeg' });
});

test.each([
  ['text', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['nothing', new Uint8Array()],
  ['the first bytes of a PNG', png.subarray(0, 20)],
  ['the first bytes of a JPEG', jpeg.subarray(0, 4)],
  ['an interlaced PNG', png.with(28, 1)],
  ['a PNG of sixteen bits', png.with(24, 16)],
])('%s is no picture for a report', (_, bytes) => {
  expect(inspectLogo(bytes)).toEqual({ kind: 'fault', fault: 'notAPicture' });
});

test('what is too large, in bytes or in pixels, is refused', () => {
  const padded = new Uint8Array(maxLogoBytes + 1);
  padded.set(png.subarray(0, Math.min(png.length, padded.length)));
  expect(inspectLogo(padded)).toEqual({ kind: 'fault', fault: 'tooLarge' });
  const wide = png.with(18, 0x10);
  expect(inspectLogo(wide)).toEqual({ kind: 'fault', fault: 'tooManyPixels' });
});
