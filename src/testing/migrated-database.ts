import { Database } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { createTestDatabase } from './postgres.ts';

/** A database with today's schema for one test file. Close it in `afterAll`. */
export async function createMigratedDatabase(): Promise<{
  db: Database;
  connectionString: string;
  close(): Promise<void>;
}> {
  const test = await createTestDatabase();
  const db = new Database(test.connection);
  await migrate(db);
  return {
    db,
    connectionString: test.connectionString,
    close: async () => {
      await db.close();
      await test.drop();
    },
  };
}
