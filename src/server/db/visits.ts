import * as z from 'zod/mini';
import { emptyHead } from '#domain/change/log-head.ts';
import { Verdict } from '#domain/change/verdict.ts';
import { ChangeId, type OrganisationId, type PersonId, Sha256, VisitId } from '#domain/ids.ts';
import { Status } from '#domain/visit/status.ts';
import type { Queryable } from './database.ts';

const Visit = z.object({
  id: VisitId,
  seq: z.int(),
  head: Sha256,
  statuses: z.array(Status),
  mergedInto: z.nullable(VisitId),
  mergedAtN: z.nullable(z.int()),
});
/** A visit's row: its newest seq, the head of its log, where each transition led; and what it was merged into, after how many of that one's. */
export type VisitRow = z.infer<typeof Visit>;

const columns = 'id, seq, head, statuses, merged_into AS "mergedInto", merged_at_n AS "mergedAtN"';

const lockStatement = {
  name: 'visits-lock',
  text: `SELECT ${columns} FROM visit WHERE organisation = $1 AND id = ANY ($2::uuid[] || ARRAY(
      SELECT merged_into FROM visit WHERE organisation = $1 AND id = ANY ($2) AND merged_into IS NOT NULL))
    ORDER BY id FOR UPDATE`,
} as const;

/**
 * Locks visits until the transaction ends, and with them those that they were merged into, always in the order of their ids: two
 * pushes never wait for each other in a circle.
 */
export async function lockVisits(
  tx: Queryable,
  organisation: OrganisationId,
  visits: readonly VisitId[],
): Promise<ReadonlyMap<VisitId, VisitRow>> {
  const { rows } = await tx.query(lockStatement, [organisation, visits]);
  const asked = new Set<string>(visits);
  return new Map(rows.map((row) => Visit.parse(row)).flatMap((row) => (asked.has(row.id) ? [[row.id, row]] : [])));
}

export async function lockVisit(tx: Queryable, organisation: OrganisationId, visit: VisitId): Promise<VisitRow | null> {
  return (await lockVisits(tx, organisation, [visit])).get(visit) ?? null;
}

/** Makes rows for visits not heard of before. Another push may make the same at once; the caller locks what there is then. */
export async function insertVisits(
  tx: Queryable,
  organisation: OrganisationId,
  visits: readonly VisitId[],
): Promise<readonly VisitId[]> {
  const { rows } = await tx.query<{ id: VisitId }>(
    `INSERT INTO visit (organisation, id, head) SELECT $1, id, $3 FROM unnest($2::uuid[]) AS id ORDER BY id
     ON CONFLICT DO NOTHING RETURNING id`,
    [organisation, visits, emptyHead],
  );
  return rows.map(({ id }) => id);
}

/** Takes back rows of this transaction that no change came to stand in. */
export async function deleteUnusedVisits(
  tx: Queryable,
  organisation: OrganisationId,
  visits: readonly VisitId[],
): Promise<void> {
  await tx.query('DELETE FROM visit WHERE organisation = $1 AND id = ANY ($2) AND seq = 0', [organisation, visits]);
}

export async function findVisit(db: Queryable, organisation: OrganisationId, visit: VisitId): Promise<VisitRow | null> {
  const { rows } = await db.query(`SELECT ${columns} FROM visit WHERE organisation = $1 AND id = $2`, [
    organisation,
    visit,
  ]);
  return rows[0] === undefined ? null : Visit.parse(rows[0]);
}

const Person = z.object({
  visit: VisitId,
  is_member: z.boolean(),
  was_removed: z.boolean(),
  has_assessed: z.boolean(),
});

export interface PersonOfVisit {
  readonly isMember: boolean;
  readonly wasRemoved: boolean;
  readonly hasAssessed: boolean;
}

/** What the person is to a visit; null where nothing is known. */
export async function findPersonOfVisit(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  person: PersonId,
): Promise<PersonOfVisit | null> {
  const { rows } = await db.query(
    `SELECT visit, is_member, was_removed, has_assessed FROM visit_person
      WHERE organisation = $1 AND visit = $2 AND person = $3`,
    [organisation, visit, person],
  );
  return rows[0] === undefined ? null : personOf(Person.parse(rows[0]));
}

function personOf(row: z.infer<typeof Person>): PersonOfVisit {
  return { isMember: row.is_member, wasRemoved: row.was_removed, hasAssessed: row.has_assessed };
}

const HeldRow = z.object({ change: ChangeId, visit: VisitId, seq: z.int(), verdict: Verdict });
export type HeldChange = z.infer<typeof HeldRow>;

const standingStatement = {
  name: 'push-standing',
  text: `SELECT change, visit, seq, verdict, NULL::boolean AS is_member, NULL::boolean AS was_removed, NULL::boolean AS has_assessed
           FROM visit_log WHERE organisation = $1 AND change = ANY ($2)
         UNION ALL
         SELECT NULL, visit, NULL, NULL, is_member, was_removed, has_assessed
           FROM visit_person WHERE organisation = $1 AND visit = ANY ($3) AND person = $4`,
} as const;

/** In one question, under the visits' locks: which of the changes are held already, and what the person is to each visit. */
export async function findHeldAndStanding(
  tx: Queryable,
  organisation: OrganisationId,
  changes: readonly ChangeId[],
  visits: readonly VisitId[],
  person: PersonId,
): Promise<{ held: ReadonlyMap<ChangeId, HeldChange>; people: ReadonlyMap<VisitId, PersonOfVisit> }> {
  const { rows } = await tx.query<{ change: unknown }>(standingStatement, [organisation, changes, visits, person]);
  const held = new Map<ChangeId, HeldChange>();
  const people = new Map<VisitId, PersonOfVisit>();
  for (const row of rows) {
    if (row.change === null) {
      const parsed = Person.parse(row);
      people.set(parsed.visit, personOf(parsed));
    } else {
      const parsed = HeldRow.parse(row);
      held.set(parsed.change, parsed);
    }
  }
  return { held, people };
}
