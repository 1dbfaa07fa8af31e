import type { ServerConfig } from './config.ts';
import { Database, serverName } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openDataFolder } from './db/postgres/cluster-folder.ts';
import { startOwnPostgres } from './db/postgres/own-postgres.ts';
import { StartProblem } from './start-problem.ts';

const oldestSupported = 150_000;
/** A command beside the server is not the server. */
export const commandName = 'tilik-command';

export interface ConnectedDatabase {
  readonly database: Database;
  /** Settles when our own PostgreSQL is gone; never for one that somebody else runs. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
}

/** The database of DATABASE_URL, else one of our own in the data folder; its schema brought up to date, unless asked not to. */
export async function connectDatabase(
  config: ServerConfig,
  log: (line: string) => void,
  { asItIs = false }: { readonly asItIs?: boolean } = {},
): Promise<ConnectedDatabase> {
  const name = asItIs ? commandName : serverName;
  const connected =
    config.databaseUrl === null
      ? await connectOwn(config, name, log)
      : await connectGiven(config, name, config.databaseUrl);
  try {
    if (!asItIs) await migrate(connected.database);
  } catch (error) {
    await connected.close();
    throw error;
  }
  return connected;
}

async function connectOwn(
  { dataFolder }: ServerConfig,
  name: string,
  log: (line: string) => void,
): Promise<ConnectedDatabase> {
  const postgres = await startOwnPostgres({ dataFolder, log });
  if (postgres.isAdopted) log('PostgreSQL was still running after an unclean stop and has been taken over.');
  const database = new Database({ ...postgres.connection, application_name: name });
  return {
    database,
    lost: postgres.lost,
    close: async () => {
      await database.close();
      await postgres.stop();
    },
  };
}

async function connectGiven(
  { dataFolder }: ServerConfig,
  name: string,
  connectionString: string,
): Promise<ConnectedDatabase> {
  await openDataFolder(dataFolder);
  const database = new Database({ connectionString, application_name: name });
  const version = await readVersion(database).catch(async (error: unknown) => {
    await database.close();
    throw new StartProblem(
      `The database of DATABASE_URL cannot be reached: ${error instanceof Error ? error.message : String(error)}. Check its address, user and password, and that it runs.`,
    );
  });
  if (version < oldestSupported) {
    await database.close();
    throw new StartProblem(
      `The PostgreSQL of DATABASE_URL is version ${Math.floor(version / 10_000)}; Tilik needs ${oldestSupported / 10_000} or newer.`,
    );
  }
  return { database, lost: new Promise(() => {}), close: () => database.close() };
}

async function readVersion(database: Database): Promise<number> {
  const { rows } = await database.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
  return Number(rows[0]?.version);
}
