import { describe, expect, test } from 'vitest';
import { canBeMerged, twinsOf } from '#client/features/review/merge-twins.ts';
import { Merger } from '#domain/change/merger.ts';
import { InstrumentHash, NodeId } from '#domain/ids.ts';
import { DeskLine } from '#protocol/desk.ts';
import { aField, emptyView } from '#testing/report-visit.ts';

const hash = 'b'.repeat(64);
const instrument = { id: NodeId.parse('kecil'), version: 1, hash: InstrumentHash.parse(hash) };
const view = {
  ...emptyView,
  instrument: aField('visit/instrument', instrument),
  period: aField('visit/period', { start: '2026-11-24', end: '2026-11-26' }),
};
const id = (n: number): string => `0198f2a0-0000-7000-8000-00000000000${n}`;

const line = (n: number, more: Partial<Record<string, unknown>> = {}): DeskLine =>
  DeskLine.parse({
    ...{ visit: id(n), seq: 1, status: 'draft', statusAt: null, office: id(9), officeName: 'Kantor', city: 'Cilegon' },
    ...{ instrument: hash, instrumentTitle: null, start: '2026-11-26', end: '2026-11-27', members: [], outcome: null },
    ...{ isIllustrative: false, scoreLow: null, scoreHigh: null, category: null, zone: null, isProvisional: false },
    ...{ answered: 0, expected: 0, missingEvidence: 0, notArrived: 0, conflicts: 0, held: 0, late: 0 },
    ...{ changedAt: '2026-11-26T10:00:00Z', ...more },
  });

describe('a twin of a visit', () => {
  test('is another visit by the same instrument on some of the same days', () => {
    const twin = line(2);
    const later = line(3, { start: '2026-11-27', end: '2026-11-28' });
    expect(twinsOf(id(1), view, [line(1), twin, later])).toEqual({ sameDays: [twin], others: [later] });
  });

  test('is none that has a result, or was made by another instrument', () => {
    const lines = [line(2, { status: 'approved' }), line(3, { instrument: 'c'.repeat(64) })];
    expect(twinsOf(id(1), view, lines)).toEqual({ sameDays: [], others: [] });
  });
});

test('a visit with a result is not given up, nor one that was merged already', () => {
  expect(canBeMerged(view)).toBe(true);
  expect(canBeMerged({ ...view, status: 'reopened' })).toBe(false);
  const mergedInto = Merger.parse({
    from: id(1),
    into: id(2),
    by: id(3),
    reason: 'Kembar',
    at: '2026-11-26T10:00:00Z',
  });
  expect(canBeMerged({ ...view, mergedInto })).toBe(false);
});
