import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { SocketConnection } from '#server/db/postgres/own-postgres.ts';

/** Given by the global set-up (`postgres-cluster.ts`). */
declare module 'vitest' {
  interface ProvidedContext {
    postgres: SocketConnection;
  }
}

export interface TestDatabase {
  readonly connection: SocketConnection;
  /** The same as a URL, as in DATABASE_URL. */
  readonly connectionString: string;
  /** Ends every connection to it, then removes it. */
  drop(): Promise<void>;
}

/** An empty database of this test file's own in the run's PostgreSQL: call it in `beforeAll`, drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await runOn(server, `CREATE DATABASE ${database}`);
  return {
    connection: { ...server, database },
    connectionString: `postgresql://${server.user}@${encodeURIComponent(server.host)}/${database}`,
    drop: () => runOn(server, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
}

async function runOn(connection: SocketConnection, statement: string): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
