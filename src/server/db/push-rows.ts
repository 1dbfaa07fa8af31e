import type { ChangeId, OrganisationId, PersonId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import type { Transaction } from './database.ts';
import type { PersonOfVisit } from './visits.ts';

export interface NewBatch {
  readonly replica: ReplicaId;
  readonly firstN: number;
  readonly changes: readonly ChangeId[];
  readonly links: readonly Sha256[];
  readonly signature: string;
}

const batchStatement = {
  name: 'replica-batch',
  text: `WITH batch AS (
      INSERT INTO replica_batch (organisation, replica, first_n, last_n, changes, links, signature, received_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8))
    UPDATE replica SET n = $4, link = $9 WHERE organisation = $1 AND id = $2`,
} as const;

/** Keeps a batch as it was sealed, refused changes included, and moves its replica forward. */
export function insertBatch(tx: Transaction, organisation: OrganisationId, batch: NewBatch, receivedAt: Date): void {
  const lastN = batch.firstN + batch.changes.length - 1;
  const newest = batch.links.at(-1);
  tx.enqueue(batchStatement, [
    organisation,
    batch.replica,
    batch.firstN,
    lastN,
    batch.changes,
    batch.links,
    batch.signature,
    receivedAt,
    newest,
  ]);
}

/** Keeps what people are to a visit. Whoever is no longer a member gets a place in the feed with the visit's next one. */
export function upsertPeople(
  tx: Transaction,
  organisation: OrganisationId,
  visit: VisitId,
  people: ReadonlyMap<PersonId, Partial<PersonOfVisit>>,
): void {
  if (people.size === 0) return;
  const states = [...people.values()];
  tx.enqueue(
    `INSERT INTO visit_person AS p (organisation, visit, person, is_member, was_removed, has_assessed)
     SELECT $1, $2, n.person, coalesce(n.is_member, false), coalesce(n.was_removed, false), coalesce(n.has_assessed, false)
       FROM unnest($3::uuid[], $4::boolean[], $5::boolean[], $6::boolean[]) AS n (person, is_member, was_removed, has_assessed)
     ON CONFLICT (organisation, visit, person) DO UPDATE SET
       is_member = coalesce($4[array_position($3::uuid[], p.person)], p.is_member),
       was_removed = coalesce($5[array_position($3::uuid[], p.person)], p.was_removed),
       has_assessed = coalesce($6[array_position($3::uuid[], p.person)], p.has_assessed),
       feed_position = CASE
         WHEN p.is_member = coalesce($4[array_position($3::uuid[], p.person)], p.is_member) THEN p.feed_position
         ELSE 0 END`,
    [
      organisation,
      visit,
      [...people.keys()],
      states.map(({ isMember }) => isMember ?? null),
      states.map(({ wasRemoved }) => wasRemoved ?? null),
      states.map(({ hasAssessed }) => hasAssessed ?? null),
    ],
  );
}
