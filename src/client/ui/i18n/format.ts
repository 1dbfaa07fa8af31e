import { language } from '#client/ui/i18n/text.ts';
import { timeZoneLabel } from '#client/ui/i18n/time-zone.ts';

export function locale(): string {
  return language.value === 'id' ? 'id-ID' : 'en-GB';
}

/**
 * An exact decimal text ("62.10") in the interface's notation with at least two decimals ("62,10"). It never goes through a
 * float: the digits on the screen are the digits of the score.
 */
export function formatScore(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return `${whole}${language.value === 'id' ? ',' : '.'}${fraction.padEnd(2, '0')}`;
}

/** "62,10 – 91,40", or one figure when both ends are the same. */
export function formatScoreRange(low: string, high: string): string {
  return low === high ? formatScore(low) : `${formatScore(low)} – ${formatScore(high)}`;
}

/** A decimal text as it is, only with the language's sign: points and weights ("21,85"). */
export function formatDecimal(decimal: string): string {
  return language.value === 'id' ? decimal.replace('.', ',') : decimal;
}

// A formatter costs more to make than a screen of numbers to format.
const numberFormats = new Map<string, Intl.NumberFormat>();

export function formatNumber(value: number, decimals = 0): string {
  // Every language writes these alike, and the first formatter of a page is slow to make.
  if (decimals === 0 && Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  const key = `${locale()}/${decimals}`;
  const known = numberFormats.get(key);
  if (known !== undefined) return known.format(value);
  const made = new Intl.NumberFormat(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  numberFormats.set(key, made);
  return made.format(value);
}

/** 0.425 → "42,5%" with one decimal. */
export function formatPercent(ratio: number, decimals = 0): string {
  return new Intl.NumberFormat(locale(), {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(ratio);
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

export function formatBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < byteUnits.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${formatNumber(value, step === 0 || value >= 100 ? 0 : 1)} ${byteUnits[step]}`;
}

type DayStyle = 'full' | 'short';

const dayStyles = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<DayStyle, Intl.DateTimeFormatOptions>;

/** A calendar day (`2026-11-24`), which has no time zone: "Selasa, 24 November 2026". */
export function formatDay(day: string, style: DayStyle = 'full'): string {
  return new Intl.DateTimeFormat(locale(), { ...dayStyles[style], timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** "10.42", in the given zone or the device's own. */
export function formatTime(instant: string | Date, timeZone?: string): string {
  if (timeZone === undefined) return formatClock(new Date(instant));
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant));
}

/** Without a formatter: the status pill says a time on every page, before anything can be answered. */
function formatClock(at: Date): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${twoDigits(at.getHours())}${language.value === 'id' ? '.' : ':'}${twoDigits(at.getMinutes())}`;
}

/** "24 Nov 2026, 10.42 WIB" where a zone is given; without one in the device's own zone and unnamed. */
export function formatInstant(instant: string | Date, timeZone?: string): string {
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat(locale(), { ...dayStyles.short, timeZone }).format(at);
  return `${day}, ${formatTime(at, timeZone)}${timeZone ? ` ${timeZoneLabel(timeZone, at)}` : ''}`;
}

const ageUnits = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "3 jam yang lalu", "kemarin", "baru saja". */
export function formatAge(instant: string | Date, now: Date): string {
  const elapsedMs = now.getTime() - new Date(instant).getTime();
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  for (const [unit, unitMs] of ageUnits) {
    if (Math.abs(elapsedMs) >= unitMs) return relative.format(-Math.trunc(elapsedMs / unitMs), unit);
  }
  return language.value === 'id' ? 'baru saja' : 'just now';
}

/** "6 jam 12 menit". */
export function formatDuration(durationMs: number): string {
  const totalMinutes = Math.max(0, Math.round(durationMs / 60_000));
  const hours = Math.floor(totalMinutes / 60);
  const minutes = totalMinutes % 60;
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(locale(), { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  if (hours === 0) return unit(minutes, 'minute');
  return minutes === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes, 'minute')}`;
}

/** "A, B, dan C"; "A, B and C". By hand, for the same reason as the clock. */
export function formatList(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  const before = items.slice(0, -1).join(', ');
  if (language.value === 'en') return `${before} and ${last}`;
  return `${before}${items.length > 2 ? ',' : ''} dan ${last}`;
}
