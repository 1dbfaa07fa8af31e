import { once } from 'node:events';
import { Readable } from 'node:stream';
import type pg from 'pg';

/** Parts of pg's connection that its types leave out. */
declare module 'pg' {
  interface Connection {
    sendCopyFromChunk(chunk: Uint8Array): void;
    endCopyFrom(): void;
    sendCopyFail(reason: string): void;
  }
}

/** A table's rows as PostgreSQL's COPY text, as they come: the connection waits while nobody reads. */
export function copyOut(client: pg.Client, statement: string): Readable {
  return client.query(new CopyOut(statement));
}

/** Hands COPY text to PostgreSQL. @returns how many rows it took; none of them when the text ends with an error. */
export async function copyIn(client: pg.Client, statement: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const copy = client.query(new CopyIn(statement));
  const connection = await copy.ready;
  try {
    for await (const chunk of chunks) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, 'drain'), copy.done]);
    }
  } catch (error) {
    connection.sendCopyFail('The source has failed.');
    await copy.done.catch(() => {});
    throw error;
  }
  connection.endCopyFrom();
  return await copy.done;
}

/** What pg's client calls while this is the query under way. */
class CopyOut extends Readable {
  readonly #statement: string;
  #connection: pg.Connection | null = null;

  constructor(statement: string) {
    super({ highWaterMark: 1 << 20 });
    this.#statement = statement;
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    connection.query(this.#statement);
  }

  override _read(): void {
    this.#connection?.stream.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#connection?.stream.resume();
    done(error);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // The client writes the next message over this one.
    if (!this.destroyed && !this.push(Buffer.from(chunk))) this.#connection?.stream.pause();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    if (!this.destroyed) this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }
}

class CopyIn {
  readonly #statement: string;
  readonly #ready = Promise.withResolvers<pg.Connection>();
  readonly #done = Promise.withResolvers<number>();
  #rows = 0;

  constructor(statement: string) {
    this.#statement = statement;
    // Whoever waits for one of them hears of a failure; the other must not end the process.
    this.#ready.promise.catch(() => {});
    this.#done.promise.catch(() => {});
  }

  get ready(): Promise<pg.Connection> {
    return this.#ready.promise;
  }

  get done(): Promise<number> {
    return this.#done.promise;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: pg.Connection): void {
    this.#ready.resolve(connection);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.#done.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#ready.reject(error);
    this.#done.reject(error);
  }
}
