import * as z from 'zod/mini';
import {
  Day,
  type InstrumentHash,
  type OfficeId,
  type OrganisationId,
  type PersonId,
  type VisitId,
} from '#domain/ids.ts';
import {
  Campaign,
  type CampaignEdit,
  CampaignTeam,
  type NewCampaign,
  PlannedVisit,
  type PlannedVisitEdit,
  ScheduledVisit,
  type TeamEdit,
} from '#protocol/planning.ts';
import type { Queryable } from './database.ts';

const day = (column: string, name: string) => `to_char(${column}, 'YYYY-MM-DD') AS "${name}"`;

/** How far a planned visit is, by what the server holds of it. */
const stage = `CASE
    WHEN v.id IS NULL THEN CASE WHEN p.team IS NULL OR p.starts_on IS NULL THEN 'unscheduled' ELSE 'scheduled' END
    WHEN v.statuses[cardinality(v.statuses)] = 'submitted' THEN 'submitted'
    WHEN v.statuses[cardinality(v.statuses)] IN ('approved', 'published', 'objected', 'final') THEN 'approved'
    ELSE 'started' END`;
const planned = `planned_visit p LEFT JOIN visit v ON v.organisation = p.organisation AND v.id = p.visit`;

/** The newest year first; `campaign` for one alone. */
export async function listCampaigns(
  db: Queryable,
  organisation: OrganisationId,
  campaign: string | null = null,
): Promise<readonly Campaign[]> {
  const { rows } = await db.query<Record<string, unknown>>(
    `SELECT c.id, c.title, c.year, c.instrument, ${day('c.starts_on', 'startsOn')}, ${day('c.ends_on', 'endsOn')},
            c.letter, c.is_closed AS "isClosed", n.*
       FROM campaign c CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE s.stage = 'unscheduled')::int AS unscheduled,
                count(*) FILTER (WHERE s.stage = 'scheduled')::int AS scheduled,
                count(*) FILTER (WHERE s.stage = 'started')::int AS started,
                count(*) FILTER (WHERE s.stage = 'submitted')::int AS submitted,
                count(*) FILTER (WHERE s.stage = 'approved')::int AS approved
           FROM (SELECT ${stage} AS stage FROM ${planned}
                  WHERE p.organisation = c.organisation AND p.campaign = c.id) s) n
      WHERE c.organisation = $1 AND ($2::uuid IS NULL OR c.id = $2)
      ORDER BY c.year DESC, c.starts_on DESC, c.title, c.id LIMIT 500`,
    [organisation, campaign],
  );
  return rows.map(({ unscheduled, scheduled, started, submitted, approved, ...row }) =>
    Campaign.parse({ ...row, progress: { unscheduled, scheduled, started, submitted, approved } }),
  );
}

