import { afterEach, describe, expect, test } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatDay,
  formatDecimal,
  formatDuration,
  formatInstant,
  formatList,
  formatNumber,
  formatPercent,
  formatScore,
  formatScoreRange,
  formatTime,
} from '#client/ui/i18n/format.ts';
import { language } from '#client/ui/i18n/text.ts';

afterEach(() => {
  language.value = 'id';
});

describe('in Indonesian', () => {
  test('a score keeps its digits and gets a decimal comma', () => {
    expect(formatScore('85.03')).toBe('85,03');
    expect(formatScore('92.5')).toBe('92,50');
    expect(formatScore('100')).toBe('100,00');
    // A float would turn this into 0,30000000000000004 or 0,3.
    expect(formatScore('0.300000000000000000001')).toBe('0,300000000000000000001');
  });

  test('a score that can no longer move is one figure', () => {
    expect(formatScoreRange('62.10', '91.40')).toBe('62,10 – 91,40');
    expect(formatScoreRange('85.03', '85.03')).toBe('85,03');
  });

  test('weights stay as the instrument gives them', () => {
    expect(formatDecimal('21.85')).toBe('21,85');
    expect(formatDecimal('20')).toBe('20');
  });

  test('a day is written out with its weekday', () => {
    expect(formatDay('2026-11-24')).toBe('Selasa, 24 November 2026');
    expect(formatDay('2026-11-24', 'short')).toBe('24 Nov 2026');
  });

  test('a moment is told in the office’s zone and names it', () => {
    expect(formatInstant('2026-11-24T03:42:00Z', 'Asia/Jakarta')).toBe('24 Nov 2026, 10.42 WIB');
    expect(formatInstant('2026-11-24T03:42:00Z', 'Asia/Makassar')).toBe('24 Nov 2026, 11.42 WITA');
    expect(formatInstant('2026-11-24T16:30:00Z', 'Asia/Jayapura')).toBe('25 Nov 2026, 01.30 WIT');
  });

  test('a time without a zone is the device’s own', () => {
    expect(formatTime('2026-11-24T03:42:00Z')).toBe('10.42');
  });

  test('numbers, percentages and sizes follow the language', () => {
    expect(formatNumber(12_345.678, 1)).toBe('12.345,7');
    expect(formatPercent(0.425, 1)).toBe('42,5%');
    expect(formatBytes(950)).toBe('950 B');
    expect(formatBytes(3_240_000)).toBe('3,2 MB');
    expect(formatBytes(412_000_000)).toBe('412 MB');
  });

  test('an age is told in the largest whole unit', () => {
    const now = new Date('2026-11-24T10:00:00Z');
    expect(formatAge('2026-11-24T06:30:00Z', now)).toBe('3 jam yang lalu');
    expect(formatAge('2026-11-23T09:00:00Z', now)).toBe('kemarin');
    expect(formatAge('2026-11-24T09:59:40Z', now)).toBe('baru saja');
  });

  test('a duration is hours and minutes', () => {
    expect(formatDuration(6 * 3_600_000 + 12 * 60_000)).toBe('6 jam 12 menit');
    expect(formatDuration(2 * 3_600_000)).toBe('2 jam');
    expect(formatDuration(40_000)).toBe('1 menit');
  });

  test('a list ends in "dan"', () => {
    expect(formatList(['A', 'B', 'C'])).toBe('A, B, dan C');
  });
});

describe('what is written without a formatter is what the formatter would write', () => {
  const locales = { id: 'id-ID', en: 'en-GB' } as const;

  test.each(['id', 'en'] as const)('lists, in %s', (chosen) => {
    language.value = chosen;
    const byIntl = new Intl.ListFormat(locales[chosen], { type: 'conjunction' });
    for (const items of [[], ['A'], ['A', 'B'], ['A', 'B', 'C'], ['A', 'B', 'C', 'D']]) {
      expect(formatList(items)).toBe(byIntl.format(items));
    }
  });

  test.each(['id', 'en'] as const)('times of the device, in %s', (chosen) => {
    language.value = chosen;
    const byIntl = new Intl.DateTimeFormat(locales[chosen], { hour: '2-digit', minute: '2-digit' });
    for (const at of ['2026-11-24T17:00:00Z', '2026-11-24T03:05:59Z', '2026-11-24T16:59:00Z'].map(
      (text) => new Date(text),
    )) {
      expect(formatTime(at)).toBe(byIntl.format(at));
    }
  });

  test.each(['id', 'en'] as const)('small whole numbers, in %s', (chosen) => {
    language.value = chosen;
    const byIntl = new Intl.NumberFormat(locales[chosen]);
    for (const value of [0, 7, 42, 999, 1000, 12_345, -3]) expect(formatNumber(value)).toBe(byIntl.format(value));
  });
});

test('English has its decimal point and its own words', () => {
  language.value = 'en';
  expect(formatScore('85.03')).toBe('85.03');
  expect(formatDay('2026-11-24')).toBe('Tuesday, 24 November 2026');
  expect(formatDuration(3_600_000)).toBe('1 hour');
});
