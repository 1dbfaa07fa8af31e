import type { Readable } from 'node:stream';
import pg from 'pg';
import { copyIn, copyOut } from './copy-table.ts';

/** A statement whose plan each connection keeps under the name. For what runs on every push. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly rowCount: number;
}

/** A database or an open transaction in it. */
export interface Queryable {
  query<Row = Record<string, unknown>>(
    statement: string | PreparedStatement,
    values?: readonly unknown[],
  ): Promise<Rows<Row>>;
}

/** Out of reach, overloaded or shutting down: worth another try later. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** What is asked without waiting for the answer before goes over the wire at once and is carried out in order. */
export interface Transaction extends Queryable {
  /** A statement whose answer nobody needs: sent at once, and part of whether the transaction commits. */
  enqueue(statement: string | PreparedStatement, values?: readonly unknown[]): void;
}

/** A connection of its own, outside the pool: for LISTEN and for locks that belong to a session. */
export interface Listener extends Queryable {
  close(): Promise<void>;
}

/** A connection of its own for work that takes long: no time limits, and whole tables in and out. */
export interface LongConnection extends Queryable {
  copyOut(statement: string): Readable;
  copyIn(statement: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  close(): Promise<void>;
}

export type DatabaseConnection = pg.ClientConfig;

/** int8 as number: sequence numbers and positions stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** How the server's connections are named in the database; other commands name theirs otherwise. */
export const serverName = 'tilik';

const lockTimeoutMs = 10_000;
const statementTimeoutMs = 60_000;
const retries = 4;

/** The one way to the database: a pool, transactions that are tried again after a deadlock, and notifications. */
export class Database implements Queryable {
  readonly #connection: DatabaseConnection;
  readonly #pool: pg.Pool;

  constructor(connection: DatabaseConnection, options: { poolSize?: number } = {}) {
    this.#connection = { application_name: serverName, ...connection };
    this.#pool = new pg.Pool({
      ...this.#connection,
      types,
      // A round trip costs more than most of our statements.
      pipeline: true,
      // A plan made while a table was almost empty would read all of it when it no longer is.
      options: '-c plan_cache_mode=force_custom_plan',
      max: options.poolSize ?? 10,
      connectionTimeoutMillis: 10_000,
      idle_in_transaction_session_timeout: statementTimeoutMs,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
    });
    // A connection that breaks is replaced by the pool; the query under way, or the next, reports what there is to report.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  query<Row>(statement: string | PreparedStatement, values?: readonly unknown[]): Promise<Rows<Row>> {
    return run<Row>(this.#pool, statement, values);
  }

  /** Commits what `work` did when it resolves. It may be called again, so it must not touch anything but the database. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = await this.connect();
      try {
        return await inTransaction(client, work);
      } catch (error) {
        if (attempt > retries || !isWorthRepeating(error)) throw error;
      } finally {
        client.release();
      }
    }
  }

  /** One connection of the pool for as long as the caller keeps it. */
  async connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /** Listens on a channel; `onEnd` says that the connection broke. */
  async listen(channel: string, onMessage: (payload: string) => void, onEnd: () => void): Promise<Listener> {
    const client = new pg.Client({ ...this.#connection, keepAlive: true });
    client.on('error', () => undefined);
    client.on('notification', (message) => onMessage(message.payload ?? ''));
    try {
      await client.connect();
    } catch (error) {
      throw asUnavailable(error);
    }
    client.once('end', onEnd);
    await run(client, `LISTEN ${pg.escapeIdentifier(channel)}`);
    return {
      query: (statement, values) => run(client, statement, values),
      close: async () => {
        client.off('end', onEnd);
        await client.end();
      },
    };
  }

  async connectForLong(): Promise<LongConnection> {
    const client = new pg.Client({ ...this.#connection, types, keepAlive: true });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      throw asUnavailable(error);
    }
    return {
      query: (statement, values) => run(client, statement, values),
      copyOut: (statement) => copyOut(client, statement),
      copyIn: (statement, chunks) => copyIn(client, statement, chunks),
      close: () => client.end(),
    };
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

async function inTransaction<T>(client: pg.PoolClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const sent: Promise<unknown>[] = [];
  const enqueue = (statement: string | PreparedStatement, values?: readonly unknown[]): void => {
    const answer = run(client, statement, values);
    // Whether it failed is asked below, when all of it has been sent.
    answer.catch(() => undefined);
    sent.push(answer);
  };
  enqueue('BEGIN');
  try {
    const result = await work({ query: (statement, values) => run(client, statement, values), enqueue });
    // Where a statement before it failed, PostgreSQL answers COMMIT by rolling back; the failure itself is among the answers.
    enqueue('COMMIT');
    await Promise.all(sent);
    return result;
  } catch (error) {
    // Where the connection is gone there is nothing left to roll back, and the first error is the one to tell.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function run<Row>(
  on: pg.Pool | pg.ClientBase,
  statement: string | PreparedStatement,
  values: readonly unknown[] = [],
): Promise<Rows<Row>> {
  try {
    const { rows, rowCount } = await on.query(
      typeof statement === 'string' ? { text: statement, values: [...values] } : { ...statement, values: [...values] },
    );
    return { rows: rows as Row[], rowCount: rowCount ?? 0 };
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** Classes 08 and 53 and 57 are connection, resources and operator intervention; 55P03 is a lock that was not given in time. */
function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isTransient =
    /^(08|53|57)...$/.test(code) ||
    code === '55P03' ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    );
  return isTransient ? new DatabaseUnavailable(error.message, { cause: error }) : error;
}

function isWorthRepeating(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}