export async function insertCampaign(
  db: Queryable,
  organisation: OrganisationId,
  { id, madeBy, ...made }: NewCampaign & { readonly id: string; readonly madeBy: PersonId },
): Promise<void> {
  await db.query(
    `INSERT INTO campaign (organisation, id, title, year, instrument, starts_on, ends_on, letter, made_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [organisation, id, made.title, made.year, made.instrument, made.startsOn, made.endsOn, made.letter, madeBy],
  );
}

const Days = z.object({ startsOn: Day, endsOn: Day });

/** Its days, locked until the transaction ends: whatever else changes the plan waits. Null: there is none. */
export async function lockCampaign(
  tx: Queryable,
  organisation: OrganisationId,
  campaign: string,
): Promise<z.infer<typeof Days> | null> {
  const { rows } = await tx.query(
    `SELECT ${day('starts_on', 'startsOn')}, ${day('ends_on', 'endsOn')} FROM campaign
      WHERE organisation = $1 AND id = $2 FOR UPDATE`,
    [organisation, campaign],
  );
  return rows[0] === undefined ? null : Days.parse(rows[0]);
}

export async function updateCampaign(
  tx: Queryable,
  organisation: OrganisationId,
  campaign: string,
  { title, startsOn, endsOn, letter, isClosed }: CampaignEdit,
): Promise<void> {
  await tx.query(
    `UPDATE campaign SET title = coalesce($3, title), starts_on = coalesce($4, starts_on), ends_on = coalesce($5, ends_on),
            letter = coalesce($6, letter), is_closed = coalesce($7, is_closed)
      WHERE organisation = $1 AND id = $2`,
    [organisation, campaign, title ?? null, startsOn ?? null, endsOn ?? null, letter ?? null, isClosed ?? null],
  );
}

export async function listTeams(
  db: Queryable,
  organisation: OrganisationId,
  campaign: string,
): Promise<readonly CampaignTeam[]> {
  const { rows } = await db.query(
    `SELECT t.id, t.name, array_agg(m.person::text ORDER BY m.person) AS members
       FROM campaign_team t JOIN campaign_member m
         ON m.organisation = t.organisation AND m.campaign = t.campaign AND m.team = t.id
      WHERE t.organisation = $1 AND t.campaign = $2 GROUP BY t.id, t.name ORDER BY t.name, t.id`,
    [organisation, campaign],
  );
  return rows.map((row) => CampaignTeam.parse(row));
}

/** How many of them may assess here. */
export async function countAssessors(
  db: Queryable,
  organisation: OrganisationId,
  people: readonly PersonId[],
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM membership
      WHERE organisation = $1 AND person = ANY ($2::uuid[]) AND is_active AND 'assessor' = ANY (roles)`,
    [organisation, people],
  );
  return rows[0]?.count ?? 0;
}

/** @returns false when another team of the campaign has the name. */
export async function saveTeam(
  tx: Queryable,
  organisation: OrganisationId,
  campaign: string,
  { id, name, members }: TeamEdit & { readonly id: string },
): Promise<boolean> {
  const { rows } = await tx.query(
    'SELECT 1 FROM campaign_team WHERE organisation = $1 AND campaign = $2 AND name = $3 AND id <> $4',
    [organisation, campaign, name, id],
  );
  if (rows.length > 0) return false;
  await tx.query(
    `INSERT INTO campaign_team (organisation, campaign, id, name) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organisation, campaign, id) DO UPDATE SET name = excluded.name`,
    [organisation, campaign, id, name],
  );
  await tx.query('DELETE FROM campaign_member WHERE organisation = $1 AND campaign = $2 AND team = $3', [
    organisation,
    campaign,
    id,
  ]);
  await tx.query(
    `INSERT INTO campaign_member (organisation, campaign, team, person)
       SELECT DISTINCT $1::uuid, $2::uuid, $3::uuid, person FROM unnest($4::uuid[]) AS person`,
    [organisation, campaign, id, members],
  );
  return true;
}

/** What it was to visit, unless begun, is without a team again. @returns false when there is no such team. */
export async function deleteTeam(
  tx: Queryable,
  organisation: OrganisationId,
  campaign: string,
  team: string,
): Promise<boolean> {
  await tx.query('UPDATE planned_visit SET team = NULL WHERE organisation = $1 AND campaign = $2 AND team = $3', [
    organisation,
    campaign,
    team,
  ]);
  const { rowCount } = await tx.query(
    'DELETE FROM campaign_team WHERE organisation = $1 AND campaign = $2 AND id = $3',
    [organisation, campaign, team],
  );
  return rowCount === 1;
}

export async function listPlanned(
  db: Queryable,
  organisation: OrganisationId,
  campaign: string,
): Promise<readonly PlannedVisit[]> {
  const { rows } = await db.query(
    `SELECT p.visit, p.office, p.team, ${day('p.starts_on', 'startsOn')}, ${day('p.ends_on', 'endsOn')}, p.letter,
            ${stage} AS stage
       FROM ${planned} WHERE p.organisation = $1 AND p.campaign = $2 ORDER BY p.starts_on NULLS LAST, p.visit`,
    [organisation, campaign],
  );
  return rows.map((row) => PlannedVisit.parse(row));
}

