import type { LogItem } from '#domain/change/log.ts';
import type { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import { insertCommand } from '../../db/commands.ts';
import type { Transaction } from '../../db/database.ts';
import { appendLines, type StoredLine } from '../../db/visit-log.ts';
import type { SegmentLine } from './check-segment.ts';

/** Appends lines whose numbers and heads are given. A run ends with each transition, which moves the visit's status. */
export async function appendRuns(
  tx: Transaction,
  { organisation, visit }: { readonly organisation: OrganisationId; readonly visit: VisitId },
  lines: readonly SegmentLine[],
  at: Date,
): Promise<void> {
  let run: StoredLine[] = [];
  const flush = (movedTo: string | null = null): void => {
    if (run.length > 0) appendLines(tx, organisation, run, at, movedTo);
    run = [];
  };
  for (const { item, known, head } of lines) {
    run.push(storedLine(visit, item as LogItem, head));
    if (known?.kind !== 'transition') continue;
    flush(known.transition.to);
    const { command: id, by: person } = known.transition;
    if (id !== undefined) await insertCommand(tx, organisation, { id, visit, person, seq: known.seq });
  }
  flush();
}

function storedLine(visit: VisitId, item: LogItem, head: Sha256): StoredLine {
  return { visit, head, item };
}
