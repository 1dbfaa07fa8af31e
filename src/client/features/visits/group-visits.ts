import type { VisitLine } from '#client/store/workspace.ts';

export type GroupId = 'now' | 'planned' | 'returned' | 'review' | 'done';

export interface VisitGroup {
  readonly id: GroupId;
  readonly visits: readonly VisitLine[];
}

/** What needs a hand first: returned work, then today's. */
const order: readonly GroupId[] = ['returned', 'now', 'planned', 'review', 'done'];

/** The calendar day at the office, whatever zone the tablet believes to be in. */
export function dayAt(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** @param today the day at this visit's office. */
export function groupOf(visit: VisitLine, today: string): GroupId {
  switch (visit.status) {
    case 'returned':
      return visit.submitIntent?.kind === 'waiting' ? 'review' : 'returned';
    case 'draft':
    case 'reopened':
      if (visit.submitIntent?.kind === 'waiting') return 'review';
      return visit.period !== null && visit.period.start > today ? 'planned' : 'now';
    case 'submitted':
      return 'review';
    case 'approved':
    case 'published':
    case 'objected':
    case 'final':
      return 'done';
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups that hold something, in the order of the page; inside a group the earliest first, what is done newest first. */
export function groupVisits(
  visits: readonly VisitLine[],
  todayAt: (visit: VisitLine) => string,
): readonly VisitGroup[] {
  const startOf = (visit: VisitLine): string => visit.period?.start ?? '';
  return order.flatMap((id) => {
    const members = visits
      .filter((visit) => groupOf(visit, todayAt(visit)) === id)
      .toSorted((a, b) => (id === 'done' ? compare(startOf(b), startOf(a)) : compare(startOf(a), startOf(b))));
    return members.length > 0 ? [{ id, visits: members }] : [];
  });
}
