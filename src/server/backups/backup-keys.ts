import { PublicKeyJwk } from '#domain/change/envelope.ts';
import type { OrganisationId } from '#domain/ids.ts';
import { type BackupKey, type BackupKeyId, backupKeyIdOf } from '#protocol/backup/backup-key.ts';
import { lockOrganisation } from '../db/accounts.ts';
import { findBackupKey, insertBackupKey, listOrganisations } from '../db/backup-keys.ts';
import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';
import { readKeyFile, writeKeyFile } from './key-files.ts';

/** The key pairs that backups are sealed to: public halves in the database, private ones in files of their own. */
export interface BackupKeys {
  /** The one in use. Made where there is none, and where this server does not have the private half of it. */
  current(organisation: OrganisationId): Promise<BackupKey>;
  /** Also of one that is no longer in use; null where its file is not here. */
  privateKey(organisation: OrganisationId, id: BackupKeyId): Promise<CryptoKey | null>;
}

export function folderBackupKeys(db: Database, folder: string, log: Log): BackupKeys {
  const usable = async (organisation: OrganisationId, key: BackupKey | null): Promise<BackupKey | null> =>
    key !== null && (await readKeyFile(folder, organisation, key.id)) !== null ? key : null;
  return {
    privateKey: (organisation, id) => readKeyFile(folder, organisation, id),
    async current(organisation) {
      const known = await usable(organisation, await findBackupKey(db, organisation));
      if (known !== null) return known;
      return await db.transaction(async (tx) => {
        // Two nodes, or two requests, make one.
        await lockOrganisation(tx, organisation);
        const stored = await findBackupKey(tx, organisation);
        const made = await usable(organisation, stored);
        if (made !== null) return made;
        if (stored !== null) log({ level: 'error', message: missing(stored.id, folder) });
        const { key, d } = await createKey();
        await writeKeyFile(folder, { format: 'tilik-backup-key', version: 1, organisation, ...key, d });
        await insertBackupKey(tx, organisation, key);
        return key;
      });
    },
  };
}

/** On every start: tablets should find a key with their next look at the directory. */
export async function prepareBackupKeys(db: Database, keys: BackupKeys): Promise<void> {
  for (const organisation of await listOrganisations(db)) await keys.current(organisation);
}

async function createKey(): Promise<{ readonly key: BackupKey; readonly d: string }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  if (d === undefined) throw new Error('A private key has its number.');
  const publicKey = PublicKeyJwk.parse({ kty, crv, x, y });
  return { key: { id: await backupKeyIdOf(publicKey), publicKey }, d };
}

function missing(id: BackupKeyId, folder: string): string {
  return `The private half of backup key ${id} is not in ${folder}. Backups that were sealed to it cannot be opened until its file is put back; tablets now get a new key.`;
}
