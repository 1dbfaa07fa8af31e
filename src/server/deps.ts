import type { BackupKeys } from './backups/backup-keys.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import type { UploadLocker } from './blobs/upload-locker.ts';
import type { Database } from './db/database.ts';
import type { ServerIdentity } from './db/server-identity.ts';
import type { StaticFiles } from './http/static-files.ts';
import type { Log } from './log.ts';
import type { Pokes } from './pokes.ts';
import type { Summaries } from './visits/summaries.ts';

/** What the routes are given: everything outside a request that they touch. */
export interface ServerDeps {
  readonly db: Database;
  readonly identity: ServerIdentity;
  readonly blobs: BlobStore;
  /** Where unfinished uploads lie; on the same volume as the blob store's folder. */
  readonly uploadFolder: string;
  readonly uploadLocker: UploadLocker;
  readonly backupKeys: BackupKeys;
  readonly pokes: Pokes;
  readonly summaries: Summaries;
  readonly clock: () => Date;
  readonly log: Log;
  /** The built app; null where it is served by something else. */
  readonly staticFiles: StaticFiles | null;
  /** Whether `X-Forwarded-Proto` and `X-Forwarded-For` are a proxy's own words (the configuration's `trustProxy`). */
  readonly trustProxy: boolean;
}