/** @returns how many of the offices are the organisation's; fewer than asked for: nothing must stand. */
export async function insertPlanned(
  tx: Queryable,
  organisation: OrganisationId,
  campaign: string,
  visits: readonly { readonly visit: VisitId; readonly office: OfficeId; readonly joinKey: string }[],
): Promise<number> {
  const offices = visits.map(({ office }) => office);
  const { rows } = await tx.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM office WHERE organisation = $1 AND id = ANY ($2::uuid[])',
    [organisation, offices],
  );
  await tx.query(
    `INSERT INTO planned_visit (organisation, campaign, visit, office, join_key)
       SELECT $1, $2, n.visit, o.id, n.join_key
         FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS n (visit, office, join_key)
         JOIN office o ON o.organisation = $1 AND o.id = n.office
     ON CONFLICT (organisation, campaign, office) DO NOTHING`,
    [organisation, campaign, visits.map(({ visit }) => visit), offices, visits.map(({ joinKey }) => joinKey)],
  );
  return rows[0]?.count ?? 0;
}

/** Null: not in this plan. Otherwise whether somebody has begun it. */
export async function isPlannedBegun(
  tx: Queryable,
  organisation: OrganisationId,
  campaign: string,
  visit: VisitId,
): Promise<boolean | null> {
  const { rows } = await tx.query<{ begun: boolean }>(
    `SELECT v.id IS NOT NULL AS begun FROM ${planned}
      WHERE p.organisation = $1 AND p.campaign = $2 AND p.visit = $3`,
    [organisation, campaign, visit],
  );
  return rows[0]?.begun ?? null;
}

export async function updatePlanned(
  tx: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  { team, startsOn, endsOn, letter }: PlannedVisitEdit,
): Promise<void> {
  await tx.query(
    `UPDATE planned_visit SET team = $3, starts_on = $4, ends_on = $5, letter = $6
      WHERE organisation = $1 AND visit = $2`,
    [organisation, visit, team, startsOn, endsOn, letter],
  );
}

export async function deletePlanned(tx: Queryable, organisation: OrganisationId, visit: VisitId): Promise<void> {
  await tx.query('DELETE FROM planned_visit WHERE organisation = $1 AND visit = $2', [organisation, visit]);
}

/** What a person is to visit and nobody has submitted: with the key that lets the team in, so for the team alone. */
export async function listScheduled(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId,
): Promise<readonly ScheduledVisit[]> {
  const { rows } = await db.query<Record<string, unknown> & { hash: InstrumentHash }>(
    `SELECT p.visit, p.join_key AS "joinKey", c.title AS campaign, p.office, i.id, i.version, i.hash,
            ${day('p.starts_on', 'start')}, ${day('p.ends_on', 'end')}, coalesce(nullif(p.letter, ''), c.letter) AS letter,
            array(SELECT m.person::text FROM campaign_member m
                   WHERE m.organisation = p.organisation AND m.campaign = p.campaign AND m.team = p.team
                   ORDER BY m.person) AS members
       FROM ${planned} JOIN campaign c ON c.organisation = p.organisation AND c.id = p.campaign
         JOIN instrument i ON i.hash = c.instrument
         JOIN campaign_member me ON me.organisation = p.organisation AND me.campaign = p.campaign AND me.team = p.team
      WHERE p.organisation = $1 AND me.person = $2 AND NOT c.is_closed AND p.starts_on IS NOT NULL
        AND (v.id IS NULL OR cardinality(v.statuses) = 0)
      ORDER BY p.starts_on, p.visit LIMIT 500`,
    [organisation, person],
  );
  return rows.map(({ id, version, hash, start, end, ...row }) =>
    ScheduledVisit.parse({ ...row, instrument: { id, version, hash }, period: { start, end } }),
  );
}
