import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { folderBlobStore } from './blobs/folder-blob-store.ts';
import type { Database } from './db/database.ts';
import { openServerIdentity } from './db/server-identity.ts';
import type { Log, ServerDeps } from './deps.ts';
import { openStaticFiles } from './http/static-files.ts';
import { openPokes } from './pokes.ts';
import { createSummaries } from './visits/summaries.ts';

export interface OpenDeps {
  /** Its schema is up to date. */
  readonly db: Database;
  /** Evidence is kept under it. */
  readonly dataFolder: string;
  /** The built app, where there is one. */
  readonly appFolder: string | null;
  readonly trustProxy: boolean;
  readonly log: Log;
}

/** Opens everything the app is made of. `close` leaves the database to who opened it. */
export async function openServerDeps(options: OpenDeps): Promise<{ deps: ServerDeps; close(): Promise<void> }> {
  const { db, log, trustProxy } = options;
  const evidence = path.join(options.dataFolder, 'evidence');
  const uploadFolder = path.join(evidence, 'uploads');
  await mkdir(uploadFolder, { recursive: true });
  const staticFiles = options.appFolder === null ? null : await openStaticFiles(options.appFolder);
  const identity = await openServerIdentity(db);
  const pokes = await openPokes(db, log);
  const summaries = createSummaries(db, log);
  const deps = {
    db,
    identity,
    blobs: folderBlobStore(path.join(evidence, 'held')),
    uploadFolder,
    pokes,
    summaries,
    clock: () => new Date(),
    log,
    staticFiles,
    trustProxy,
  };
  return {
    deps,
    close: async () => {
      await pokes.close();
      await summaries.settled();
    },
  };
}
