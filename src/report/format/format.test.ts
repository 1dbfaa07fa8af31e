import { expect, test } from 'vitest';
import { rational } from '#domain/scoring/rational.ts';
import { english } from '../words/english.ts';
import { indonesian } from '../words/indonesian.ts';
import { decimalText, figure, percentText, range } from './figures.ts';
import { moment, periodText } from './moments.ts';

test('Indonesian numbers have a decimal comma and dots between thousands', () => {
  expect(decimalText('85.03', 'id')).toBe('85,03');
  expect(decimalText('1234567.50', 'id')).toBe('1.234.567,50');
  expect(decimalText('1234567.50', 'en')).toBe('1,234,567.50');
  expect(decimalText('100', 'id')).toBe('100');
});

test('a figure keeps the fraction beside its rounding', () => {
  // 87.995 is exactly half way and goes up.
  expect(figure(rational(87995n, 1000n), 2, 'id')).toEqual({ exact: '17599/200', decimal: '88.00', text: '88,00' });
});

test('ends that round to the same are still a range', () => {
  const open = { low: rational(1n, 3n), high: rational(334n, 1000n) };
  expect(range(open, 2, 'id')).toMatchObject({ isSettled: false, text: '0,33 – 0,33' });
});

test('weights lose decimals only beyond the second', () => {
  expect(percentText('14.390636', 'id')).toBe('14,39%');
  expect(percentText('9.995', 'id')).toBe('10,00%');
  expect(percentText('100', 'id')).toBe('100%');
});

test('a period is written as people say it', () => {
  expect(periodText('2026-11-24', '2026-11-24', indonesian)).toBe('Selasa, 24 November 2026');
  expect(periodText('2026-11-24', '2026-11-25', indonesian)).toBe('24–25 November 2026');
  expect(periodText('2026-11-30', '2026-12-01', indonesian)).toBe('30 November – 1 Desember 2026');
  expect(periodText('2026-12-31', '2027-01-01', english)).toBe('31 December 2026 – 1 January 2027');
});

test('a moment is given in the zone of the office, also across midnight', () => {
  expect(moment('2026-11-24T17:30:00Z', 'Asia/Jakarta', indonesian).text).toBe('25 November 2026, 00.30 WIB');
  expect(moment('2026-11-24T17:30:00Z', 'Asia/Jayapura', english).text).toBe('25 November 2026, 02:30 WIT');
  expect(moment('2026-11-24T17:30:00+07:00', 'Asia/Jakarta', indonesian).text).toBe('24 November 2026, 17.30 WIB');
  expect(moment('2026-11-24T12:00:00Z', 'Asia/Singapore', english).text).toBe('24 November 2026, 20:00 UTC+08:00');
});
