import { rm } from 'node:fs/promises';
import { migrate } from '#server/db/migrate.ts';
import type { SocketConnection } from '#server/db/postgres/own-postgres.ts';
import { CrashingDatabase } from './crashing-database.ts';
import { scratchFolder } from './scratch-folder.ts';
import { openServerHouse, type ServerHouse } from './server.ts';

/** A server over an empty database, for as many seeds as one likes. */
export async function buildHouse(connection: SocketConnection): Promise<ServerHouse> {
  // No seed pulls the plug of PostgreSQL itself, so its commits need not wait for the disk.
  const db = new CrashingDatabase({ ...connection, options: '-c synchronous_commit=off' } as SocketConnection);
  await migrate(db);
  await db.query(`ALTER DATABASE ${connection.database} SET synchronous_commit = off`);
  const dataFolder = await scratchFolder('tilik-simulation-');
  const house = await openServerHouse(db, dataFolder);
  return {
    ...house,
    close: async () => {
      await house.close();
      await db.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
