import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldVisit, frontierOf, statusOf } from '#domain/change/fold.ts';
import { doesCount, headsOf } from '#domain/change/register-state.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { stateText, visitHistory } from '#testing/visit-histories.ts';

/** Any order, with some lines twice. */
function shuffled<T>(lines: readonly T[], seeds: readonly number[]): readonly T[] {
  const withTwins = [...lines, ...lines.filter((_, at) => (seeds[at % seeds.length] ?? 0) % 3 === 0)];
  return withTwins
    .map((line, at) => ({ line, key: (((seeds[at % seeds.length] ?? 0) + 1) * (at + 7) * 7919) % 10_007 }))
    .sort((a, b) => a.key - b.key)
    .map(({ line }) => line);
}

const seeds = fc.array(fc.nat(), { minLength: 1, maxLength: 12 });

describe('a visit folded from its changes', () => {
  test('is the same from any order of lines, with duplicates, in 1,500 histories of three devices', async () => {
    await fc.assert(
      fc.asyncProperty(visitHistory, seeds, fc.nat({ max: 2 }), async (history, order, device) => {
        const pending = history.written[device] ?? [];
        const straight = foldVisit({ log: history.log, pending });
        const crooked = foldVisit({ log: shuffled(history.log, order), pending: shuffled(pending, order) });
        expect(stateText(crooked)).toBe(stateText(straight));
        expect(await frontierOf(crooked.registers.values())).toBe(await frontierOf(straight.registers.values()));
      }),
      { numRuns: 1500 },
    );
  });

  test('is read the same whatever order the lines came in', async () => {
    await fc.assert(
      fc.property(visitHistory, seeds, (history, order) => {
        const views = [history.log, shuffled(history.log, order)].map((log) => readVisit(foldVisit({ log })));
        const texts = views.map((view) =>
          JSON.stringify([
            view.status,
            view.conflicts,
            [...view.answers].sort(),
            [...view.notes].sort(),
            view.isProvisional,
          ]),
        );
        expect(texts[1]).toBe(texts[0]);
      }),
      { numRuns: 500 },
    );
  });

  test('counts only what was accepted or taken in, and every head covers all that it names', async () => {
    await fc.assert(
      fc.property(visitHistory, (history) => {
        for (const register of foldVisit({ log: history.log }).registers.values()) {
          const heads = headsOf(register);
          const counted = register.changes.filter(doesCount);
          expect(heads.every(doesCount)).toBe(true);
          // Something counts exactly when there is a head, and no head is an ancestor of another.
          expect(heads.length > 0).toBe(counted.length > 0);
          const named = new Set(heads.flatMap((head) => head.parents));
          expect(heads.some((head) => named.has(head.id))).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('keeps no erased value', async () => {
    await fc.assert(
      fc.property(visitHistory, (history) => {
        const erased = new Set(history.asWritten.flatMap((line) => (line.kind === 'redaction' ? [line.change] : [])));
        const all = [...foldVisit({ log: history.asWritten }).registers.values()].flatMap(
          (register) => register.changes,
        );
        for (const change of all)
          if (erased.has(change.id)) expect(change).toMatchObject({ value: null, isErased: true });
      }),
      { numRuns: 300 },
    );
  });

  test('the newest decision on a held change stands', async () => {
    await fc.assert(
      fc.property(visitHistory, (history) => {
        const last = new Map(
          history.log.flatMap((line) => (line.kind === 'decision' ? [[line.change, line.decision] as const] : [])),
        );
        const all = [...foldVisit({ log: history.log }).registers.values()].flatMap((register) => register.changes);
        for (const change of all) {
          const decision = last.get(change.id);
          if (decision !== undefined) expect(change.standing).toMatchObject({ kind: decision.decision, decision });
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('a visit without a transition is a draft', () => {
  expect(statusOf([])).toEqual({ n: 0, status: 'draft' });
});
