import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldPage } from '#client/store/fold-page.ts';
import { foldVisit, frontierOf } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import { foldedChange, type RegisterState, withChange } from '#domain/change/register-state.ts';
import type { ChangeId } from '#domain/ids.ts';
import { mergedHistory } from '#testing/merged-histories.ts';
import { type History, stateText, visitHistory } from '#testing/visit-histories.ts';

/** A device that writes at some moments and reads the log page by page in between, some pages twice. */
function readInPages(history: History, device: number, cuts: readonly number[]): ReadonlyMap<string, RegisterState> {
  const registers = new Map<string, RegisterState>();
  const registerOf = new Map<ChangeId, string>();
  const pending = [...(history.written[device] ?? [])];
  let cursor = 0;
  const read = (lines: readonly LogItem[]): void => {
    const fresh = lines.filter((line) => line.seq > cursor);
    for (const line of fresh)
      if (line.kind === 'change' || line.kind === 'adopted')
        registerOf.set(line.change.id, line.change.content.register);
    foldPage(fresh, { registers, registerOf });
    cursor = Math.max(cursor, ...fresh.map((line) => line.seq));
  };
  for (let at = 0; cursor < history.asWritten.length || pending.length > 0; at++) {
    const cut = cuts[at % cuts.length] ?? 0;
    const change = cut % 2 === 0 || cursor >= history.asWritten.length ? pending.shift() : undefined;
    if (change !== undefined) {
      const { register: name } = change.content;
      registers.set(
        name,
        withChange(registers.get(name) ?? { name, changes: [] }, foldedChange(change, { kind: 'pending' })),
      );
    }
    read(history.asWritten.slice(0, cursor + 1 + (cut % 5)));
    if (cut % 3 === 0) read(history.asWritten.slice(Math.max(0, cursor - 4), cursor));
  }
  return registers;
}

test('reading a log in pages, with own writes in between, ends where folding from scratch ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      visitHistory,
      fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
      fc.nat({ max: 2 }),
      async (history, cuts, device) => {
        const whole = foldVisit({ log: history.log, pending: history.written[device] ?? [] });
        const registers = readInPages(history, device, cuts);
        expect(stateText({ ...whole, registers })).toBe(stateText(whole));
        expect(await frontierOf(registers.values())).toBe(await frontierOf(whole.registers.values()));
      },
    ),
    { numRuns: 1500 },
  );
});

test('so it does for a log that has adopted that of another visit', async () => {
  await fc.assert(
    fc.asyncProperty(mergedHistory, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), async ({ inTheEnd }, cuts) => {
      const whole = foldVisit({ log: inTheEnd });
      const registers = readInPages({ log: inTheEnd, asWritten: inTheEnd, written: [] }, 0, cuts);
      expect(stateText({ ...whole, registers })).toBe(stateText(whole));
      expect(await frontierOf(registers.values())).toBe(await frontierOf(whole.registers.values()));
    }),
    { numRuns: 1000 },
  );
});
