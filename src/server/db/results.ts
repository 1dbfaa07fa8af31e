import type { OrganisationId, VisitId } from '#domain/ids.ts';
import type { Rational } from '#domain/scoring/score-types.ts';
import type { Queryable } from './database.ts';

export interface ResultPart {
  readonly level: 'dimension' | 'indicator';
  readonly node: string;
  /** 0–1. */
  readonly value: Rational;
}

/** One sealed result, taken apart (`visit_result`). */
export interface ResultRow {
  readonly visit: VisitId;
  /** The number of the approval among the visit's transitions. */
  readonly sealedN: number;
  /** 0–100. */
  readonly total: Rational;
  readonly rounded: string;
  readonly category: string;
  readonly zone: string;
  /** Null where the log does not give the sealed total any more. */
  readonly parts: readonly ResultPart[] | null;
}

export async function hasResult(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  sealedN: number,
): Promise<boolean> {
  const { rows } = await db.query(
    'SELECT 1 FROM visit_result WHERE organisation = $1 AND visit = $2 AND sealed_n = $3',
    [organisation, visit, sealedN],
  );
  return rows.length === 1;
}

/** Results never change: what another node kept meanwhile is the same. */
export async function insertResult(db: Queryable, organisation: OrganisationId, row: ResultRow): Promise<void> {
  const parts = row.parts ?? [];
  await db.query(
    `WITH kept AS (
       INSERT INTO visit_result (organisation, visit, sealed_n, numerator, denominator, rounded, category, zone, has_parts)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING organisation, visit, sealed_n)
     INSERT INTO visit_result_part (organisation, visit, sealed_n, level, node, numerator, denominator)
     SELECT kept.*, p.* FROM kept, unnest($10::text[], $11::text[], $12::numeric[], $13::numeric[]) AS p`,
    [
      organisation,
      row.visit,
      row.sealedN,
      row.total.numerator.toString(),
      row.total.denominator.toString(),
      row.rounded,
      row.category,
      row.zone,
      row.parts !== null,
      parts.map(({ level }) => level),
      parts.map(({ node }) => node),
      parts.map(({ value }) => value.numerator.toString()),
      parts.map(({ value }) => value.denominator.toString()),
    ],
  );
}
