import type { OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

/** A notification holds at most 8000 bytes. */
const visitsPerMessage = 150;

/**
 * Tells all nodes that visits have moved. Not part of the push's transaction: commits that notify wait for each other, all over
 * the database.
 */
export async function notifyMoved(
  db: Queryable,
  channel: string,
  organisation: OrganisationId,
  visits: readonly VisitId[],
): Promise<void> {
  for (let at = 0; at < visits.length; at += visitsPerMessage) {
    const message = { organisation, visits: visits.slice(at, at + visitsPerMessage) };
    await db.query('SELECT pg_notify($1, $2)', [channel, JSON.stringify(message)]);
  }
}

/** Pairs "visit person" of those who may hear of the visit: its members, and whoever has just been removed. */
export async function findEntitled(
  db: Queryable,
  organisation: OrganisationId,
  visits: readonly VisitId[],
  persons: readonly PersonId[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ pair: string }>(
    `SELECT concat(p.visit, ' ', p.person) AS pair
       FROM visit_person p JOIN visit v ON v.organisation = p.organisation AND v.id = p.visit
      WHERE p.organisation = $1 AND p.visit = ANY ($2) AND p.person = ANY ($3)
        AND (p.is_member OR (p.was_removed AND p.feed_position IN (0, v.feed_position)))`,
    [organisation, visits, persons],
  );
  return new Set(rows.map(({ pair }) => pair));
}
