import { expect, test } from 'vitest';
import { hasRoomForPhoto } from './room.ts';
import { unknownStorage } from './storage.ts';

const mb = 1_000_000;
const tells = (used: number, quota: number) => async () => ({ persisted: true, usedBytes: used, quotaBytes: quota });
const fits = async (): Promise<void> => {};
const isFull = (): Promise<void> => Promise.reject(new DOMException('full', 'QuotaExceededError'));

test('a photo is refused while there is still room for answers', async () => {
  expect(await hasRoomForPhoto({ state: tells(80 * mb, 100 * mb), tryRoom: fits })).toBe(true);
  expect(await hasRoomForPhoto({ state: tells(90 * mb, 100 * mb), tryRoom: fits })).toBe(false);
});

test('a browser that tells of more space than it gives is not believed', async () => {
  expect(await hasRoomForPhoto({ state: tells(0, 10_000 * mb), tryRoom: isFull })).toBe(false);
});

test('a browser that neither tells nor lets itself be tried refuses nothing', async () => {
  const unable = (): Promise<void> => Promise.reject(new TypeError('no such thing'));
  expect(await hasRoomForPhoto({ state: async () => unknownStorage, tryRoom: unable })).toBe(true);
});
