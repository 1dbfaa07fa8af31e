import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { problems } from '#protocol/problems.ts';
import { backoffMs, setbackOf } from './backoff.ts';
import { ServerProblem, Unreachable } from './transport.ts';

const named = (code: keyof typeof problems, retryAfterMs: number | null = null): ServerProblem =>
  new ServerProblem(code, { serverCode: code, retryAfterMs });

describe('the wait before the next attempt', () => {
  test('grows, never past five minutes, and differs from tablet to tablet', () => {
    const waits = [1, 2, 3, 4, 5, 20, 1000].map((failures) => backoffMs(failures, () => 1, null));
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 300_000, 300_000]);
    expect(backoffMs(3, () => 0, null)).toBe(4000);
  });

  test('is never shorter than the server asked', async () => {
    await fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(600_000),
        (failures, chance, asked) => {
          expect(backoffMs(failures, () => chance, asked)).toBeGreaterThanOrEqual(asked);
        },
      ),
    );
  });
});

describe('a setback', () => {
  test('for want of a session asks to sign in', () => {
    expect(setbackOf(named('signedOut'))).toEqual({ kind: 'signIn' });
  });

  test('of the network or of a busy server waits', () => {
    expect(setbackOf(new Unreachable('network'))).toEqual({ kind: 'wait', because: 'unreachable', retryAfterMs: null });
    expect(setbackOf(named('serverBusy', 9000))).toEqual({ kind: 'wait', because: 'serverBusy', retryAfterMs: 9000 });
  });

  test('of our own making is a fault, told as such', () => {
    const error = new TypeError('undefined is not a function');
    expect(setbackOf(error)).toEqual({ kind: 'fault', error });
  });
});
