import type { Moment } from '../visit-report.ts';
import type { Language } from '../words/language.ts';
import type { Words } from '../words/words.ts';
import { numberWords } from './number-words.ts';

/** The three zones of the country by the names people use; elsewhere the offset from UTC. */
const zoneNames: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/**
 * A time as the office's clock showed it. Month names and order are ours: engines differ in theirs, and tablet and server
 * must print the same.
 */
export function moment(iso: string, timeZone: string, words: Words): Moment {
  const date = new Date(iso);
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(date)
      .map((part) => [part.type, part.value]),
  );
  const day = `${Number(parts.day)} ${words.months[Number(parts.month) - 1] ?? ''} ${parts.year ?? ''}`;
  const time = `${parts.hour ?? ''}${words.timeSeparator}${parts.minute ?? ''}`;
  return { iso, text: `${day}, ${time} ${zoneName(date, timeZone)}` };
}

export function zoneName(at: Date, timeZone: string): string {
  const known = zoneNames[timeZone];
  if (known !== undefined) return known;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  return (parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC').replace('GMT', 'UTC');
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayOf(text: string): Day {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}

/** "Selasa, tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24-11-2026)". */
export function dateInWords(iso: string, words: Words, language: Language): string {
  const { year, month, day } = dayOf(iso);
  const weekday = words.weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  const [dayWords, yearWords] = [numberWords(day, language), numberWords(year, language)];
  const digits = [String(day).padStart(2, '0'), String(month).padStart(2, '0'), String(year)].join('-');
  return words.minutes.date(weekday, dayWords, words.months[month - 1] ?? '', yearWords, digits);
}

/** "Selasa, 24 November 2026", or "24–25 November 2026" for more than one day. */
export function periodText(start: string, end: string, words: Words): string {
  const [from, to] = [dayOf(start), dayOf(end)];
  const month = (day: Day): string => words.months[day.month - 1] ?? '';
  if (start === end) {
    const weekday = words.weekdays[new Date(Date.UTC(from.year, from.month - 1, from.day)).getUTCDay()] ?? '';
    return `${weekday}, ${from.day} ${month(from)} ${from.year}`;
  }
  if (from.year !== to.year) return `${from.day} ${month(from)} ${from.year} – ${to.day} ${month(to)} ${to.year}`;
  if (from.month !== to.month) return `${from.day} ${month(from)} – ${to.day} ${month(to)} ${to.year}`;
  return `${from.day}–${to.day} ${month(from)} ${to.year}`;
}
