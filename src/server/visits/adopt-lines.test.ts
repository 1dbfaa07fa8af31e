import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldVisit, frontierOf, type VisitState } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import { doesCount } from '#domain/change/register-state.ts';
import { mergedState } from '#domain/visit/merging.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { givenUp, mergedHistory } from '#testing/merged-histories.ts';
import { stateText } from '#testing/visit-histories.ts';

/** Any order, with some lines twice. */
function shuffled<T>(lines: readonly T[], seeds: readonly number[]): readonly T[] {
  const withTwins = [...lines, ...lines.filter((_, at) => (seeds[at % seeds.length] ?? 0) % 3 === 0)];
  return withTwins
    .map((line, at) => ({ line, key: (((seeds[at % seeds.length] ?? 0) + 1) * (at + 7) * 7919) % 10_007 }))
    .sort((a, b) => a.key - b.key)
    .map(({ line }) => line);
}

/** Erasures are signed anew for the visit that they now stand in. */
function plain({ registers, transitions, arrived }: VisitState) {
  const changes = [...registers.values()].flatMap(({ name, changes }) =>
    changes.map(({ erasure, ...change }) => ({ name, ...change, erasedBy: erasure?.by, why: erasure?.reason })),
  );
  return { changes: changes.toSorted((a, b) => (a.id < b.id ? -1 : 1)), transitions, arrived: [...arrived].sort() };
}

const seeds = fc.array(fc.nat(), { minLength: 1, maxLength: 12 });
const frontier = (log: readonly LogItem[]) => frontierOf(foldVisit({ log }).registers.values());

describe('a log that has adopted another', () => {
  test('folds to what the two states give when they are merged, in 1,000 pairs of histories', async () => {
    await fc.assert(
      fc.asyncProperty(mergedHistory, async ({ before, atOnce }) => {
        const expected = mergedState(foldVisit({ log: before.from }), foldVisit({ log: before.into }), givenUp);
        const state = foldVisit({ log: atOnce });
        expect(plain(state)).toEqual(plain(expected));
        expect(await frontier(atOnce)).toBe(await frontierOf(expected.registers.values()));
      }),
      { numRuns: 1000 },
    );
  });

  test('is the same from any order of lines, with duplicates, late ones included', async () => {
    await fc.assert(
      fc.asyncProperty(mergedHistory, seeds, async ({ inTheEnd }, order) => {
        const crooked = shuffled(inTheEnd, order);
        expect(stateText(foldVisit({ log: crooked }))).toBe(stateText(foldVisit({ log: inTheEnd })));
        expect(await frontier(crooked)).toBe(await frontier(inTheEnd));
        expect(readVisit(foldVisit({ log: crooked })).conflicts.map(({ register }) => register)).toEqual(
          readVisit(foldVisit({ log: inTheEnd })).conflicts.map(({ register }) => register),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('takes nothing away: what counted before the merger is still there', async () => {
    await fc.assert(
      fc.property(mergedHistory, ({ before, atOnce }) => {
        const now = new Map(
          [...foldVisit({ log: atOnce }).registers.values()].flatMap(({ changes }) => changes.map((c) => [c.id, c])),
        );
        for (const { changes } of foldVisit({ log: before.into }).registers.values())
          for (const change of changes) expect(now.get(change.id)).toEqual(change);
        for (const { name, changes } of foldVisit({ log: before.from }).registers.values()) {
          const stays = name.startsWith('done/') || name.startsWith('member/');
          for (const change of changes) {
            if (stays && !now.has(change.id)) continue;
            expect(now.get(change.id)).toMatchObject({ standing: change.standing, from: givenUp });
            expect(doesCount(now.get(change.id) ?? change)).toBe(doesCount(change));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('says nothing that the other said only of itself', async () => {
    await fc.assert(
      fc.property(mergedHistory, ({ before, inTheEnd }) => {
        const own = new Set(
          [...before.into, ...inTheEnd].flatMap((line) => (line.kind === 'change' ? [line.change.id] : [])),
        );
        const done = [...foldVisit({ log: inTheEnd }).registers.values()].filter(({ name }) =>
          name.startsWith('done/'),
        );
        expect(done.flatMap(({ changes }) => changes).every(({ id }) => own.has(id))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
