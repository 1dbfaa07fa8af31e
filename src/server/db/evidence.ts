import * as z from 'zod/mini';
import type { LogItem } from '#domain/change/log.ts';
import type { OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import { Sha256 } from '#domain/ids.ts';
import type { BlobAddress } from '../blobs/blob-store.ts';
import type { Queryable, Transaction } from './database.ts';

export interface EvidenceRow {
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly mime: string;
  readonly person: PersonId;
}

/** Under the visit's lock. The photo leaves the trash, and what was known of damage is over. @returns false when it was there already. */
export async function insertEvidence(tx: Transaction, row: EvidenceRow, receivedAt: Date): Promise<boolean> {
  const { organisation, visit, sha256 } = row;
  tx.enqueue('DELETE FROM evidence_trash WHERE organisation = $1 AND visit = $2 AND sha256 = $3', [
    organisation,
    visit,
    sha256,
  ]);
  const { rows } = await tx.query<{ is_new: boolean }>(
    `INSERT INTO evidence (organisation, visit, sha256, bytes, mime, person, received_at, checked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
     ON CONFLICT (organisation, visit, sha256) DO UPDATE SET damaged_at = NULL, checked_at = excluded.checked_at
     RETURNING xmax = 0 AS is_new`,
    [organisation, visit, sha256, row.bytes, row.mime, row.person, receivedAt],
  );
  return rows[0]?.is_new === true;
}

const Found = z.object({ bytes: z.int(), mime: z.string(), damaged_at: z.nullable(z.date()) });

export async function findEvidence(
  db: Queryable,
  { organisation, visit, sha256 }: BlobAddress,
): Promise<{ readonly bytes: number; readonly mime: string; readonly isDamaged: boolean } | null> {
  const { rows } = await db.query(
    'SELECT bytes, mime, damaged_at FROM evidence WHERE organisation = $1 AND visit = $2 AND sha256 = $3',
    [organisation, visit, sha256],
  );
  if (rows[0] === undefined) return null;
  const { bytes, mime, damaged_at } = Found.parse(rows[0]);
  return { bytes, mime, isDamaged: damaged_at !== null };
}

/** What reading the bytes has shown. The first time at which damage was seen stays. */
export async function noteCheck(
  db: Queryable,
  { organisation, visit, sha256 }: BlobAddress,
  isWhole: boolean,
  at: Date,
): Promise<void> {
  await db.query(
    `UPDATE evidence SET checked_at = $4, damaged_at = CASE WHEN $5 THEN NULL ELSE coalesce(damaged_at, $4) END
      WHERE organisation = $1 AND visit = $2 AND sha256 = $3`,
    [organisation, visit, sha256, at, isWhole],
  );
}

const Line = z.object({
  sha256: Sha256,
  bytes: z.int(),
  received_at: z.date(),
  damaged_at: z.nullable(z.date()),
});
export type EvidenceLine = z.infer<typeof Line>;

/** With those of visits that were merged into this one. */
export async function listEvidence(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
): Promise<readonly EvidenceLine[]> {
  const { rows } = await db.query(
    `SELECT DISTINCT ON (sha256) sha256, bytes, received_at, damaged_at FROM evidence
      WHERE organisation = $1 AND visit IN (SELECT $2::uuid UNION SELECT id FROM visit WHERE organisation = $1 AND merged_into = $2)
      ORDER BY sha256, damaged_at NULLS FIRST`,
    [organisation, visit],
  );
  return z.array(Line).parse(rows);
}

/** Photos whose bytes were not read for the longest time. */
export async function findUnchecked(db: Queryable, before: Date, limit: number): Promise<readonly BlobAddress[]> {
  const { rows } = await db.query<BlobAddress>(
    `SELECT organisation, visit, sha256 FROM evidence WHERE coalesce(checked_at, received_at) < $1
      ORDER BY coalesce(checked_at, received_at) LIMIT $2`,
    [before, limit],
  );
  return rows;
}

const Naming = z.object({ sha256: Sha256 });

/** Photos that the changes among the lines name. */
export function photosNamed(items: readonly LogItem[]): readonly Sha256[] {
  const named = items.flatMap((item) => {
    if (item.kind !== 'change' || !item.change.content.register.startsWith('evidence/')) return [];
    const value = Naming.safeParse(item.change.body?.value);
    return value.success ? [value.data.sha256] : [];
  });
  return [...new Set(named)];
}

/** Under the visit's lock, with the changes themselves: from now on these are never cleaned away. */
export function noteNamed(tx: Transaction, organisation: OrganisationId, photos: readonly Sha256[]): void {
  if (photos.length === 0) return;
  tx.enqueue('INSERT INTO evidence_named SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING', [
    organisation,
    photos.toSorted(),
  ]);
}

export async function isNamed(db: Queryable, { organisation, sha256 }: BlobAddress): Promise<boolean> {
  const { rows } = await db.query('SELECT 1 FROM evidence_named WHERE organisation = $1 AND sha256 = $2', [
    organisation,
    sha256,
  ]);
  return rows.length > 0;
}
