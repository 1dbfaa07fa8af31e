import * as z from 'zod/mini';
import { ImprovementAction, ImprovementStatus } from '#domain/follow-up/improvement.ts';
import { Day, IndicatorId, Instant, InstrumentHash, OfficeId, PersonId, VisitId } from '#domain/ids.ts';
import { Text } from '#domain/instrument/instrument.ts';

/** One thing that an office is to mend after an approved visit. */
export const Improvement = z.looseObject({
  id: z.uuid(),
  office: OfficeId,
  officeName: z.string(),
  city: z.string(),
  visit: VisitId,
  instrument: InstrumentHash,
  indicator: IndicatorId,
  /** The indicator's text, and of which dimension it is. */
  title: Text,
  dimension: Text,
  legalBasis: z.nullable(z.string()),
  /** What mending it alone would have added to the sealed total, "1.25". */
  gain: z.string(),
  /** Who at the office sees to it; empty while nobody does. */
  owner: z.string(),
  dueOn: z.nullable(Day),
  status: ImprovementStatus,
  changedAt: Instant,
});
export type Improvement = z.infer<typeof Improvement>;

/** `GET /api/improvements?office=&visit=&status=`: the earliest due first; assessors see those of offices they visit. */
export const ImprovementQuery = z.looseObject({
  office: z.optional(z.string()),
  visit: z.optional(z.string()),
  /** One or more, with commas between. */
  status: z.optional(z.string()),
});
export const ImprovementList = z.looseObject({ kind: z.literal('improvements'), improvements: z.array(Improvement) });
export type ImprovementList = z.infer<typeof ImprovementList>;

export const ImprovementStep = z.looseObject({
  n: z.int(),
  action: z.string(),
  note: z.string(),
  person: PersonId,
  name: z.nullable(z.string()),
  at: Instant,
});

/** `GET /api/improvements/:improvement`. */
export const ImprovementDetail = z.looseObject({
  kind: z.literal('improvement'),
  improvement: Improvement,
  steps: z.array(ImprovementStep),
});
export type ImprovementDetail = z.infer<typeof ImprovementDetail>;

/** `PATCH /api/improvements/:improvement`. */
export const ImprovementEdit = z.looseObject({
  owner: z.optional(z.string().check(z.maxLength(200))),
  dueOn: z.optional(z.nullable(Day)),
});
export type ImprovementEdit = z.infer<typeof ImprovementEdit>;

/** `POST /api/improvements/:improvement/steps`. `seen`: the status on the screen when it was decided. */
export const ImprovementStepRequest = z.looseObject({
  action: ImprovementAction,
  seen: ImprovementStatus,
  note: z.string().check(z.trim(), z.minLength(1), z.maxLength(2000)),
});
export type ImprovementStepRequest = z.infer<typeof ImprovementStepRequest>;
