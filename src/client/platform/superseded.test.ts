import { beforeEach, expect, test, vi } from 'vitest';

/** A page of its own for each test: what it let go of does not come back. */
async function aTab() {
  vi.resetModules();
  const [{ beginWork }, tab] = await Promise.all([import('./busy.ts'), import('./superseded.ts')]);
  return { ...tab, beginWork };
}

beforeEach(() => {
  vi.useRealTimers();
});

test('a tab lets go once what is being written is written, and says so', async () => {
  const { beginWork, beforeLettingGo, letGo, superseded } = await aTab();
  const told: string[] = [];
  beforeLettingGo(async () => void told.push(superseded.value ? 'closed behind the notice' : 'closed'));
  const endWork = beginWork();
  const gone = letGo().then(() => told.push('gone'));
  await Promise.resolve();
  expect([told, superseded.value]).toEqual([[], false]);
  endWork();
  await gone;
  expect(told).toEqual(['closed behind the notice', 'gone']);
});

test('asked twice, by the database and by the service worker, it closes once', async () => {
  const { beforeLettingGo, letGo } = await aTab();
  const close = vi.fn(async () => {});
  beforeLettingGo(close);
  await Promise.all([letGo(), letGo()]);
  expect(close).toHaveBeenCalledOnce();
});

test('a write that never ends keeps the other tab waiting for a while only', async () => {
  vi.useFakeTimers();
  const { beginWork, letGo, superseded } = await aTab();
  beginWork();
  const gone = letGo();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(superseded.value).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await gone;
  expect(superseded.value).toBe(true);
});
