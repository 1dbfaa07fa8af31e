import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { OrganisationId, type PersonId, VisitId } from '#domain/ids.ts';
import type { Database, Listener } from './db/database.ts';
import { findEntitled, notifyMoved } from './db/moved.ts';
import type { Log } from './log.ts';

/** Who listens, and what they may hear of. */
export interface PokeListener {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly seesEveryVisit: boolean;
  /** Null: something may have been missed, ask the feed. */
  poke(visit: VisitId | null): void;
}

/** Hints that something moved, across all nodes. Losing one does no harm: the feed is the truth. */
export interface Pokes {
  /** After commit: these visits have moved. Never rejects. */
  moved(organisation: OrganisationId, visits: readonly VisitId[]): void;
  /** @returns a function that ends the listening. */
  listen(listener: PokeListener): () => void;
  close(): Promise<void>;
}

const channel = 'tilik_moved';
/** Pushes of a busy visit come in bursts; one poke for a burst is enough. */
const coalesceMs = 40;
const reconnectMs = 1_000;

const Message = z.object({ organisation: OrganisationId, visits: z.array(VisitId) });

/** One connection of its own that listens, whatever number of people is listening here. */
export async function openPokes(db: Database, log: Log): Promise<Pokes> {
  const hub = new PokeHub(db, log);
  await hub.connect();
  return hub;
}

class PokeHub implements Pokes {
  readonly #db: Database;
  readonly #log: Log;
  readonly #listeners = new Set<PokeListener>();
  readonly #pending = new Map<OrganisationId, Set<VisitId>>();
  readonly #closing = new AbortController();
  #connection: Listener | null = null;
  #flushing: Promise<void> | null = null;

  constructor(db: Database, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  async connect(): Promise<void> {
    this.#connection = await this.#db.listen(
      channel,
      (payload) => void this.#heard(payload).catch((error: unknown) => this.#report(error)),
      () => void this.#reconnect().catch((error: unknown) => this.#report(error)),
    );
  }

  moved(organisation: OrganisationId, visits: readonly VisitId[]): void {
    const pending = this.#pending.get(organisation) ?? new Set();
    for (const visit of visits) pending.add(visit);
    this.#pending.set(organisation, pending);
    this.#flushing ??= this.#flushSoon().catch((error: unknown) => this.#report(error));
  }

  listen(listener: PokeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#flushing;
    await this.#connection?.close();
  }

  async #flushSoon(): Promise<void> {
    await wait(coalesceMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    this.#flushing = null;
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const [organisation, visits] of pending) await notifyMoved(this.#db, channel, organisation, [...visits]);
  }

  async #heard(payload: string): Promise<void> {
    const { organisation, visits } = Message.parse(JSON.parse(payload));
    const concerned = [...this.#listeners].filter((listener) => listener.organisation === organisation);
    const persons = new Set(concerned.filter(({ seesEveryVisit }) => !seesEveryVisit).map(({ person }) => person));
    const entitled = persons.size === 0 ? new Set() : await findEntitled(this.#db, organisation, visits, [...persons]);
    for (const listener of concerned) {
      for (const visit of visits) {
        if (listener.seesEveryVisit || entitled.has(`${visit} ${listener.person}`)) listener.poke(visit);
      }
    }
  }

  async #reconnect(): Promise<void> {
    this.#connection = null;
    while (!this.#closing.signal.aborted) {
      try {
        await this.connect();
        for (const listener of this.#listeners) listener.poke(null);
        return;
      } catch {
        await wait(reconnectMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }

  #report(error: unknown): void {
    this.#log({ level: 'error', message: 'A poke was lost; clients find out by the feed.', error });
  }
}
