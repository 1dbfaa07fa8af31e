import * as z from 'zod/mini';
import { CategoryId, IndicatorId, InstitutionId, InstrumentHash, NodeId, OfficeId, VisitId } from '#domain/ids.ts';
import { Zone } from '#domain/instrument/instrument.ts';

/**
 * `?year=&instrument=&province=&institution=` of every question below. Without a year it is the newest that has results, without
 * an instrument the one most of that year's results were made with.
 */
export const InsightQuery = z.looseObject({
  year: z.optional(z.string()),
  instrument: z.optional(z.string()),
  /** The two digits of the ministry of home affairs. */
  province: z.optional(z.string()),
  institution: z.optional(z.string()),
});
export type InsightQuery = z.infer<typeof InsightQuery>;

const LocalText = z.looseObject({ id: z.string(), en: z.string() });

/** What a figure was made from. */
const scope = {
  year: z.nullable(z.int()),
  instrument: z.nullable(InstrumentHash),
} as const;

const CategoryCount = z.looseObject({ id: CategoryId, label: LocalText, zone: Zone, count: z.int() });
export type CategoryCount = z.infer<typeof CategoryCount>;

const Distribution = z.looseObject({
  count: z.int(),
  /** Of the exact totals, rounded once; null of none. */
  mean: z.nullable(z.string()),
  categories: z.array(CategoryCount),
});
export type Distribution = z.infer<typeof Distribution>;

/** `GET /api/insight` */
export const Insight = z.looseObject({
  kind: z.literal('insight'),
  ...scope,
  choices: z.looseObject({
    /** Newest first. */
    years: z.array(
      z.looseObject({
        year: z.int(),
        instruments: z.array(z.looseObject({ hash: InstrumentHash, shortTitle: LocalText, results: z.int() })),
      }),
    ),
    provinces: z.array(z.looseObject({ code: z.string(), name: z.string() })),
    institutions: z.array(z.looseObject({ id: InstitutionId, name: z.string(), province: z.nullable(z.string()) })),
  }),
  units: Distribution,
  institutions: Distribution,
  /** Visits of the year and place that do not count, by why. */
  leftOut: z.looseObject({
    underWay: z.int(),
    submitted: z.int(),
    withoutScore: z.int(),
    otherInstrument: z.int(),
    /** An office counts once a year, with its newest result. */
    earlierOfOffice: z.int(),
    /** Sealed, and not taken apart yet. */
    notYet: z.int(),
  }),
});
export type Insight = z.infer<typeof Insight>;

/** `&of=units|institutions&limit=&after=` */
export const RankingQuery = z.extend(InsightQuery, {
  of: z.optional(z.enum(['units', 'institutions'])),
  limit: z.optional(z.string()),
  after: z.optional(z.string()),
});

export const RankingLine = z.looseObject({
  /** 1, 2, 2, 4. */
  rank: z.int(),
  name: z.string(),
  institution: InstitutionId,
  /** Of a unit. */
  office: z.optional(OfficeId),
  visit: z.optional(VisitId),
  institutionName: z.optional(z.string()),
  /** Of an institution: how many of its units count. */
  units: z.optional(z.int()),
  /** How many units the directory knows of. */
  unitsKnown: z.optional(z.int()),
  total: z.string(),
  category: CategoryId,
  zone: Zone,
  label: LocalText,
});
export type RankingLine = z.infer<typeof RankingLine>;

/** `GET /api/insight/ranking` */
export const Ranking = z.looseObject({
  kind: z.literal('ranking'),
  ...scope,
  of: z.enum(['units', 'institutions']),
  lines: z.array(RankingLine),
  /** Pass as `after` for the next page; null at the end. */
  next: z.nullable(z.string()),
  total: z.int(),
});
export type Ranking = z.infer<typeof Ranking>;

/** Means of 0–100. */
const PartMean = { count: z.int(), mean: z.string() } as const;

export const IndicatorLine = z.looseObject({
  id: IndicatorId,
  dimension: NodeId,
  text: LocalText,
  ...PartMean,
  /** Offices below half of the points. */
  failing: z.int(),
  /** Offices with all of them. */
  full: z.int(),
});
export type IndicatorLine = z.infer<typeof IndicatorLine>;

/** `GET /api/insight/parts` */
export const Parts = z.looseObject({
  kind: z.literal('parts'),
  ...scope,
  /** Results whose parts are not known any more. */
  withoutParts: z.int(),
  dimensions: z.array(z.looseObject({ id: NodeId, title: LocalText, weight: z.string(), ...PartMean })),
  /** The requirement that most offices fail first. */
  indicators: z.array(IndicatorLine),
});
export type Parts = z.infer<typeof Parts>;

export const TrendYear = z.looseObject({
  year: z.int(),
  instrument: InstrumentHash,
  shortTitle: LocalText,
  count: z.int(),
  mean: z.string(),
});
export type TrendYear = z.infer<typeof TrendYear>;

export const YearComparison = z.looseObject({
  from: z.int(),
  to: z.int(),
  comparable: z.array(
    z.looseObject({ id: IndicatorId, text: LocalText, from: z.string(), to: z.string(), change: z.string() }),
  ),
  incomparable: z.array(
    z.looseObject({ id: IndicatorId, text: LocalText, because: z.enum(['removed', 'added', 'subject', 'points']) }),
  ),
});
export type YearComparison = z.infer<typeof YearComparison>;

/** `GET /api/insight/trend?province=&institution=`: of each year the instrument that most of its results were made with. */
export const Trend = z.looseObject({
  kind: z.literal('trend'),
  /** Oldest first. */
  years: z.array(TrendYear),
  /** Each year against the one before it that has results. */
  comparisons: z.array(YearComparison),
});
export type Trend = z.infer<typeof Trend>;
