import * as z from 'zod/mini';
import { type OrganisationId, type PersonId, Sha256, VisitId } from '#domain/ids.ts';
import type { Database } from './database.ts';

const Line = z.object({
  visit: VisitId,
  seq: z.int(),
  head: Sha256,
  position: z.int(),
  isMember: z.boolean(),
  isOpen: z.boolean(),
});
export type FeedLine = z.infer<typeof Line>;

/**
 * Whose feed: `own` holds the visits one is or was a member of, `all` every visit of the organisation. `narrowing` is the one pass
 * that tells someone who has lost a role which visits are lost with it.
 */
export type FeedScope = 'own' | 'all' | 'narrowing';

const everyVisit = (isOpen: string): string => `
  SELECT v.id AS visit, v.seq, v.head, v.feed_position AS position, coalesce(p.is_member, false) AS "isMember", ${isOpen} AS "isOpen"
    FROM visit v LEFT JOIN visit_person p ON p.organisation = v.organisation AND p.visit = v.id AND p.person = $2
   WHERE v.organisation = $1 AND v.feed_position > $3 ORDER BY position LIMIT $4`;

const statements: Readonly<Record<FeedScope, string>> = {
  all: everyVisit('true'),
  narrowing: everyVisit('coalesce(p.is_member, false)'),
  // A visit that was lost stays where it was lost: what happens in it later is no longer this person's to know.
  own: `SELECT * FROM (
      SELECT v.id AS visit, v.seq, v.head, CASE WHEN p.is_member THEN v.feed_position ELSE p.feed_position END AS position,
             p.is_member AS "isMember", p.is_member AS "isOpen"
        FROM visit_person p JOIN visit v ON v.organisation = p.organisation AND v.id = p.visit
       WHERE p.organisation = $1 AND p.person = $2 AND (p.is_member OR p.was_removed)
    ) mine WHERE position > $3 ORDER BY position LIMIT $4`,
};

/**
 * Visits that moved after a position, in the order in which they were given their places. Places are given out under the
 * organisation's lock and become visible in their own order, so no reader passes one that is still to come.
 */
export async function findFeed(
  db: Database,
  reader: { readonly organisation: OrganisationId; readonly person: PersonId },
  scope: FeedScope,
  after: number,
  limit: number,
): Promise<readonly FeedLine[]> {
  if (await hasMoved(db, reader.organisation)) await givePlaces(db, reader.organisation);
  const { rows } = await db.query(statements[scope], [reader.organisation, reader.person, after, limit]);
  return rows.map((row) => Line.parse(row));
}

async function hasMoved(db: Database, organisation: OrganisationId): Promise<boolean> {
  const { rows } = await db.query<{ is: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM visit_moved WHERE organisation = $1)
         OR EXISTS (SELECT 1 FROM visit WHERE organisation = $1 AND feed_position = 0 AND seq > 0) AS is`,
    [organisation],
  );
  return rows[0]?.is === true;
}

/** What has moved and committed by now gets its place in the feed; what commits later, at the next reading. */
async function givePlaces(db: Database, organisation: OrganisationId): Promise<void> {
  await db.transaction(async (tx) => {
    tx.enqueue('SELECT 1 FROM organisation WHERE id = $1 FOR NO KEY UPDATE', [organisation]);
    const { rows } = await tx.query<{ visit: string }>(
      `WITH moved AS (DELETE FROM visit_moved WHERE organisation = $1 RETURNING visit)
       SELECT visit FROM moved UNION SELECT id FROM visit WHERE organisation = $1 AND feed_position = 0 AND seq > 0`,
      [organisation],
    );
    const visits = rows.map(({ visit }) => VisitId.parse(visit)).sort();
    // In the order in which pushes lock them.
    tx.enqueue('SELECT 1 FROM visit WHERE organisation = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE', [
      organisation,
      visits,
    ]);
    tx.enqueue(
      `WITH feed AS (
         UPDATE organisation SET feed_position = feed_position + cardinality($2::uuid[]) WHERE id = $1
         RETURNING feed_position - cardinality($2::uuid[]) AS base
       ), placed AS (
         UPDATE visit v SET feed_position = feed.base + m.at FROM feed, unnest($2::uuid[]) WITH ORDINALITY AS m (id, at)
          WHERE v.organisation = $1 AND v.id = m.id RETURNING v.id, v.feed_position
       )
       UPDATE visit_person p SET feed_position = placed.feed_position FROM placed
        WHERE p.organisation = $1 AND p.visit = placed.id AND p.was_removed AND p.feed_position = 0`,
      [organisation, visits],
    );
  });
}
