import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import { PublicKeyJwk } from '#domain/change/envelope.ts';
import { OrganisationId } from '#domain/ids.ts';
import { type BackupKey, BackupKeyId } from '#protocol/backup/backup-key.ts';
import type { Queryable } from './database.ts';

const Stored = z.object({ id: BackupKeyId, public_key: PublicKeyJwk });

/** The key in use; null before the first. */
export async function findBackupKey(db: Queryable, organisation: OrganisationId): Promise<BackupKey | null> {
  const { rows } = await db.query(
    'SELECT id, public_key FROM backup_key WHERE organisation = $1 ORDER BY made_at DESC, id LIMIT 1',
    [organisation],
  );
  if (rows[0] === undefined) return null;
  const { id, public_key: publicKey } = Stored.parse(rows[0]);
  return { id, publicKey };
}

export async function insertBackupKey(tx: Queryable, organisation: OrganisationId, key: BackupKey): Promise<void> {
  await tx.query('INSERT INTO backup_key (organisation, id, public_key) VALUES ($1, $2, $3)', [
    organisation,
    key.id,
    canonicalJson(key.publicKey),
  ]);
}

export async function listOrganisations(db: Queryable): Promise<readonly OrganisationId[]> {
  const { rows } = await db.query('SELECT id FROM organisation ORDER BY id');
  return z
    .array(z.object({ id: OrganisationId }))
    .parse(rows)
    .map(({ id }) => id);
}
