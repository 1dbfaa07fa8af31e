import type { VisitView } from '#domain/visit/visit-view.ts';
import { type Exception, exceptionLimits, type GivenAnswer } from './exception.ts';

/**
 * Answers given on another day than the visit's, or at night, by the clock of the office. What was corrected after a return is
 * written from the desk and left out.
 */
export function outOfHours(given: readonly GivenAnswer[], view: VisitView, timeZone: string): readonly Exception[] {
  const period = view.period.value;
  if (period === null) return [];
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  });
  return given
    .filter(({ field }) => {
      const [head] = field.heads;
      if (head === undefined || head.seenN > 0) return false;
      const parts = new Map(clock.formatToParts(new Date(head.at)).map(({ type, value }) => [type, value]));
      const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
      const hour = Number(parts.get('hour'));
      const isAtNight = hour < exceptionLimits.firstHour || hour >= exceptionLimits.lastHour;
      return day < period.start || day > period.end || isAtNight;
    })
    .map(({ key }) => ({ rule: 'out-of-hours', key }));
}
