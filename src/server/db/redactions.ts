import * as z from 'zod/mini';
import { Erasure } from '#domain/change/redaction.ts';
import { ChangeId, OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { BlobAddress } from '../blobs/blob-store.ts';
import type { Queryable, Transaction } from './database.ts';

/** Salt and value are gone; the line that commits to them stays. */
export function deleteBodies(tx: Transaction, organisation: OrganisationId, changes: readonly ChangeId[]): void {
  tx.enqueue('DELETE FROM change_body WHERE organisation = $1 AND change = ANY ($2)', [organisation, changes]);
}

/** Under the visit's lock: from now on nothing brings the photo back. Its bytes are removed once this is committed. */
export function noteErasedPhotos(
  tx: Transaction,
  organisation: OrganisationId,
  visit: VisitId,
  photos: ReadonlyMap<Sha256, Erasure>,
): void {
  if (photos.size === 0) return;
  const hashes = [...photos.keys()];
  tx.enqueue(
    `INSERT INTO erased_photo (organisation, visit, sha256, erasure) SELECT $1, $2, * FROM unnest($3::text[], $4::json[])
     ON CONFLICT DO NOTHING`,
    [organisation, visit, hashes, [...photos.values()].map((erasure) => JSON.stringify(erasure))],
  );
  for (const table of ['evidence', 'evidence_trash'])
    tx.enqueue(`DELETE FROM ${table} WHERE organisation = $1 AND visit = $2 AND sha256 = ANY ($3)`, [
      organisation,
      visit,
      hashes,
    ]);
}

const PhotoRow = z.object({ visit: VisitId, sha256: Sha256, erasure: Erasure });
export type ErasedPhoto = z.infer<typeof PhotoRow>;

export async function findErasedPhotos(
  db: Queryable,
  organisation: OrganisationId,
  visits: readonly VisitId[],
): Promise<readonly ErasedPhoto[]> {
  const { rows } = await db.query(
    'SELECT visit, sha256, erasure FROM erased_photo WHERE organisation = $1 AND visit = ANY ($2)',
    [organisation, visits],
  );
  return z.array(PhotoRow).parse(rows);
}

export async function isErasedPhoto(db: Queryable, { organisation, visit, sha256 }: BlobAddress): Promise<boolean> {
  const { rows } = await db.query('SELECT 1 FROM erased_photo WHERE organisation = $1 AND visit = $2 AND sha256 = $3', [
    organisation,
    visit,
    sha256,
  ]);
  return rows.length > 0;
}

const Address = z.object({ organisation: OrganisationId, visit: VisitId, sha256: Sha256 });

export async function findAllErasedPhotos(db: Queryable): Promise<readonly BlobAddress[]> {
  return z.array(Address).parse((await db.query('SELECT organisation, visit, sha256 FROM erased_photo')).rows);
}

const AwaitedRow = z.object({ change: ChangeId, erasure: Erasure });

const awaitedStatement = {
  name: 'redactions-awaited',
  text: 'SELECT change, erasure FROM awaited_redaction WHERE organisation = $1 AND change = ANY ($2)',
} as const;

/** Redactions that were here before the changes they are about. */
export async function findAwaited(
  tx: Queryable,
  organisation: OrganisationId,
  changes: readonly ChangeId[],
): Promise<ReadonlyMap<ChangeId, Erasure>> {
  const { rows } = await tx.query(awaitedStatement, [organisation, changes]);
  return new Map(rows.map((row) => AwaitedRow.parse(row)).map(({ change, erasure }) => [change, erasure]));
}

export function awaitRedaction(
  tx: Transaction,
  organisation: OrganisationId,
  visit: VisitId,
  redactions: ReadonlyMap<ChangeId, Erasure>,
): void {
  if (redactions.size === 0) return;
  tx.enqueue(
    `INSERT INTO awaited_redaction (organisation, change, visit, erasure)
     SELECT $1, r.change, $2, r.erasure FROM unnest($3::text[], $4::json[]) AS r (change, erasure) ON CONFLICT DO NOTHING`,
    [organisation, visit, [...redactions.keys()], [...redactions.values()].map((erasure) => JSON.stringify(erasure))],
  );
}
