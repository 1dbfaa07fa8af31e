import { foldVisit, type VisitState } from '#domain/change/fold.ts';
import { type LogItem, parseLogItem, type UnknownLogItem } from '#domain/change/log.ts';
import type { OrganisationId, VisitId } from '#domain/ids.ts';
import type { Queryable } from '../db/database.ts';
import { findWholeLog } from '../db/visit-log.ts';
import { findVisit, type VisitRow } from '../db/visits.ts';

/** Lines that this version knows, and the numbers of those that it does not. */
export function sortLines(raw: readonly UnknownLogItem[]): { log: readonly LogItem[]; unknownSeqs: readonly number[] } {
  const parsed = raw.map(parseLogItem);
  return {
    log: parsed.flatMap((line) => ('known' in line ? [line.known] : [])),
    unknownSeqs: parsed.flatMap((line) => ('unknown' in line ? [line.unknown.seq] : [])),
  };
}

/** A visit as its log says at one moment. */
export interface LoadedVisit {
  readonly visit: VisitId;
  /** The newest line that the state takes in. */
  readonly seq: number;
  readonly state: VisitState;
}

/** Folds the visit's whole log; null where the organisation has no such visit. For summaries, commands and reports alike. */
export async function loadVisitState(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
): Promise<LoadedVisit | null> {
  const row = await findVisit(db, organisation, visit);
  return row === null ? null : loadFromRow(db, organisation, row);
}

export async function loadFromRow(db: Queryable, organisation: OrganisationId, row: VisitRow): Promise<LoadedVisit> {
  const lines = await findWholeLog(db, organisation, row.id);
  return { visit: row.id, seq: lines.at(-1)?.seq ?? 0, state: foldLines(lines).state };
}

/** A whole log with what it folds to. */
export function foldLines(lines: readonly UnknownLogItem[]): {
  readonly log: readonly LogItem[];
  readonly state: VisitState;
} {
  const sorted = sortLines(lines);
  return { log: sorted.log, state: foldVisit(sorted) };
}
