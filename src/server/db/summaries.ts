import { type OrganisationId, VisitId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

/** The desk's columns of one visit (`visit_summary`), made from its log up to `seq`. */
export interface VisitSummaryRow {
  readonly visit: VisitId;
  readonly seq: number;
  readonly status: string;
  readonly statusAt: string | null;
  readonly office: string | null;
  readonly instrument: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly members: readonly string[];
  readonly outcome: string | null;
  readonly isIllustrative: boolean;
  readonly scoreLow: string | null;
  readonly scoreHigh: string | null;
  readonly category: string | null;
  readonly zone: string | null;
  readonly isProvisional: boolean;
  readonly answered: number;
  readonly expected: number;
  readonly missingEvidence: number;
  readonly notArrived: number;
  readonly conflicts: number;
  readonly held: number;
  readonly late: number;
  /** The transition whose sealed result stands; null while there is none. */
  readonly sealedN: number | null;
}

const columns = [
  'organisation',
  'visit',
  'summary_seq',
  'status',
  'status_at',
  'office',
  'instrument',
  'start_day',
  'end_day',
  'members',
  'outcome',
  'is_illustrative',
  'score_low',
  'score_high',
  'category',
  'zone',
  'is_provisional',
  'answered',
  'expected',
  'missing_evidence',
  'not_arrived',
  'conflicts',
  'held',
  'late',
  'sealed_n',
] as const;

const updates = columns.slice(2).map((column) => `${column} = excluded.${column}`);

/** A summary that a faster node made from a newer line stays. */
export async function upsertSummary(db: Queryable, organisation: OrganisationId, row: VisitSummaryRow): Promise<void> {
  await db.query(
    `INSERT INTO visit_summary AS s (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})
     ON CONFLICT (organisation, visit) DO UPDATE SET ${updates.join(', ')} WHERE s.summary_seq <= excluded.summary_seq`,
    [
      organisation,
      row.visit,
      row.seq,
      row.status,
      row.statusAt,
      row.office,
      row.instrument,
      row.start,
      row.end,
      row.members,
      row.outcome,
      row.isIllustrative,
      row.scoreLow,
      row.scoreHigh,
      row.category,
      row.zone,
      row.isProvisional,
      row.answered,
      row.expected,
      row.missingEvidence,
      row.notArrived,
      row.conflicts,
      row.held,
      row.late,
      row.sealedN,
    ],
  );
}

/** Visits whose summary is behind their log, those that changed last first. */
export async function findStaleSummaries(
  db: Queryable,
  organisation: OrganisationId,
  limit: number,
): Promise<readonly VisitId[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT v.id FROM visit v LEFT JOIN visit_summary s ON s.organisation = v.organisation AND s.visit = v.id
      WHERE v.organisation = $1 AND v.seq > coalesce(s.summary_seq, 0) ORDER BY v.changed_at DESC LIMIT $2`,
    [organisation, limit],
  );
  return rows.map(({ id }) => VisitId.parse(id));
}
