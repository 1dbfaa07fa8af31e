import * as z from 'zod/mini';
import type { OrganisationId } from '#domain/ids.ts';
import type { Database } from '#server/db/database.ts';

/**
 * Every table with an `organisation` belongs to its archive by itself; a new one without must be named in `sharedTables`, or the
 * test beside this fails.
 */
export const sharedTables: ReadonlySet<string> = new Set([
  'organisation',
  'instrument',
  'server_identity',
  'sign_in_attempt',
  'schema_migration',
]);

/** Stays as it is when the archive is put back: sessions end by a step of their own. */
const notArchived: ReadonlySet<string> = new Set(['session']);
/** Which visits wait for a place in the feed is not in any archive. */
const emptied: ReadonlySet<string> = new Set(['visit_moved']);

/** One organisation's rows of every table, as JSON, by table. */
export type OrganisationCopy = ReadonlyMap<string, string>;

const TableRow = z.object({ name: z.string(), is_owned: z.boolean() });
const Copied = z.object({ name: z.string(), rows: z.nullable(z.string()) });
export type TableRow = z.infer<typeof TableRow>;

/** Every table of the database, and whether its rows belong to organisations. */
export async function tablesOf(db: Database): Promise<readonly TableRow[]> {
  const { rows } = await db.query(
    `SELECT t.table_name AS name, EXISTS (
       SELECT FROM information_schema.columns c
        WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.column_name = 'organisation') AS is_owned
       FROM information_schema.tables t WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return z.array(TableRow).parse(rows);
}

const known = new WeakMap<Database, Promise<readonly string[]>>();

function ownedTables(db: Database): Promise<readonly string[]> {
  const names = known.get(db) ?? tablesOf(db).then((all) => all.flatMap((each) => (each.is_owned ? [each.name] : [])));
  known.set(db, names);
  return names;
}

/** Yesterday's archive of one organisation. */
export async function copyOrganisation(db: Database, organisation: OrganisationId): Promise<OrganisationCopy> {
  const parts = (await ownedTables(db))
    .filter((table) => !notArchived.has(table) && !emptied.has(table))
    .map((table) => partOf(table, 'organisation'));
  const { rows } = await db.query([...parts, partOf('organisation', 'id')].join(' UNION ALL '), [organisation]);
  return new Map(
    z
      .array(Copied)
      .parse(rows)
      .map((part) => [part.name, part.rows ?? '[]']),
  );
}

function partOf(table: string, key: string): string {
  return `SELECT '${table}' AS name, (SELECT json_agg(t)::text FROM ${table} t WHERE ${key} = $1) AS rows`;
}

/** Puts the archive back in the place of what there is. The log is append-only, so its guards are set aside for this. */
export async function restoreOrganisation(
  db: Database,
  organisation: OrganisationId,
  copy: OrganisationCopy,
): Promise<void> {
  await db.transaction(async (tx) => {
    tx.enqueue('SET LOCAL session_replication_role = replica');
    for (const table of emptied) tx.enqueue(`DELETE FROM ${table} WHERE organisation = $1`, [organisation]);
    for (const [table, rows] of copy) {
      tx.enqueue(`DELETE FROM ${table} WHERE ${table === 'organisation' ? 'id' : 'organisation'} = $1`, [organisation]);
      if (rows === '[]') continue;
      tx.enqueue(
        `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)`,
        [rows],
      );
    }
  });
}

/** Removes every trace of an organisation. */
export async function forgetOrganisation(db: Database, organisation: OrganisationId): Promise<void> {
  const tables = await ownedTables(db);
  await db.transaction(async (tx) => {
    tx.enqueue('SET LOCAL session_replication_role = replica');
    for (const table of tables) tx.enqueue(`DELETE FROM ${table} WHERE organisation = $1`, [organisation]);
    tx.enqueue('DELETE FROM organisation WHERE id = $1', [organisation]);
  });
}
