import type { LogItem } from '#domain/change/log.ts';
import { headText } from '#domain/change/log-head.ts';
import type { OrganisationId } from '#domain/ids.ts';
import type { Status } from '#domain/visit/status.ts';
import type { Transaction } from '../db/database.ts';
import { appendLines, type StoredLine } from '../db/visit-log.ts';
import type { VisitRow } from '../db/visits.ts';
import { hashText } from './hash.ts';

/**
 * Appends lines to one visit whose row is locked.
 * @returns the seq of the last of them.
 */
export function appendToVisit(
  tx: Transaction,
  organisation: OrganisationId,
  visit: VisitRow,
  items: readonly Omit<LogItem, 'seq'>[],
  at: Date,
  movedTo: Status | null = null,
): number {
  let { seq, head } = visit;
  const lines: StoredLine[] = [];
  for (const line of items) {
    seq += 1;
    const item = { ...line, seq } as LogItem;
    head = hashText(headText(head, item));
    lines.push({ visit: visit.id, head, item });
  }
  if (lines.length > 0) appendLines(tx, organisation, lines, at, movedTo);
  return seq;
}
