import { expect, test } from 'vitest';
import { addDays, dayIn, dayOf, VisitClock } from './visit-clock.ts';

test('the clock shows the local time of the office with its offset, and moves on', () => {
  const clock = new VisitClock('2023-08-08', '+09:00');
  expect(clock.now()).toBe('2023-08-08T08:30:00+09:00');
  expect(clock.pass(90)).toBe('2023-08-08T08:31:30+09:00');
  expect(Date.parse(clock.now())).toBe(Date.parse('2023-08-07T23:31:30Z'));
});

test('early in the morning in Jakarta it is another day than in London', () => {
  const at = new Date('2026-11-24T19:00:00Z');
  expect([dayIn('Asia/Jakarta', at), dayIn('UTC', at)]).toEqual(['2026-11-25', '2026-11-24']);
});

test('days are counted over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(dayOf(-7, '2026-03-03')).toBe('2026-02-24');
  expect(dayOf('2022-08-23', '2026-03-03')).toBe('2022-08-23');
});
