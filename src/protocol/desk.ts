import * as z from 'zod/mini';
import { Instant, InstrumentHash, OfficeId, PersonId, VisitId } from '#domain/ids.ts';
import { Status } from '#domain/visit/status.ts';

/** One line of the supervisor's list: a projection of the visit's folded state, with the seq it was made from. */
export const DeskLine = z.looseObject({
  visit: VisitId,
  seq: z.int(),
  status: Status,
  statusAt: z.nullable(Instant),
  office: z.nullable(OfficeId),
  officeName: z.nullable(z.string()),
  city: z.nullable(z.string()),
  instrument: z.nullable(InstrumentHash),
  instrumentTitle: z.nullable(z.looseObject({ id: z.string(), en: z.string() })),
  start: z.nullable(z.string()),
  end: z.nullable(z.string()),
  members: z.array(PersonId),
  outcome: z.nullable(z.string()),
  isIllustrative: z.boolean(),
  /** Rounded ends of the score, "62.10"; null when there is none. */
  scoreLow: z.nullable(z.string()),
  scoreHigh: z.nullable(z.string()),
  category: z.nullable(z.string()),
  zone: z.nullable(z.string()),
  isProvisional: z.boolean(),
  answered: z.int(),
  expected: z.int(),
  missingEvidence: z.int(),
  notArrived: z.int(),
  conflicts: z.int(),
  held: z.int(),
  late: z.int(),
  changedAt: Instant,
});
export type DeskLine = z.infer<typeof DeskLine>;

/** `GET /api/desk?status=&office=&instrument=&search=&flag=&limit=&after=` */
export const DeskQuery = z.looseObject({
  status: z.optional(z.string()),
  office: z.optional(z.string()),
  instrument: z.optional(z.string()),
  search: z.optional(z.string().check(z.maxLength(200))),
  flag: z.optional(z.enum(['missing-evidence', 'not-arrived', 'conflict', 'held', 'late'])),
  limit: z.optional(z.string()),
  after: z.optional(z.string()),
});

export const DeskPage = z.looseObject({
  kind: z.literal('desk'),
  lines: z.array(DeskLine),
  /** Pass as `after` for the next page; null at the end. */
  next: z.nullable(z.string()),
  total: z.int(),
});
export type DeskPage = z.infer<typeof DeskPage>;

/** `GET /api/visits/:visit/report?format=&language=` */
export const ReportQuery = z.looseObject({
  format: z.enum(['pdf', 'docx', 'xlsx', 'csv', 'json', 'geojson', 'zip']),
  /** Indonesian where it is left out. */
  language: z.optional(z.enum(['id', 'en'])),
});
export type ReportQuery = z.infer<typeof ReportQuery>;
