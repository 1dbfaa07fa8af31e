import type { VisitView } from '#domain/visit/visit-view.ts';
import type { DeskLine } from '#protocol/desk.ts';

export interface Twins {
  /** On some of the same days: most likely the same visit. */
  readonly sameDays: readonly DeskLine[];
  readonly others: readonly DeskLine[];
}

/** Of the visits to one office those that a visit could be merged into. */
export function twinsOf(visit: string, { instrument, period }: VisitView, lines: readonly DeskLine[]): Twins {
  const possible = lines.filter(
    (line) =>
      line.visit !== visit &&
      line.instrument === instrument.value?.hash &&
      ['draft', 'submitted', 'returned', 'reopened'].includes(line.status),
  );
  const own = period.value;
  const isSameDays = ({ start, end }: DeskLine): boolean =>
    own !== null && start !== null && end !== null && start <= own.end && own.start <= end;
  return { sameDays: possible.filter(isSameDays), others: possible.filter((line) => !isSameDays(line)) };
}

/** Whether this visit can be given up for another: it has no result and is still the team's or the supervisor's. */
export function canBeMerged({ mergedInto, status, transitions }: VisitView): boolean {
  const hadResult = transitions.some(({ action }) => action === 'approve');
  return mergedInto === null && !hadResult && ['draft', 'submitted', 'returned'].includes(status);
}
