import * as z from 'zod/mini';
import { type ImprovementAction, ImprovementStatus } from '#domain/follow-up/improvement.ts';
import { Day, IndicatorId, InstrumentHash, OfficeId, type OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import type { ImprovementEdit } from '#protocol/follow-up.ts';
import type { Queryable } from './database.ts';

const Stored = z.object({
  id: z.uuid(),
  office: OfficeId,
  officeName: z.string(),
  city: z.string(),
  visit: VisitId,
  instrument: InstrumentHash,
  indicator: IndicatorId,
  gain: z.string(),
  owner: z.string(),
  dueOn: z.nullable(Day),
  status: ImprovementStatus,
  changedAt: z.date(),
});
export type StoredImprovement = z.infer<typeof Stored>;

const columns = `i.id, i.office, o.name AS "officeName", o.city, i.visit, i.instrument, i.indicator, i.gain, i.owner,
  to_char(i.due_on, 'YYYY-MM-DD') AS "dueOn", i.status, i.changed_at AS "changedAt"`;
const source = 'improvement i JOIN office o ON o.organisation = i.organisation AND o.id = i.office';

export interface ImprovementFilter {
  readonly office: OfficeId | null;
  readonly visit: VisitId | null;
  readonly statuses: readonly ImprovementStatus[];
  /** Only of offices that this person has visited as a member. */
  readonly visitedBy: PersonId | null;
}

const mostRows = 2000;

/** The earliest due first, those without a day last; then by what they would give. */
export async function listImprovements(
  db: Queryable,
  organisation: OrganisationId,
  { office, visit, statuses, visitedBy }: ImprovementFilter,
): Promise<readonly StoredImprovement[]> {
  const { rows } = await db.query(
    `SELECT ${columns} FROM ${source}
      WHERE i.organisation = $1 AND ($2::uuid IS NULL OR i.office = $2) AND ($3::uuid IS NULL OR i.visit = $3)
        AND (cardinality($4::text[]) = 0 OR i.status = ANY ($4))
        AND ($5::uuid IS NULL OR EXISTS (
          SELECT 1 FROM visit_person p JOIN visit_summary s ON s.organisation = p.organisation AND s.visit = p.visit
           WHERE p.organisation = $1 AND p.person = $5 AND p.is_member AND s.office = i.office))
      ORDER BY i.due_on NULLS LAST, i.gain::numeric DESC, o.name, i.id LIMIT ${mostRows}`,
    [organisation, office, visit, statuses, visitedBy],
  );
  return rows.map((row) => Stored.parse(row));
}

export async function findImprovement(
  db: Queryable,
  organisation: OrganisationId,
  id: string,
): Promise<StoredImprovement | null> {
  const { rows } = await db.query(`SELECT ${columns} FROM ${source} WHERE i.organisation = $1 AND i.id = $2`, [
    organisation,
    id,
  ]);
  return rows[0] === undefined ? null : Stored.parse(rows[0]);
}

/** Its status, locked until the transaction ends. */
export async function lockImprovement(
  tx: Queryable,
  organisation: OrganisationId,
  id: string,
): Promise<ImprovementStatus | null> {
  const { rows } = await tx.query<{ status: ImprovementStatus }>(
    'SELECT status FROM improvement WHERE organisation = $1 AND id = $2 FOR UPDATE',
    [organisation, id],
  );
  return rows[0]?.status ?? null;
}

export interface NewImprovement {
  readonly indicator: IndicatorId;
  readonly gain: string;
}

/** Those of the visit that are there already stay as they are. @returns the ids of the new ones. */
export async function insertImprovements(
  tx: Queryable,
  organisation: OrganisationId,
  from: { readonly office: OfficeId; readonly visit: VisitId; readonly instrument: InstrumentHash },
  found: readonly NewImprovement[],
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO improvement (organisation, id, office, visit, instrument, indicator, gain)
       SELECT $1, gen_random_uuid(), $2, $3, $4, f.* FROM unnest($5::text[], $6::text[]) AS f
     ON CONFLICT (organisation, visit, indicator) DO NOTHING RETURNING id`,
    [
      organisation,
      from.office,
      from.visit,
      from.instrument,
      found.map(({ indicator }) => indicator),
      found.map(({ gain }) => gain),
    ],
  );
  return rows.map(({ id }) => id);
}

export async function editImprovement(
  tx: Queryable,
  organisation: OrganisationId,
  id: string,
  { owner, dueOn }: ImprovementEdit,
): Promise<void> {
  await tx.query(
    `UPDATE improvement SET owner = coalesce($3, owner), due_on = CASE WHEN $4 THEN $5::date ELSE due_on END, changed_at = now()
      WHERE organisation = $1 AND id = $2`,
    [organisation, id, owner ?? null, dueOn !== undefined, dueOn ?? null],
  );
}

export interface NewStep {
  readonly improvements: readonly string[];
  readonly action: ImprovementAction | 'make' | 'edit';
  readonly note: string;
  readonly person: PersonId;
  /** Where it leads; null where it stays. */
  readonly status: ImprovementStatus | null;
}

export async function appendStep(
  tx: Queryable,
  organisation: OrganisationId,
  { improvements, action, note, person, status }: NewStep,
): Promise<void> {
  await tx.query(
    `WITH moved AS (
       UPDATE improvement SET status = coalesce($6, status), changed_at = now() WHERE organisation = $1 AND id = ANY ($2))
     INSERT INTO improvement_step (organisation, improvement, n, action, note, person)
       SELECT $1, id, 1 + (SELECT count(*) FROM improvement_step s WHERE s.organisation = $1 AND s.improvement = id), $3, $4, $5
         FROM unnest($2::uuid[]) AS id`,
    [organisation, improvements, action, note, person, status],
  );
}

const Step = z.object({
  n: z.int(),
  action: z.string(),
  note: z.string(),
  person: PersonId,
  name: z.nullable(z.string()),
  at: z.date(),
});

export async function listSteps(
  db: Queryable,
  organisation: OrganisationId,
  id: string,
): Promise<readonly z.infer<typeof Step>[]> {
  const { rows } = await db.query(
    `SELECT s.n, s.action, s.note, s.person, p.name, s.at FROM improvement_step s
       LEFT JOIN person p ON p.organisation = s.organisation AND p.id = s.person
      WHERE s.organisation = $1 AND s.improvement = $2 ORDER BY s.n`,
    [organisation, id],
  );
  return rows.map((row) => Step.parse(row));
}
