import * as z from 'zod/mini';
import { InstitutionId, InstrumentHash, OfficeId, type OrganisationId, VisitId } from '#domain/ids.ts';
import { Zone } from '#domain/instrument/instrument.ts';
import type { Queryable } from './database.ts';

/** Which visits a question is about. */
export interface Place {
  readonly province: string | null;
  readonly institution: string | null;
}

export interface Scope extends Place {
  readonly year: number;
  readonly instrument: InstrumentHash;
}

const source = `visit_summary s
  JOIN visit v ON v.organisation = s.organisation AND v.id = s.visit AND v.merged_into IS NULL
  JOIN office o ON o.organisation = s.organisation AND o.id = s.office
  JOIN institution t ON t.organisation = o.organisation AND t.id = o.institution`;
const result = `visit_result r ON r.organisation = s.organisation AND r.visit = s.visit AND r.sealed_n = s.sealed_n`;
const place = `($2::text IS NULL OR t.regency LIKE $2 || '.%') AND ($3::text IS NULL OR t.id::text = $3)`;
const inYear = `s.start_day >= make_date($4::int, 1, 1) AND s.start_day < make_date($4::int + 1, 1, 1)`;

/** The newest result of each office in the year; $1 to $5 as in `scopeValues`. */
const chosen = `SELECT DISTINCT ON (s.office) s.organisation, s.visit, s.sealed_n, s.office, o.name, o.institution,
    t.name AS "institutionName", r.numerator, r.denominator, r.rounded, r.category, r.zone, r.has_parts
   FROM ${source} JOIN ${result}
  WHERE s.organisation = $1 AND ${place} AND ${inYear} AND s.instrument = $5
  ORDER BY s.office, s.start_day DESC, s.visit`;

function scopeValues(organisation: OrganisationId, { province, institution, year, instrument }: Scope): unknown[] {
  return [organisation, province, institution, year, instrument];
}

/** Numerators and denominators come as texts of digits: they may be longer than any number of the engine. */
const Digits = z.pipe(
  z.string().check(z.regex(/^\d+$/)),
  z.transform((text) => BigInt(text)),
);

const Unit = z.object({
  visit: VisitId,
  office: OfficeId,
  name: z.string(),
  institution: InstitutionId,
  institutionName: z.string(),
  numerator: Digits,
  denominator: Digits,
  rounded: z.string(),
  category: z.string(),
  zone: Zone,
  hasParts: z.boolean(),
});
export type UnitResult = z.infer<typeof Unit>;

export async function listUnitResults(
  db: Queryable,
  organisation: OrganisationId,
  scope: Scope,
): Promise<readonly UnitResult[]> {
  const { rows } = await db.query(
    `SELECT visit, office, name, institution, "institutionName", numerator, denominator, rounded, category, zone,
       has_parts AS "hasParts" FROM (${chosen}) c`,
    scopeValues(organisation, scope),
  );
  return z.array(Unit).parse(rows);
}

const PartSum = z.object({
  level: z.enum(['dimension', 'indicator']),
  node: z.string(),
  denominator: Digits,
  numerator: Digits,
  count: z.int(),
  failing: z.int(),
  full: z.int(),
});
export type PartSum = z.infer<typeof PartSum>;

/** Values of one denominator are added up where they lie; the exact rest is left to the caller. */
export async function sumParts(db: Queryable, organisation: OrganisationId, scope: Scope): Promise<readonly PartSum[]> {
  const { rows } = await db.query(
    `WITH c AS MATERIALIZED (${chosen})
     SELECT p.level, p.node, p.denominator, sum(p.numerator) AS numerator, count(*)::int AS count,
            (count(*) FILTER (WHERE p.numerator * 2 < p.denominator))::int AS failing,
            (count(*) FILTER (WHERE p.numerator = p.denominator))::int AS "full"
       FROM c JOIN visit_result_part p
         ON p.organisation = c.organisation AND p.visit = c.visit AND p.sealed_n = c.sealed_n
      GROUP BY p.level, p.node, p.denominator`,
    scopeValues(organisation, scope),
  );
  return z.array(PartSum).parse(rows);
}

const LeftOut = z.object({ why: z.string(), count: z.int() });

/** Every visit of the year and place, by whether and why it does not count; `counted` before offices count once. */
export async function countByWhy(
  db: Queryable,
  organisation: OrganisationId,
  scope: Scope,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query(
    `SELECT CASE
         WHEN s.instrument IS DISTINCT FROM $5 THEN 'otherInstrument'
         WHEN s.status IN ('draft', 'returned', 'reopened') THEN 'underWay'
         WHEN s.status = 'submitted' THEN 'submitted'
         WHEN s.summary_seq < v.seq OR (s.sealed_n IS NOT NULL AND r.visit IS NULL) THEN 'notYet'
         WHEN s.sealed_n IS NULL THEN 'withoutScore'
         ELSE 'counted' END AS why, count(*)::int AS count
       FROM ${source} LEFT JOIN ${result}
      WHERE s.organisation = $1 AND ${place} AND ${inYear} GROUP BY 1`,
    scopeValues(organisation, scope),
  );
  return new Map(
    z
      .array(LeftOut)
      .parse(rows)
      .map(({ why, count }) => [why, count]),
  );
}

const YearCount = z.object({ year: z.int(), instrument: InstrumentHash, results: z.int() });
export type YearCount = z.infer<typeof YearCount>;

/** Newest year first, in it the instrument with most results first. */
export async function countYears(
  db: Queryable,
  organisation: OrganisationId,
  { province, institution }: Place,
): Promise<readonly YearCount[]> {
  const { rows } = await db.query(
    `SELECT extract(year FROM s.start_day)::int AS year, s.instrument, count(*)::int AS results
       FROM ${source} JOIN ${result}
      WHERE s.organisation = $1 AND ${place} AND s.start_day IS NOT NULL
      GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC, 2`,
    [organisation, province, institution],
  );
  return z.array(YearCount).parse(rows);
}

const Government = z.object({ id: InstitutionId, name: z.string(), regency: z.nullable(z.string()), offices: z.int() });
export type Government = z.infer<typeof Government>;

/** Institutions with how many offices of theirs the directory knows. */
export async function listGovernments(db: Queryable, organisation: OrganisationId): Promise<readonly Government[]> {
  const { rows } = await db.query(
    `SELECT t.id, t.name, t.regency, count(o.id)::int AS offices
       FROM institution t LEFT JOIN office o ON o.organisation = t.organisation AND o.institution = t.id
      WHERE t.organisation = $1 GROUP BY t.organisation, t.id ORDER BY t.name, t.id`,
    [organisation],
  );
  return z.array(Government).parse(rows);
}
