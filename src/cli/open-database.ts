import path from 'node:path';
import type { ServerConfig } from '#server/config.ts';
import { connectDatabase } from '#server/connect-database.ts';
import { Database } from '#server/db/database.ts';
import { clusterName, databaseName, superuser } from '#server/db/postgres/cluster-folder.ts';
import { findPostmaster } from '#server/db/postgres/postmaster.ts';

export interface OpenedDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * The database the server uses. Where the server runs, its PostgreSQL is used beside it and left running; otherwise it is
 * started for this command and stopped again.
 */
export async function openDatabase(config: ServerConfig): Promise<OpenedDatabase> {
  const running = config.databaseUrl === null ? await findPostmaster(path.join(config.dataFolder, clusterName)) : null;
  if (running?.kind !== 'running') return connectDatabase(config, console.error);
  const database = new Database(
    { host: running.socketFolder, user: superuser, database: databaseName },
    { poolSize: 2 },
  );
  return { database, close: () => database.close() };
}
