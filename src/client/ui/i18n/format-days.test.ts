import { expect, test } from 'vitest';
import { formatDays } from './format-days.ts';
import { language } from './text.ts';

test('what two days share is said once', () => {
  language.value = 'id';
  expect(formatDays({ start: '2026-11-04', end: '2026-11-05' })).toBe('4–5 Nov 2026');
  expect(formatDays({ start: '2026-10-31', end: '2026-11-01' })).toMatch(/^31 Okt\s–\s1 Nov 2026$/);
  expect(formatDays({ start: '2025-12-31', end: '2026-01-01' })).toMatch(/^31 Des 2025\s–\s1 Jan 2026$/);
  expect(formatDays({ start: '2026-11-04', end: '2026-11-04' })).toBe('4 Nov 2026');
  language.value = 'en';
  expect(formatDays({ start: '2026-11-04', end: '2026-11-05' })).toMatch(/^4\s?–\s?5 Nov 2026$/);
  language.value = 'id';
});
