import { ImprovementStatus, isOverdue } from '#domain/follow-up/improvement.ts';
import type { Improvement } from '#protocol/follow-up.ts';

export type Shown = ImprovementStatus | 'late' | 'all';
export const shownOptions: readonly Shown[] = ['open', 'late', 'reported', 'verified', 'dropped', 'all'];

interface Wanted {
  readonly shown: Shown;
  readonly search: string;
  /** `2026-11-25`. */
  readonly today: string;
}

/** What is looked for: every word somewhere in office, city, indicator or owner. */
export function pickImprovements(
  improvements: readonly Improvement[],
  { shown, search, today }: Wanted,
): readonly Improvement[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return improvements.filter((one) => {
    const { officeName, city, title, owner } = one;
    const text = [officeName, city, title.id, title.en, owner].join(' ').toLowerCase();
    return isShown(one, shown, today) && words.every((word) => text.includes(word));
  });
}

function isShown(one: Improvement, shown: Shown, today: string): boolean {
  if (shown === 'all') return true;
  return shown === 'late' ? isOverdue(one, today) : one.status === shown;
}

export function countShown(improvements: readonly Improvement[], today: string): Readonly<Record<Shown, number>> {
  const count = (shown: Shown): number => improvements.filter((one) => isShown(one, shown, today)).length;
  const [open, reported, verified, dropped] = ImprovementStatus.options.map(count);
  return {
    open: open ?? 0,
    reported: reported ?? 0,
    verified: verified ?? 0,
    dropped: dropped ?? 0,
    late: count('late'),
    all: improvements.length,
  };
}
