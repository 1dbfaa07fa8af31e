import type { OrganisationId } from '#domain/ids.ts';
import type { BackupReport } from '#protocol/backups.ts';
import type { Queryable } from '../db/database.ts';
import { findDecided } from '../db/visit-log.ts';

/** The reports as they are, and how much of what they held still waits for a supervisor. */
export async function withUndecided(
  db: Queryable,
  organisation: OrganisationId,
  reports: readonly BackupReport[],
): Promise<readonly BackupReport[]> {
  const held = reports.flatMap(({ visits }) => visits.flatMap(({ heldIds }) => heldIds));
  if (held.length === 0) return reports;
  const decided = await findDecided(db, organisation, held);
  return reports.map((report) => ({
    ...report,
    visits: report.visits.map((visit) => ({
      ...visit,
      undecided: visit.heldIds.filter((id) => !decided.has(id)).length,
    })),
  }));
}
