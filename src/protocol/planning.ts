import * as z from 'zod/mini';
import { Day, InstrumentHash, OfficeId, PersonId, VisitId } from '#domain/ids.ts';
import { Name } from './name.ts';

const Letter = z.string().check(z.trim(), z.maxLength(200));
const Year = z.int().check(z.gte(2000), z.lte(2100));

/** How far a planned visit is. `unscheduled`: it has no team or no days yet, so that nobody sees it on a tablet. */
export const PlannedStage = z.enum(['unscheduled', 'scheduled', 'started', 'submitted', 'approved']);
export type PlannedStage = z.infer<typeof PlannedStage>;

/** Visits by stage; together they are the plan. */
export const PlanProgress = z.record(PlannedStage, z.int());
export type PlanProgress = z.infer<typeof PlanProgress>;

export const Campaign = z.looseObject({
  id: z.uuid(),
  title: Name,
  year: Year,
  instrument: InstrumentHash,
  startsOn: Day,
  endsOn: Day,
  /** Of the assignment; a single visit may have its own. */
  letter: z.string(),
  /** What is not begun is then shown on no tablet. */
  isClosed: z.boolean(),
  progress: PlanProgress,
});
export type Campaign = z.infer<typeof Campaign>;

/** `GET /api/campaigns`: the newest year first. */
export const CampaignList = z.looseObject({ kind: z.literal('campaigns'), campaigns: z.array(Campaign) });
export type CampaignList = z.infer<typeof CampaignList>;

export const CampaignTeam = z.looseObject({ id: z.uuid(), name: Name, members: z.array(PersonId) });
export type CampaignTeam = z.infer<typeof CampaignTeam>;

export const PlannedVisit = z.looseObject({
  visit: VisitId,
  office: OfficeId,
  team: z.nullable(z.uuid()),
  startsOn: z.nullable(Day),
  endsOn: z.nullable(Day),
  /** Its own; empty where the campaign's holds. */
  letter: z.string(),
  stage: PlannedStage,
});
export type PlannedVisit = z.infer<typeof PlannedVisit>;

/** `GET /api/campaigns/:campaign`, and the answer to every change of one. */
export const CampaignDetail = z.looseObject({
  kind: z.literal('campaign'),
  campaign: Campaign,
  teams: z.array(CampaignTeam),
  /** The earliest first, those without days last. */
  visits: z.array(PlannedVisit),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;

/** `POST /api/campaigns` */
export const NewCampaign = z.looseObject({
  title: Name,
  year: Year,
  instrument: InstrumentHash,
  startsOn: Day,
  endsOn: Day,
  letter: Letter,
});
export type NewCampaign = z.infer<typeof NewCampaign>;

/** `PATCH /api/campaigns/:campaign`. The instrument stays: what is compared in the end must have been asked alike. */
export const CampaignEdit = z.looseObject({
  title: z.optional(Name),
  startsOn: z.optional(Day),
  endsOn: z.optional(Day),
  letter: z.optional(Letter),
  isClosed: z.optional(z.boolean()),
});
export type CampaignEdit = z.infer<typeof CampaignEdit>;

/** `PUT /api/campaigns/:campaign/teams/:team`: makes it or says anew who it is. Active assessors of the organisation. */
export const TeamEdit = z.looseObject({
  name: Name,
  members: z.array(PersonId).check(z.minLength(1), z.maxLength(20)),
});
export type TeamEdit = z.infer<typeof TeamEdit>;

/** `POST /api/campaigns/:campaign/visits`: one visit for each office; those that are in the plan already stay as they are. */
export const OfficesToVisit = z.looseObject({ offices: z.array(OfficeId).check(z.minLength(1), z.maxLength(1000)) });
export type OfficesToVisit = z.infer<typeof OfficesToVisit>;

/** `PATCH /api/campaigns/:campaign/visits/:visit`, until somebody begins it. */
export const PlannedVisitEdit = z.looseObject({
  team: z.nullable(z.uuid()),
  startsOn: z.nullable(Day),
  endsOn: z.nullable(Day),
  letter: Letter,
});
export type PlannedVisitEdit = z.infer<typeof PlannedVisitEdit>;

/** A visit that a tablet's person is to make: all that is needed to begin it without a network. */
export const ScheduledVisit = z.looseObject({
  visit: VisitId,
  joinKey: z.string(),
  campaign: z.string(),
  office: OfficeId,
  instrument: z.looseObject({ id: z.string(), version: z.int(), hash: InstrumentHash }),
  period: z.looseObject({ start: Day, end: Day }),
  letter: z.string(),
  members: z.array(PersonId),
});
export type ScheduledVisit = z.infer<typeof ScheduledVisit>;

/** A part of `GET /api/directory`, for the person who asks. */
export const WithScheduled = z.looseObject({ scheduled: z.array(ScheduledVisit) });
