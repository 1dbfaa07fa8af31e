import * as z from 'zod/mini';
import { type LogItem, UnknownLogItem } from '#domain/change/log.ts';
import type { ChangeId, OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { Queryable, Transaction } from './database.ts';
import { noteNamed, photosNamed } from './evidence.ts';
import { insertSealing } from './verification.ts';

/** A line as the log keeps it: the wire's line, without the change's body, which has a row of its own. */
export interface StoredLine {
  readonly visit: VisitId;
  readonly head: Sha256;
  readonly item: LogItem;
}

const insertStatement = {
  name: 'log-insert',
  text: `WITH lines AS (
      INSERT INTO visit_log (organisation, visit, seq, kind, change, register, verdict, about, line, head)
      SELECT $1, l.* FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::json[], $8::text[],
        $9::json[], $10::text[]) AS l
    )
    INSERT INTO change_body (organisation, change, body) SELECT $1, b.* FROM unnest($11::text[], $12::json[]) AS b
    ON CONFLICT DO NOTHING`,
} as const;

const moveStatement = {
  name: 'visits-move',
  text: `WITH moved AS (
      INSERT INTO visit_moved (organisation, visit, seq) SELECT $1, * FROM unnest($2::uuid[], $3::bigint[])
    )
    UPDATE visit v SET seq = m.seq, head = m.head, changed_at = $5,
        statuses = CASE WHEN $6::text IS NULL THEN v.statuses ELSE v.statuses || $6 END
      FROM unnest($2::uuid[], $3::bigint[], $4::text[]) AS m (id, seq, head)
     WHERE v.organisation = $1 AND v.id = m.id`,
} as const;

/**
 * Appends lines under the locks of their visits, and notes that the visits have moved. However many lines, it is two statements.
 * @param movedTo the status to which a transition among the lines leads.
 */
export function appendLines(
  tx: Transaction,
  organisation: OrganisationId,
  lines: readonly StoredLine[],
  receivedAt: Date,
  movedTo: string | null = null,
): void {
  const bodies = lines.flatMap(({ item }) =>
    item.kind === 'change' && item.change.body !== null ? [item.change] : [],
  );
  tx.enqueue(insertStatement, [
    organisation,
    lines.map(({ visit }) => visit),
    lines.map(({ item }) => item.seq),
    lines.map(({ item }) => item.kind),
    lines.map(({ item }) => (item.kind === 'change' ? item.change.id : null)),
    lines.map(({ item }) => (isOfChange(item) ? item.change.content.register : null)),
    lines.map(({ item }) => (isOfChange(item) ? JSON.stringify(item.verdict) : null)),
    lines.map(({ item }) => aboutOf(item)),
    lines.map(({ item }) => JSON.stringify(lineOf(item))),
    lines.map(({ head }) => head),
    bodies.map(({ id }) => id),
    bodies.map(({ body }) => JSON.stringify(body)),
  ]);
  noteNamed(tx, organisation, photosNamed(lines.map(({ item }) => item)));
  for (const { visit, item } of lines) {
    const code = item.kind === 'transition' ? item.transition.result?.code : undefined;
    if (code !== undefined) insertSealing(tx, code, { organisation, visit, seq: item.seq });
  }
  const newest = [...new Map(lines.map((line) => [line.visit, line])).values()];
  tx.enqueue(moveStatement, [
    organisation,
    newest.map(({ visit }) => visit),
    newest.map(({ item }) => item.seq),
    newest.map(({ head }) => head),
    receivedAt,
    movedTo,
  ]);
}

function isOfChange(item: LogItem): item is LogItem & { readonly kind: 'change' | 'adopted' } {
  return item.kind === 'change' || item.kind === 'adopted';
}

/** A change stands in the log once, under its id. The line that adopts it is about it, as a decision is. */
function aboutOf(item: LogItem): ChangeId | null {
  if (item.kind === 'decision' || item.kind === 'redaction') return item.change;
  return item.kind === 'adopted' ? item.change.id : null;
}

/** What is not in columns of its own. */
function lineOf(item: LogItem): unknown {
  switch (item.kind) {
    case 'change':
    case 'adopted': {
      const { seq: _seq, kind: _kind, verdict: _verdict, change, ...rest } = item;
      const { body: _body, ...kept } = change;
      return { ...rest, change: kept };
    }
    case 'decision':
    case 'redaction': {
      const { seq: _seq, kind: _kind, change: _change, ...rest } = item;
      return rest;
    }
    default: {
      const { seq: _seq, kind: _kind, ...rest } = item;
      return rest;
    }
  }
}

/** A row of the log with its body, as it is read. */
export interface LineRow {
  readonly visit: VisitId;
  readonly seq: number;
  readonly kind: string;
  readonly verdict: unknown;
  readonly about: ChangeId | null;
  readonly line: Record<string, unknown>;
  readonly body: unknown;
}

export const lineColumns = 'l.visit, l.seq, l.kind, l.verdict, l.about, l.line, b.body';
export const lineSource = `visit_log l LEFT JOIN change_body b ON b.organisation = l.organisation
  AND b.change = CASE WHEN l.kind = 'adopted' THEN l.about ELSE l.change END`;

/** The line as it goes over the wire. */
export function itemOf(row: LineRow): UnknownLogItem {
  const { seq, kind, line } = row;
  if (kind === 'change' || kind === 'adopted') {
    const change = z.looseObject({}).parse(line.change);
    return UnknownLogItem.parse({ seq, kind, ...line, verdict: row.verdict, change: { ...change, body: row.body } });
  }
  return UnknownLogItem.parse({ seq, kind, ...line, ...(row.about === null ? {} : { change: row.about }) });
}

/** Lines after a seq, in order, as they go over the wire. */
export async function findLines(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  page: { readonly after: number; readonly limit: number; readonly maxBytes: number },
): Promise<readonly UnknownLogItem[]> {
  // A page ends with the line that fills it: the first is given whatever its size.
  const { rows } = await db.query<LineRow>(
    `SELECT * FROM (
       SELECT ${lineColumns},
              sum(octet_length(l.line::text) + coalesce(octet_length(b.body::text), 0)) OVER (ORDER BY l.seq)
                - octet_length(l.line::text) - coalesce(octet_length(b.body::text), 0) AS bytes_before
         FROM ${lineSource} WHERE l.organisation = $1 AND l.visit = $2 AND l.seq > $3 AND l.seq <= $3 + $4
     ) page WHERE bytes_before <= $5 ORDER BY seq`,
    [organisation, visit, page.after, page.limit, page.maxBytes],
  );
  return rows.map(itemOf);
}

export async function findWholeLog(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
): Promise<readonly UnknownLogItem[]> {
  const { rows } = await db.query<LineRow>(
    `SELECT ${lineColumns} FROM ${lineSource} WHERE l.organisation = $1 AND l.visit = $2 ORDER BY l.seq`,
    [organisation, visit],
  );
  return rows.map(itemOf);
}

/** The lines that decide who takes part: member and join changes, and what was decided about them. */
export async function findAccessLines(
  db: Queryable,
  organisation: OrganisationId,
  visits: readonly VisitId[],
): Promise<ReadonlyMap<VisitId, readonly UnknownLogItem[]>> {
  const { rows } = await db.query<LineRow>(
    `WITH access AS MATERIALIZED (
       SELECT coalesce(change, about) AS change FROM visit_log
        WHERE organisation = $1 AND visit = ANY ($2) AND (register LIKE 'member/%' OR register = 'visit/join'))
     SELECT ${lineColumns} FROM ${lineSource}
      WHERE l.organisation = $1 AND l.visit = ANY ($2) AND (l.change IN (SELECT change FROM access) OR l.about IN (SELECT change FROM access))
      ORDER BY l.visit, l.seq`,
    [organisation, visits],
  );
  const byVisit = new Map<VisitId, UnknownLogItem[]>();
  for (const row of rows) byVisit.set(row.visit, [...(byVisit.get(row.visit) ?? []), itemOf(row)]);
  return byVisit;
}

/** Which of the changes somebody has decided about. */
export async function findDecided(
  db: Queryable,
  organisation: OrganisationId,
  changes: readonly ChangeId[],
): Promise<ReadonlySet<ChangeId>> {
  const { rows } = await db.query<{ about: ChangeId }>(
    `SELECT DISTINCT about FROM visit_log WHERE organisation = $1 AND about = ANY ($2) AND kind = 'decision'`,
    [organisation, changes],
  );
  return new Set(rows.map(({ about }) => about));
}

/** Which of the changes the visit's log lacks. */
export async function findMissing(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  changes: readonly ChangeId[],
): Promise<readonly ChangeId[]> {
  const { rows } = await db.query<{ id: ChangeId }>(
    `SELECT id FROM unnest($3::text[]) WITH ORDINALITY AS asked (id, at)
      WHERE NOT EXISTS (
        SELECT 1 FROM visit_log l WHERE l.organisation = $1 AND l.change = asked.id AND l.visit = $2)
      ORDER BY at`,
    [organisation, visit, changes],
  );
  return rows.map(({ id }) => id);
}
