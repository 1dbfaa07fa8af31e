import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';

test('a tablet is named by its browser and system', () => {
  const tablet =
    'Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
  expect(deviceName(tablet)).toBe('Chrome · Android');
});

test('a browser that also calls itself Chrome keeps its own name', () => {
  const laptop =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0';
  expect(deviceName(laptop)).toBe('Edge · Windows');
});

test('what cannot be told is still a name', () => {
  expect(deviceName('curl/8.0')).toBe('Browser');
});
