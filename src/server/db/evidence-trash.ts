import * as z from 'zod/mini';
import { OrganisationId, PersonId, Sha256, VisitId } from '#domain/ids.ts';
import type { BlobAddress } from '../blobs/blob-store.ts';
import type { Queryable } from './database.ts';

const Address = z.object({ organisation: OrganisationId, visit: VisitId, sha256: Sha256 });

const Trashed = z.object({
  bytes: z.int(),
  mime: z.string(),
  person: z.nullable(PersonId),
  received_at: z.date(),
});
export type TrashedEvidence = z.infer<typeof Trashed>;

const at = 'organisation = $1 AND visit = $2 AND sha256 = $3';
const keyOf = ({ organisation, visit, sha256 }: BlobAddress) => [organisation, visit, sha256] as const;

/** Names are noted with the changes; this learns what came in another way, as out of an older archive. */
export async function learnNames(db: Queryable): Promise<void> {
  await db.query(
    `INSERT INTO evidence_named (organisation, sha256)
     SELECT DISTINCT l.organisation, b.body->'value'->>'sha256'
       FROM visit_log l JOIN change_body b ON b.organisation = l.organisation AND b.change = l.change
      WHERE l.register LIKE 'evidence/%' AND b.body->'value'->>'sha256' ~ '^[0-9a-f]{64}$'
     ON CONFLICT DO NOTHING`,
  );
}

/** Photos with a row that no change of their organisation has ever named. */
export async function findUnnamed(db: Queryable, before: Date, limit: number): Promise<readonly BlobAddress[]> {
  const { rows } = await db.query(
    `SELECT organisation, visit, sha256 FROM evidence e WHERE received_at < $1
        AND NOT EXISTS (SELECT 1 FROM evidence_named n WHERE n.organisation = e.organisation AND n.sha256 = e.sha256)
      ORDER BY received_at LIMIT $2`,
    [before, limit],
  );
  return z.array(Address).parse(rows);
}

/** What is in the trash though a change has named it meanwhile. */
export async function findNamedInTrash(
  db: Queryable,
  of: { readonly organisation: OrganisationId; readonly photos: readonly Sha256[] } | 'everywhere',
): Promise<readonly BlobAddress[]> {
  const [organisation, photos] = of === 'everywhere' ? [null, null] : [of.organisation, of.photos];
  const { rows } = await db.query(
    `SELECT t.organisation, t.visit, t.sha256 FROM evidence_trash t
       JOIN evidence_named n ON n.organisation = t.organisation AND n.sha256 = t.sha256
      WHERE $1::uuid IS NULL OR (t.organisation = $1 AND t.sha256 = ANY ($2::text[]))`,
    [organisation, photos],
  );
  return z.array(Address).parse(rows);
}

export async function findTrashed(db: Queryable, before: Date): Promise<readonly BlobAddress[]> {
  const { rows } = await db.query(
    'SELECT organisation, visit, sha256 FROM evidence_trash WHERE trashed_at < $1 ORDER BY trashed_at',
    [before],
  );
  return z.array(Address).parse(rows);
}

/** Takes the row out. Null where there is none, or where it is younger. */
export async function takeUnnamedRow(
  tx: Queryable,
  address: BlobAddress,
  before: Date,
): Promise<TrashedEvidence | null> {
  const { rows } = await tx.query(
    `DELETE FROM evidence WHERE ${at} AND received_at < $4 RETURNING bytes, mime, person, received_at`,
    [...keyOf(address), before],
  );
  return rows[0] === undefined ? null : Trashed.parse(rows[0]);
}

export async function hasRow(tx: Queryable, address: BlobAddress): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM evidence WHERE ${at}`, keyOf(address))).rows.length > 0;
}

export async function isTrashed(tx: Queryable, address: BlobAddress): Promise<boolean> {
  return (await tx.query(`SELECT 1 FROM evidence_trash WHERE ${at}`, keyOf(address))).rows.length > 0;
}

export async function putIntoTrash(
  tx: Queryable,
  address: BlobAddress,
  row: TrashedEvidence,
  trashedAt: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO evidence_trash (organisation, visit, sha256, bytes, mime, person, received_at, trashed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [...keyOf(address), row.bytes, row.mime, row.person, row.received_at, trashedAt],
  );
}

export async function takeFromTrash(
  tx: Queryable,
  address: BlobAddress,
  before: Date | null = null,
): Promise<TrashedEvidence | null> {
  const { rows } = await tx.query(
    `DELETE FROM evidence_trash WHERE ${at} AND ($4::timestamptz IS NULL OR trashed_at < $4)
     RETURNING bytes, mime, person, received_at`,
    [...keyOf(address), before],
  );
  return rows[0] === undefined ? null : Trashed.parse(rows[0]);
}

/** The row as it was; not checked since. */
export async function putRowBack(tx: Queryable, address: BlobAddress, row: TrashedEvidence): Promise<void> {
  await tx.query(
    `INSERT INTO evidence (organisation, visit, sha256, bytes, mime, person, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [...keyOf(address), row.bytes, row.mime, row.person, row.received_at],
  );
}
