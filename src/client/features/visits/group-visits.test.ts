import { describe, expect, test } from 'vitest';
import type { VisitLine } from '#client/store/workspace.ts';
import { VisitId } from '#domain/ids.ts';
import { dayAt, groupOf, groupVisits } from './group-visits.ts';

const today = '2026-11-24';

function aLine(details: Partial<VisitLine> = {}): VisitLine {
  return {
    visit: VisitId.parse('00000000-0000-4000-8000-000000000001'),
    office: null,
    instrument: null,
    period: { start: today, end: today },
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
    ...details,
  };
}

const period = (start: string) => ({ start, end: start });

describe('the group of a visit', () => {
  test('of today and what was left unfinished is in hand, what comes later is planned', () => {
    expect(groupOf(aLine(), today)).toBe('now');
    expect(groupOf(aLine({ period: period('2026-11-20') }), today)).toBe('now');
    expect(groupOf(aLine({ period: period('2026-11-25') }), today)).toBe('planned');
  });

  test('that was submitted without a network already waits for review', () => {
    const submitIntent = { kind: 'waiting', pressedAt: '2026-11-24T08:00:00Z' } as const;
    expect(groupOf(aLine({ submitIntent }), today)).toBe('review');
    expect(groupOf(aLine({ status: 'returned', submitIntent }), today)).toBe('review');
  });

  test('whose submission the server wants looked at again is back in hand', () => {
    const submitIntent = { kind: 'refused', pressedAt: '2026-11-24T08:00:00Z', code: 'changedSinceYouLooked' } as const;
    expect(groupOf(aLine({ submitIntent }), today)).toBe('now');
  });
});

describe('the list of visits', () => {
  test('shows returned work first and what is done newest first', () => {
    const visits = [
      aLine({ status: 'final', period: period('2022-08-23') }),
      aLine({ status: 'approved', period: period('2023-08-22') }),
      aLine(),
      aLine({ status: 'returned' }),
    ];
    const groups = groupVisits(visits, () => today);
    expect(groups.map(({ id }) => id)).toEqual(['returned', 'now', 'done']);
    expect(groups[2]?.visits.map((visit) => visit.period?.start)).toEqual(['2023-08-22', '2022-08-23']);
  });

  test('knows the day at the office, two hours ahead of Jakarta', () => {
    const lateEvening = new Date('2026-11-24T16:30:00Z');
    expect(dayAt('Asia/Jakarta', lateEvening)).toBe('2026-11-24');
    expect(dayAt('Asia/Jayapura', lateEvening)).toBe('2026-11-25');
  });
});
