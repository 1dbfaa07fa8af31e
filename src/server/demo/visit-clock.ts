/** The device's clock during a visit: it starts in the morning at the office and moves on a little with every entry. */
export class VisitClock {
  #epochMs: number;
  readonly #utcOffset: string;

  constructor(day: string, utcOffset: string) {
    this.#utcOffset = utcOffset;
    this.#epochMs = Date.parse(`${day}T08:30:00${utcOffset}`);
  }

  /** The time now, as the tablet writes it: local, with its offset. */
  now(): string {
    const hours = Number(this.#utcOffset.slice(1, 3)) * (this.#utcOffset.startsWith('-') ? -1 : 1);
    const local = new Date(this.#epochMs + hours * 3_600_000).toISOString();
    return `${local.slice(0, 19)}${this.#utcOffset}`;
  }

  pass(seconds: number): string {
    this.#epochMs += seconds * 1000;
    return this.now();
  }
}

/** @param start a day, or days from `today`. */
export function dayOf(start: string | number, today: string): string {
  return typeof start === 'string' ? start : addDays(today, start);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The calendar day there, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}
