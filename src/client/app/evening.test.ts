import { expect, test } from 'vitest';
import { dismissReminder, isReminderDue, msUntilEvening, type ReminderStorage } from './evening.ts';

function storage(): ReminderStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  };
}

const at = (hour: number, day = 2): Date => new Date(2026, 2, day, hour);

test('from five in the afternoon on, while something is unsent', () => {
  expect(isReminderDue(at(16), 3, storage())).toBe(false);
  expect(isReminderDue(at(17), 3, storage())).toBe(true);
  expect(isReminderDue(at(23), 1, storage())).toBe(true);
  expect(isReminderDue(at(20), 0, storage())).toBe(false);
  expect(isReminderDue(at(1), 3, storage())).toBe(false);
});

test('once it was put away it comes back the next evening', () => {
  const kept = storage();
  dismissReminder(at(18), kept);
  expect(isReminderDue(at(21), 3, kept)).toBe(false);
  expect(isReminderDue(at(17, 3), 3, kept)).toBe(true);
});

test('a page that stays open wakes for the next evening', () => {
  expect(msUntilEvening(at(16))).toBe(3_600_000);
  expect(msUntilEvening(at(17))).toBe(24 * 3_600_000);
});
