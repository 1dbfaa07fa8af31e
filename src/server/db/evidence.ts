import * as z from 'zod/mini';
import type { OrganisationId, PersonId, Sha256, VisitId } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

export interface EvidenceRow {
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly mime: string;
  readonly person: PersonId;
}

/** @returns false when the photo was there already. */
export async function insertEvidence(tx: Queryable, row: EvidenceRow, receivedAt: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO evidence (organisation, visit, sha256, bytes, mime, person, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [row.organisation, row.visit, row.sha256, row.bytes, row.mime, row.person, receivedAt],
  );
  return rowCount === 1;
}

export async function findEvidence(
  db: Queryable,
  organisation: OrganisationId,
  visit: VisitId,
  sha256: Sha256,
): Promise<{ readonly bytes: number; readonly mime: string } | null> {
  const { rows } = await db.query(
    'SELECT bytes, mime FROM evidence WHERE organisation = $1 AND visit = $2 AND sha256 = $3',
    [organisation, visit, sha256],
  );
  return rows[0] === undefined ? null : z.object({ bytes: z.int(), mime: z.string() }).parse(rows[0]);
}
