import { describe, expect, test } from 'vitest';
import { InstrumentHash, OfficeId, VisitId } from '#domain/ids.ts';
import { twinOf } from './twin-visits.ts';

const office = '0198f2a0-0000-7000-8000-00000000000a';
const hash = 'b'.repeat(64);

const line = {
  visit: VisitId.parse('0198f2a0-0000-7000-8000-000000000001'),
  office: OfficeId.parse(office),
  instrument: InstrumentHash.parse(hash),
  period: { start: '2026-11-24', end: '2026-11-26' },
  members: [],
  status: 'draft',
  submitIntent: null,
  outcome: null,
  scoreLow: null,
  scoreHigh: null,
  categories: [],
  answered: 0,
  expected: 0,
  missingEvidence: 0,
  conflicts: 0,
  held: 0,
  returned: 0,
  unsentChanges: 0,
  unsentPhotos: 0,
  isMember: true,
} as const;

const on = (start: string, end: string) => ({ office, instrument: hash, period: { start, end } });

describe('a second visit to an office', () => {
  test('is noticed when the days overlap', () => {
    expect(twinOf(on('2026-11-26', '2026-11-27'), [line])).toBe(line);
    expect(twinOf(on('2026-11-20', '2026-11-24'), [line])).toBe(line);
  });

  test('is another visit on other days, with another instrument, or elsewhere', () => {
    expect(twinOf(on('2026-11-27', '2026-11-28'), [line])).toBeUndefined();
    expect(twinOf({ ...on('2026-11-24', '2026-11-24'), instrument: 'c'.repeat(64) }, [line])).toBeUndefined();
    expect(twinOf({ ...on('2026-11-24', '2026-11-24'), office: 'x' }, [line])).toBeUndefined();
  });
});
