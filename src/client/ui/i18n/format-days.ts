import { locale } from './format.ts';

/** Two calendar days as one period, what they share said once: "4–5 Nov 2026". One day is itself. */
export function formatDays({ start, end }: { readonly start: string; readonly end: string }): string {
  const days = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return days.formatRange(new Date(`${start}T00:00:00Z`), new Date(`${end}T00:00:00Z`));
}
