import * as z from 'zod/mini';
import { type OrganisationId, VisitId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

/** Visits that were begun before the end of a time and moved since its beginning, newest first. */
export async function listVisitsBetween(
  db: Queryable,
  organisation: OrganisationId,
  { from, to }: { readonly from: Date; readonly to: Date },
  limit: number,
): Promise<readonly VisitId[]> {
  const { rows } = await db.query(
    `SELECT id FROM visit WHERE organisation = $1 AND changed_at >= $2 AND created_at < $3 AND seq > 0 AND merged_into IS NULL
      ORDER BY changed_at DESC, id LIMIT $4`,
    [organisation, from, to, limit],
  );
  return rows.map((row) => z.object({ id: VisitId }).parse(row).id);
}
