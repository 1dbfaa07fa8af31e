import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { publishedInstruments } from '#instruments/published.ts';
import { prepareDecoy } from './auth/password.ts';
import { folderBackupKeys, prepareBackupKeys } from './backups/backup-keys.ts';
import { evidenceFolders } from './blobs/evidence-folder.ts';
import { folderBlobStore } from './blobs/folder-blob-store.ts';
import { UploadLocker } from './blobs/upload-locker.ts';
import { careForData } from './care.ts';
import type { Database } from './db/database.ts';
import { openServerIdentity } from './db/server-identity.ts';
import type { ServerDeps } from './deps.ts';
import { publishInstruments } from './directory/publish-instruments.ts';
import { openStaticFiles } from './http/static-files.ts';
import type { Log } from './log.ts';
import { openPokes } from './pokes.ts';
import { createSummaries } from './visits/summaries.ts';

export interface OpenDeps {
  /** Its schema is up to date. */
  readonly db: Database;
  /** Evidence is kept under it. */
  readonly dataFolder: string;
  /** Where the private halves of the backup keys lie; `keys` in the data folder unless told. */
  readonly keysFolder?: string | undefined;
  /** The built app, where there is one. */
  readonly appFolder: string | null;
  readonly trustProxy: boolean;
  readonly log: Log;
}

/** Opens everything the app is made of. `close` leaves the database to who opened it. */
export async function openServerDeps(options: OpenDeps): Promise<{ deps: ServerDeps; close(): Promise<void> }> {
  const { db, log, trustProxy } = options;
  const folders = evidenceFolders(options.dataFolder);
  const uploadFolder = folders.uploads;
  await mkdir(uploadFolder, { recursive: true });
  const staticFiles = options.appFolder === null ? null : await openStaticFiles(options.appFolder);
  await publishInstruments(db, publishedInstruments);
  await prepareDecoy();
  const identity = await openServerIdentity(db);
  const pokes = await openPokes(db, log);
  const summaries = createSummaries(db, log);
  const uploadLocker = new UploadLocker(db);
  const backupKeys = folderBackupKeys(db, options.keysFolder ?? path.join(options.dataFolder, 'keys'), log);
  await prepareBackupKeys(db, backupKeys);
  const deps = {
    db,
    identity,
    blobs: folderBlobStore(folders),
    uploadFolder,
    uploadLocker,
    backupKeys,
    pokes,
    summaries,
    clock: () => new Date(),
    log,
    staticFiles,
    trustProxy,
  };
  const endCare = careForData(deps);
  return {
    deps,
    close: async () => {
      await endCare();
      await pokes.close();
      await uploadLocker.close();
      await summaries.settled();
    },
  };
}
