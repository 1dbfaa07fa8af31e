import path from 'node:path';
import type { ServerConfig } from '#server/config.ts';
import { commandName, connectDatabase } from '#server/connect-database.ts';
import { Database } from '#server/db/database.ts';
import { clusterName, databaseName, superuser } from '#server/db/postgres/cluster-folder.ts';
import { findPostmaster } from '#server/db/postgres/postmaster.ts';

export interface OpenedDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * The database the server uses. Where the server runs, its PostgreSQL is used beside it and left running; otherwise it is
 * started for this command and stopped again. `asItIs`: its schema is not brought up to date.
 */
export async function openDatabase(
  config: ServerConfig,
  { asItIs = false }: { readonly asItIs?: boolean } = {},
): Promise<OpenedDatabase> {
  const running = config.databaseUrl === null ? await findPostmaster(path.join(config.dataFolder, clusterName)) : null;
  if (running?.kind !== 'running') return connectDatabase(config, console.error, { asItIs });
  const database = new Database(
    { host: running.socketFolder, user: superuser, database: databaseName, application_name: commandName },
    { poolSize: 2 },
  );
  return { database, close: () => database.close() };
}
