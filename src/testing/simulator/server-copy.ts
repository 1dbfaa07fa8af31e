import * as z from 'zod/mini';
import type { OrganisationId } from '#domain/ids.ts';
import type { Database } from '#server/db/database.ts';

/** What the tablets send and pull, in an order in which rows can be put back. */
const tables = [
  'visit',
  'visit_log',
  'change_body',
  'replica',
  'replica_batch',
  'visit_person',
  'command',
  'evidence',
  'visit_summary',
] as const;

export interface OrganisationCopy {
  readonly rows: ReadonlyMap<string, string>;
  readonly feedPosition: number;
}

const Copied = z.object({ rows: z.nullable(z.string()) });
const Position = z.object({ position: z.int() });

/** Yesterday's archive of one organisation. */
export async function copyOrganisation(db: Database, organisation: OrganisationId): Promise<OrganisationCopy> {
  const rows = new Map<string, string>();
  for (const table of tables) {
    const [found] = (
      await db.query(`SELECT json_agg(t)::text AS rows FROM ${table} t WHERE organisation = $1`, [organisation])
    ).rows;
    rows.set(table, Copied.parse(found).rows ?? '[]');
  }
  const [at] = (await db.query('SELECT feed_position AS position FROM organisation WHERE id = $1', [organisation]))
    .rows;
  return { rows, feedPosition: Position.parse(at).position };
}

/** Puts the archive back in the place of what there is. The log is append-only, so its guards are set aside for this. */
export async function restoreOrganisation(
  db: Database,
  organisation: OrganisationId,
  { rows, feedPosition }: OrganisationCopy,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    for (const table of tables) {
      await tx.query(`DELETE FROM ${table} WHERE organisation = $1`, [organisation]);
      await tx.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`, [
        rows.get(table) ?? '[]',
      ]);
    }
    // Which visits wait for a place in the feed is not in any archive.
    await tx.query('DELETE FROM visit_moved WHERE organisation = $1', [organisation]);
    await tx.query('UPDATE organisation SET feed_position = $2 WHERE id = $1', [organisation, feedPosition]);
  });
}

const otherTables = ['visit_moved', 'session', 'membership', 'person', 'office', 'institution'] as const;

/** Removes every trace of an organisation. */
export async function forgetOrganisation(db: Database, organisation: OrganisationId): Promise<void> {
  await db.transaction(async (tx) => {
    tx.enqueue('SET LOCAL session_replication_role = replica');
    for (const table of [...tables, ...otherTables])
      tx.enqueue(`DELETE FROM ${table} WHERE organisation = $1`, [organisation]);
    tx.enqueue('DELETE FROM organisation WHERE id = $1', [organisation]);
  });
}
