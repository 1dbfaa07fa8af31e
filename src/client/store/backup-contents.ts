import * as z from 'zod/mini';
import { Instant } from '#domain/ids.ts';
import { BackupKey } from '#protocol/backup/backup-key.ts';
import type { OnlyHere } from './backups.ts';
import { keptIn, readKept } from './kept.ts';
import type { EvidenceRow, IntentRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

const LastBackup = z.object({ at: Instant, upTo: z.int() });
const WithKey = z.looseObject({ backupKey: BackupKey });

export async function readOnlyHere(store: VisitStore): Promise<OnlyHere> {
  return await store.db.read(['outbox', 'evidence', 'intents', 'kept'], async (tx) => {
    const [orders, photos, intents, last, directory] = await Promise.all([
      tx.objectStore('outbox').getAllKeys(),
      tx.objectStore('evidence').index('isSent').getAll(0),
      tx.objectStore('intents').getAll(),
      tx.objectStore('kept').get('lastBackup'),
      keptIn(tx, 'directory'),
    ]);
    const backup = LastBackup.safeParse(last?.value);
    return {
      changes: orders.length,
      photos: photos.length,
      photoBytes: photos.reduce((sum, { bytes }) => sum + bytes, 0),
      submits: intents.filter(({ refused }) => refused === null).length,
      lastBackup: backup.success
        ? {
            at: backup.data.at,
            changesSince: orders.filter((order) => order > backup.data.upTo).length,
            photosSince: photos.filter(({ keptAt }) => Date.parse(keptAt) > Date.parse(backup.data.at)).length,
          }
        : null,
      canBackUp: WithKey.safeParse(directory).success,
    };
  });
}

/** What backups are sealed to; null on a device that has never been in touch with a server that tells it. */
export async function keptBackupKey(store: VisitStore): Promise<BackupKey | null> {
  const directory = WithKey.safeParse(await readKept(store.db, 'directory'));
  return directory.success ? directory.data.backupKey : null;
}

export async function unconfirmed(
  store: VisitStore,
): Promise<{ readonly photos: readonly EvidenceRow[]; readonly intents: readonly IntentRow[]; readonly upTo: number }> {
  return await store.db.read(['outbox', 'evidence', 'intents'], async (tx) => {
    const [photos, intents, orders] = await Promise.all([
      tx.objectStore('evidence').index('isSent').getAll(0),
      tx.objectStore('intents').getAll(),
      tx.objectStore('outbox').getAllKeys(),
    ]);
    return { photos, intents: intents.filter(({ refused }) => refused === null), upTo: Math.max(0, ...orders) };
  });
}

export async function noteBackup(store: VisitStore, at: string, upTo: number): Promise<void> {
  await store.db.write(['kept'], (tx) => tx.objectStore('kept').put({ key: 'lastBackup', value: { at, upTo } }));
  store.events.emit({ kind: 'outbox', isNew: false });
}
