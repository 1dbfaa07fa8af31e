import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { Session } from '#protocol/session.ts';
import { createServerApp } from '#server/app.ts';
import { checkArchive } from '#server/archive/read-archive.ts';
import { type RestoreSummary, restoreArchive } from '#server/archive/restore-archive.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { folderBlobStore } from '#server/blobs/folder-blob-store.ts';
import { commandName } from '#server/connect-database.ts';
import { Database } from '#server/db/database.ts';
import type { ServerDeps } from '#server/deps.ts';
import { openServerDeps } from '#server/open-deps.ts';
import type { SignedIn } from './field-server.ts';
import { createTestDatabase } from './postgres.ts';

export interface RestoredServer {
  readonly summary: RestoreSummary;
  readonly deps: ServerDeps;
  readonly keysFolder: string;
  /** Listens on 127.0.0.1. */
  readonly origin: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  signIn(userName: string, password: string): Promise<SignedIn>;
  close(): Promise<void>;
}

/** A server in a database and a data folder of its own, filled from an archive. */
export async function restoreServerFrom(file: string): Promise<RestoredServer> {
  const database = await createTestDatabase();
  const db = new Database({ ...database.connection, application_name: commandName });
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'tilik-restored-'));
  const folders = evidenceFolders(dataFolder);
  const keysFolder = path.join(dataFolder, 'keys');
  const summary = await restoreArchive({
    db,
    file,
    header: await checkArchive(file),
    blobs: folderBlobStore(folders),
    uploadFolder: folders.uploads,
    keysFolder,
  });
  const faults: unknown[] = [];
  const { deps, close } = await openServerDeps({
    db,
    dataFolder,
    appFolder: null,
    trustProxy: false,
    log: (line) => void (line.level === 'error' && faults.push(line.error ?? line.message)),
  });
  const app = createServerApp(deps);
  const server = serve({ fetch: (request) => app.fetch(request), hostname: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    summary,
    deps,
    keysFolder,
    origin: `http://127.0.0.1:${port}`,
    fetch: async (url, init) => await app.request(url, init),
    signIn: async (userName, password) => {
      const response = await app.request('/api/session', {
        method: 'POST',
        body: JSON.stringify({ userName, password }),
        headers: { 'content-type': 'application/json', 'tilik-protocol': '1' },
      });
      const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      return { session: Session.parse(await response.json()), headers: { cookie } };
    },
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await close();
      await db.close();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
      if (faults.length > 0) throw new AggregateError(faults, 'The server met faults.');
    },
  };
}
