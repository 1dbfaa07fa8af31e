import * as z from 'zod/mini';
import { Epoch, OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import { type LongConnection, type Queryable, serverName } from './database.ts';
import { madeByMigrations, migrationsTable } from './migrate.ts';

/** A table that the migrations made, with the columns that hold what was written (not what is computed). */
export interface ArchivedTable {
  readonly table: string;
  readonly columns: readonly string[];
}

const Columns = z.object({ table: z.string(), columns: z.array(z.string()) });
const Reference = z.object({ from: z.string(), to: z.string() });
const Named = z.object({ name: z.string() });

/** Every table of ours that there is, in an order in which rows can be put back: what is referred to comes first. */
export async function archivedTables(db: Queryable): Promise<readonly ArchivedTable[]> {
  const { tables } = await madeByMigrations();
  const { rows } = await db.query(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = ANY ($1)
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      GROUP BY c.relname ORDER BY c.relname`,
    [tables],
  );
  const references = await db.query(
    `SELECT DISTINCT conrelid::regclass::text AS from, confrelid::regclass::text AS to
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid`,
  );
  return inOrder(
    rows.map((row) => Columns.parse(row)),
    references.rows.map((row) => Reference.parse(row)),
  );
}

function inOrder(
  tables: readonly ArchivedTable[],
  references: readonly z.infer<typeof Reference>[],
): readonly ArchivedTable[] {
  const ordered: ArchivedTable[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const isFree = ({ table }: ArchivedTable): boolean =>
      !references.some(({ from, to }) => from === table && left.some((other) => other.table === to));
    const free = left.filter(isFree);
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${left.map(({ table }) => table).join(', ')}.`);
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}

export function tableText({ table, columns }: ArchivedTable): string {
  return `${quoted(table)} (${columns.map(quoted).join(', ')})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Migrations that were applied, in order; null in a database that has never been Tilik's. */
export async function appliedMigrations(db: Queryable): Promise<readonly string[] | null> {
  if (!(await hasTable(db, migrationsTable))) return null;
  const { rows } = await db.query(`SELECT name FROM ${migrationsTable} ORDER BY name`);
  return rows.map((row) => Named.parse(row).name);
}

/** Whether anything was ever kept in it. */
export async function isUnused(db: Queryable): Promise<boolean> {
  if (!(await hasTable(db, 'organisation'))) return true;
  return (await db.query('SELECT 1 FROM organisation LIMIT 1')).rows.length === 0;
}

async function hasTable(db: Queryable, table: string): Promise<boolean> {
  const { rows } = await db.query<{ has: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS has`, [`public.${table}`]);
  return rows[0]?.has === true;
}

/** Takes away the tables of a database in which nothing was kept, so that they can be made as the archive knew them. */
export async function dropUnused(db: LongConnection): Promise<void> {
  const { tables, functions } = await madeByMigrations();
  await db.query('BEGIN');
  try {
    await db.query(`DROP TABLE IF EXISTS ${[...tables, migrationsTable].map(quoted).join(', ')} CASCADE`);
    for (const name of functions) await db.query(`DROP FUNCTION IF EXISTS ${quoted(name)} CASCADE`);
    await db.query('COMMIT');
  } catch (error) {
    await db.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Numbers that the database gives out by itself go on behind those that were put back. */
export async function advanceSequences(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ table: string; column: string; sequence: string }>(
    `SELECT c.relname AS table, a.attname AS column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL`,
  );
  for (const { table, column, sequence } of rows) {
    await db.query(
      `SELECT setval($1::regclass, greatest((SELECT max(${quoted(column)}) FROM ${quoted(table)}), 1),
         EXISTS (SELECT 1 FROM ${quoted(table)}))`,
      [sequence],
    );
  }
}

const Photo = z.object({ organisation: OrganisationId, visit: VisitId, sha256: Sha256 });
export type NamedPhoto = z.infer<typeof Photo>;

/** Photos that the database says are held. In pages: a server holds hundreds of thousands. */
export async function* namedPhotos(db: Queryable): AsyncGenerator<NamedPhoto> {
  let after: readonly string[] = [];
  for (;;) {
    const { rows } = await db.query(
      `SELECT organisation, visit, sha256 FROM evidence
        ${after.length === 0 ? '' : 'WHERE (organisation, visit, sha256) > ($1::uuid, $2::uuid, $3::text)'}
        ORDER BY organisation, visit, sha256 LIMIT 1000`,
      after,
    );
    const photos = rows.map((row) => Photo.parse(row));
    yield* photos;
    const last = photos.at(-1);
    if (last === undefined) return;
    after = [last.organisation, last.visit, last.sha256];
  }
}

const About = z.object({ epoch: Epoch, postgres: z.string() });

export async function readAbout(db: Queryable): Promise<z.infer<typeof About>> {
  const { rows } = await db.query(`SELECT epoch, current_setting('server_version') AS postgres FROM server_identity`);
  return About.parse(rows[0]);
}

/** Whether a server has this database open now. */
export async function isServed(db: Queryable): Promise<boolean> {
  const { rows } = await db.query(
    'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 LIMIT 1',
    [serverName],
  );
  return rows.length > 0;
}
