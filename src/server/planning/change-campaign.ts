import { randomBytes } from 'node:crypto';
import { type OfficeId, type OrganisationId, VisitId } from '#domain/ids.ts';
import type { CampaignDetail, CampaignEdit, PlannedVisitEdit, TeamEdit } from '#protocol/planning.ts';
import { Problem } from '#protocol/problems.ts';
import {
  countAssessors,
  deletePlanned,
  deleteTeam,
  insertPlanned,
  isPlannedBegun,
  listCampaigns,
  listPlanned,
  listTeams,
  lockCampaign,
  saveTeam,
  updateCampaign,
  updatePlanned,
} from '../db/campaigns.ts';
import type { Queryable } from '../db/database.ts';

/** A plan of one organisation. Every function is one transaction's work and throws before anything of it stands. */
export interface InCampaign {
  readonly organisation: OrganisationId;
  readonly campaign: string;
}

/** @throws Problem `notFound` */
export async function describeCampaign(db: Queryable, { organisation, campaign }: InCampaign): Promise<CampaignDetail> {
  const [found] = await listCampaigns(db, organisation, campaign);
  if (found === undefined) throw new Problem('notFound');
  const teams = await listTeams(db, organisation, campaign);
  const visits = await listPlanned(db, organisation, campaign);
  return { kind: 'campaign', campaign: found, teams: [...teams], visits: [...visits] };
}

/** @throws Problem `malformed` */
export function checkDays(startsOn: string | null, endsOn: string | null): void {
  if ((startsOn === null) !== (endsOn === null)) throw wrong('endsOn', 'Both days or neither.');
  if (startsOn !== null && endsOn !== null && startsOn > endsOn) throw wrong('endsOn', 'It ends before it starts.');
}

export async function editCampaign(tx: Queryable, where: InCampaign, edit: CampaignEdit): Promise<void> {
  const days = await locked(tx, where);
  checkDays(edit.startsOn ?? days.startsOn, edit.endsOn ?? days.endsOn);
  await updateCampaign(tx, where.organisation, where.campaign, edit);
}

export async function putTeam(tx: Queryable, where: InCampaign, team: TeamEdit & { id: string }): Promise<void> {
  await locked(tx, where);
  const members = [...new Set(team.members)];
  const known = await countAssessors(tx, where.organisation, members);
  if (known !== members.length) throw wrong('members', 'Not all of them are active assessors here.');
  if (!(await saveTeam(tx, where.organisation, where.campaign, { ...team, members }))) throw new Problem('nameTaken');
}

export async function dropTeam(tx: Queryable, where: InCampaign, team: string): Promise<void> {
  await locked(tx, where);
  if (!(await deleteTeam(tx, where.organisation, where.campaign, team))) throw new Problem('notFound');
}

export async function addOffices(tx: Queryable, where: InCampaign, offices: readonly OfficeId[]): Promise<void> {
  await locked(tx, where);
  const distinct = [...new Set(offices)];
  const visits = distinct.map((office) => ({
    office,
    visit: VisitId.parse(crypto.randomUUID()),
    joinKey: randomBytes(16).toString('hex'),
  }));
  const known = await insertPlanned(tx, where.organisation, where.campaign, visits);
  if (known !== distinct.length) throw new Problem('unknownOffice');
}

export async function editPlanned(
  tx: Queryable,
  where: InCampaign,
  visit: VisitId,
  edit: PlannedVisitEdit,
): Promise<void> {
  await locked(tx, where);
  await requireNotBegun(tx, where, visit);
  checkDays(edit.startsOn, edit.endsOn);
  if (edit.team !== null) {
    const teams = await listTeams(tx, where.organisation, where.campaign);
    if (!teams.some(({ id }) => id === edit.team)) throw wrong('team', 'The campaign has no such team.');
  }
  await updatePlanned(tx, where.organisation, visit, edit);
}

export async function dropPlanned(tx: Queryable, where: InCampaign, visit: VisitId): Promise<void> {
  await locked(tx, where);
  await requireNotBegun(tx, where, visit);
  await deletePlanned(tx, where.organisation, visit);
}

async function locked(tx: Queryable, { organisation, campaign }: InCampaign) {
  const days = await lockCampaign(tx, organisation, campaign);
  if (days === null) throw new Problem('notFound');
  return days;
}

/** From then on office, team and days are the visit's own, changed in the visit itself. */
async function requireNotBegun(tx: Queryable, { organisation, campaign }: InCampaign, visit: VisitId): Promise<void> {
  const isBegun = await isPlannedBegun(tx, organisation, campaign, visit);
  if (isBegun === null) throw new Problem('notFound');
  if (isBegun) throw new Problem('wrongStatus', { detail: 'The visit has been begun.' });
}

function wrong(path: string, message: string): Problem {
  return new Problem('malformed', { issues: [{ path, message }] });
}
