import * as z from 'zod/mini';
import { OrganisationId, VisitId } from '#domain/ids.ts';
import { DeskLine } from '#protocol/desk.ts';
import type { Queryable } from './database.ts';

export interface DeskFilter {
  readonly statuses: readonly string[];
  readonly office: string | null;
  readonly instrument: string | null;
  /** Words that must all occur in office, city, institution, instrument or a member's name. */
  readonly words: readonly string[];
  readonly flag: keyof typeof flags | null;
}

/** Where a page begins: after this line, in the order of the list. */
export interface DeskPosition {
  readonly changedAt: string;
  readonly visit: VisitId;
}

const flags = {
  'missing-evidence': 's.missing_evidence > 0',
  'not-arrived': 's.not_arrived > 0',
  conflict: 's.conflicts > 0',
  held: 's.held > 0',
  late: 's.late > 0',
} as const;

const source = `visit v
  JOIN visit_summary s ON s.organisation = v.organisation AND s.visit = v.id
  LEFT JOIN office o ON o.organisation = v.organisation AND o.id = s.office
  LEFT JOIN institution t ON t.organisation = v.organisation AND t.id = o.institution
  LEFT JOIN titles i ON i.hash = s.instrument`;

// Read out of each instrument once: its whole text for every visit is what took most of the time with thousands of them.
const titles = `titles AS MATERIALIZED (
  SELECT hash, body::json -> 'shortTitle' AS title,
         concat_ws(' ', body::json #>> '{shortTitle,id}', body::json #>> '{shortTitle,en}') AS words FROM instrument)`;

// Milliseconds, as the position of a page names them.
const changedAt = `date_trunc('milliseconds', v.changed_at)`;

const columns = `v.id AS visit, v.seq, s.status, s.status_at AS "statusAt", s.office, o.name AS "officeName", o.city,
  s.instrument, i.title AS "instrumentTitle", s.start_day::text AS start, s.end_day::text AS end,
  s.members, s.outcome, s.is_illustrative AS "isIllustrative", s.score_low AS "scoreLow", s.score_high AS "scoreHigh",
  s.category, s.zone, s.is_provisional AS "isProvisional", s.answered, s.expected,
  s.missing_evidence AS "missingEvidence", s.not_arrived AS "notArrived", s.conflicts, s.held, s.late,
  ${changedAt} AS "changedAt"`;

/** Newest change first. */
export async function listDeskLines(
  db: Queryable,
  organisation: OrganisationId,
  filter: DeskFilter,
  page: { readonly after: DeskPosition | null; readonly limit: number },
): Promise<readonly DeskLine[]> {
  const { where, values } = conditions(organisation, filter);
  const start = values.length;
  const { rows } = await db.query(
    `WITH ${titles} SELECT ${columns} FROM ${source} WHERE ${where}
       AND ($${start + 1}::timestamptz IS NULL OR (${changedAt}, v.id) < ($${start + 1}, $${start + 2}::uuid))
     ORDER BY ${changedAt} DESC, v.id DESC LIMIT $${start + 3}`,
    [...values, page.after?.changedAt ?? null, page.after?.visit ?? null, page.limit],
  );
  return rows.map(deskLineOf);
}

export async function countDeskLines(db: Queryable, organisation: OrganisationId, filter: DeskFilter): Promise<number> {
  const { where, values } = conditions(organisation, filter);
  const { rows } = await db.query(`WITH ${titles} SELECT count(*)::int AS total FROM ${source} WHERE ${where}`, values);
  return z.object({ total: z.int() }).parse(rows[0]).total;
}

function conditions(organisation: OrganisationId, filter: DeskFilter): { where: string; values: unknown[] } {
  const where = [
    'v.organisation = $1',
    // It counts where it was merged into.
    'v.merged_into IS NULL',
    '(cardinality($2::text[]) = 0 OR s.status = ANY ($2))',
    '($3::text IS NULL OR s.office::text = $3)',
    '($4::text IS NULL OR s.instrument = $4)',
    // Put together once for a visit, however many words are looked for.
    `CASE WHEN cardinality($5::text[]) = 0 THEN true ELSE lower(
       concat_ws(' ', o.name, o.city, t.name, i.words, s.start_day::text, (
         SELECT string_agg(p.name, ' ') FROM person p WHERE p.organisation = v.organisation AND p.id = ANY (s.members)))
       ) LIKE ALL ($5) END`,
    ...(filter.flag === null ? [] : [flags[filter.flag]]),
  ];
  return {
    where: where.join(' AND '),
    values: [organisation, filter.statuses, filter.office, filter.instrument, filter.words.map(anywhere)],
  };
}

/** A pattern for the word as it is: its own `%`, `_` and `\\` mean themselves. */
function anywhere(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

const Times = z.object({ statusAt: z.nullable(z.date()), changedAt: z.date() });

function deskLineOf(row: Record<string, unknown>): DeskLine {
  const { statusAt, changedAt } = Times.parse(row);
  return DeskLine.parse({ ...row, statusAt: statusAt?.toISOString() ?? null, changedAt: changedAt.toISOString() });
}

/** Visits whose id begins so, of any organisation: for the command line, whose user owns the data anyway. Two are enough. */
export async function findVisitsByPrefix(
  db: Queryable,
  prefix: string,
): Promise<readonly { readonly organisation: OrganisationId; readonly visit: VisitId }[]> {
  const { rows } = await db.query(
    `SELECT organisation, id AS visit FROM visit WHERE id::text LIKE $1 || '%' ORDER BY id LIMIT 2`,
    [prefix],
  );
  return z.array(z.object({ organisation: OrganisationId, visit: VisitId })).parse(rows);
}
