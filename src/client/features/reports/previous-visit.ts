import type { OpenVisit, Workspace } from '#client/store/workspace.ts';
import { sealedStatuses } from '#domain/visit/status.ts';
import type { PreviousVisit } from '#report/report-input.ts';

/** The office's last approved visit that this device has; the server compares with the last of all. */
export async function previousVisit(workspace: Workspace, open: OpenVisit): Promise<PreviousVisit | null> {
  const { office, period } = open.view.value;
  const start = period.value?.start;
  if (office.value === null || start === undefined) return null;
  const [last] = workspace.visits.value
    .filter((line) => line.visit !== open.id && line.office === office.value && sealedStatuses.includes(line.status))
    .flatMap((line) => (line.period !== null && line.period.start < start ? [{ line, start: line.period.start }] : []))
    .toSorted((a, b) => (a.start < b.start ? 1 : -1));
  if (last === undefined) return null;
  const opened = await workspace.openVisit(last.line.visit);
  if ('missing' in opened) return null;
  const { value: outcome } = opened.view.value.outcome;
  const before = opened.view.value.period.value;
  const score = outcome === null || outcome.kind === 'scored' ? opened.score.value : null;
  const found =
    before === null || score === null
      ? null
      : { visit: opened.id, period: before, instrument: opened.instrument, score };
  opened.release();
  return found;
}
