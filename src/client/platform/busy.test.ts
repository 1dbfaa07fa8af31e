import { expect, test } from 'vitest';
import { beginWork, untilIdle } from './busy.ts';

test('an update waits until the last write has ended', async () => {
  const [one, two] = [beginWork(), beginWork()];
  let isIdle = false;
  const idle = untilIdle().then(() => {
    isIdle = true;
  });
  one();
  one();
  await Promise.resolve();
  expect(isIdle).toBe(false);
  two();
  await idle;
  expect(isIdle).toBe(true);
});

test('with nothing under way there is nothing to wait for', async () => {
  await untilIdle();
});
