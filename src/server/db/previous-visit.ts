import { type OrganisationId, VisitId } from '#domain/ids.ts';
import { sealedStatuses } from '#domain/visit/status.ts';
import type { Queryable } from './database.ts';

/** The office's last visit with an approved score that began before this day; not what was merged into another. */
export async function findPreviousVisit(
  db: Queryable,
  organisation: OrganisationId,
  { visit, office, start }: { readonly visit: VisitId; readonly office: string; readonly start: string },
): Promise<VisitId | null> {
  const { rows } = await db.query<{ visit: string }>(
    `SELECT s.visit FROM visit_summary s JOIN visit v ON v.organisation = s.organisation AND v.id = s.visit
      WHERE s.organisation = $1 AND s.office = $2 AND s.start_day < $3 AND s.visit <> $4 AND s.status = ANY ($5)
        AND coalesce(s.outcome, 'scored') = 'scored' AND s.score_low IS NOT NULL AND v.merged_into IS NULL
      ORDER BY s.start_day DESC, s.visit LIMIT 1`,
    [organisation, office, start, visit, sealedStatuses],
  );
  return rows[0] === undefined ? null : VisitId.parse(rows[0].visit);
}
