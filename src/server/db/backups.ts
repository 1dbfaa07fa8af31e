import { canonicalJson } from '#domain/canonical.ts';
import type { OrganisationId, PersonId } from '#domain/ids.ts';
import { BackupReport } from '#protocol/backups.ts';
import type { PushRequest } from '#protocol/sync.ts';
import type { Queryable } from './database.ts';

/** Keeps what was signed. Handed in again it is there already. */
export async function insertBackupBatch(
  db: Queryable,
  organisation: OrganisationId,
  batch: PushRequest,
  receivedAt: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO backup_batch (organisation, replica, first_n, signature, public_key, prev, changes, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [
      organisation,
      batch.replica,
      batch.firstN,
      batch.signature,
      canonicalJson(batch.publicKey),
      batch.prev,
      batch.changes.map(({ id }) => id),
      receivedAt,
    ],
  );
}

/** Of two that take in the same file at once the first one's report stays. */
export async function insertBackup(db: Queryable, organisation: OrganisationId, report: BackupReport): Promise<void> {
  await db.query(
    `INSERT INTO backup (organisation, id, person, author, handed_in_at, report) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [organisation, report.id, report.handedInBy, report.header.author, report.handedInAt, JSON.stringify(report)],
  );
}

export async function findBackup(
  db: Queryable,
  { organisation, person }: { readonly organisation: OrganisationId; readonly person: PersonId },
  id: string,
): Promise<BackupReport | null> {
  const { rows } = await db.query<{ report: unknown }>(
    'SELECT report FROM backup WHERE organisation = $1 AND person = $2 AND id = $3',
    [organisation, person, id],
  );
  return rows[0] === undefined ? null : BackupReport.parse(rows[0].report);
}

/** The newest first. `person`: only what this person handed in. */
export async function listBackups(
  db: Queryable,
  organisation: OrganisationId,
  person: PersonId | null,
  limit: number,
): Promise<readonly BackupReport[]> {
  const { rows } = await db.query<{ report: unknown }>(
    `SELECT report FROM backup WHERE organisation = $1 AND ($2::uuid IS NULL OR person = $2)
      ORDER BY handed_in_at DESC, id LIMIT $3`,
    [organisation, person, limit],
  );
  return rows.map(({ report }) => BackupReport.parse(report));
}
