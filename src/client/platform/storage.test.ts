import { expect, test } from 'vitest';
import { hasRoomForPhoto, unknownStorage } from './storage.ts';

const mb = 1_000_000;

test('a photo is refused while there is still room for answers', () => {
  expect(hasRoomForPhoto({ persisted: true, usedBytes: 80 * mb, quotaBytes: 100 * mb })).toBe(true);
  expect(hasRoomForPhoto({ persisted: true, usedBytes: 90 * mb, quotaBytes: 100 * mb })).toBe(false);
  expect(hasRoomForPhoto({ persisted: true, usedBytes: 120 * mb, quotaBytes: 100 * mb })).toBe(false);
});

test('a browser that does not tell its space refuses nothing', () => {
  expect(hasRoomForPhoto(unknownStorage)).toBe(true);
});
