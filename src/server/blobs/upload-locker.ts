import { setTimeout as wait } from 'node:timers/promises';
import type { Lock, Locker, RequestRelease } from '@tus/server';
import type { Database } from '../db/database.ts';
import { createSessionLocks, type SessionLocks } from '../db/session-locks.ts';

const acquireTimeoutMs = 10_000;
const askAgainMs = 200;

interface Holder {
  readonly requestRelease: RequestRelease;
  readonly freed: Promise<void>;
  free(): void;
}

/** Tus asks that a new request for an upload makes the old one let go: its connection may be half dead. */
const lockTimeout = { status_code: 423, body: 'The upload is in use by another request.' };

/** Locks of uploads over all nodes: within this one by a map, between nodes in PostgreSQL. */
export class UploadLocker implements Locker {
  readonly #holders = new Map<string, Holder>();
  readonly #locks: SessionLocks;

  constructor(db: Database) {
    this.#locks = createSessionLocks(
      db,
      (key) => void this.#release(key),
      () => {
        for (const key of this.#holders.keys()) void this.#release(key);
      },
    );
  }

  newLock(id: string): Lock {
    const key = `tilik/upload/${id}`;
    return {
      lock: (signal, requestRelease) =>
        this.#acquire(key, AbortSignal.any([signal, AbortSignal.timeout(acquireTimeoutMs)]), requestRelease),
      unlock: () => this.#unlock(key),
    };
  }

  async close(): Promise<void> {
    await this.#locks.close();
  }

  async #acquire(key: string, signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    for (let holder = this.#holders.get(key); holder !== undefined; holder = this.#holders.get(key)) {
      await holder.requestRelease();
      await Promise.race([holder.freed, aborted(signal)]);
      if (signal.aborted) throw lockTimeout;
    }
    const { promise: freed, resolve: free } = Promise.withResolvers<void>();
    this.#holders.set(key, { requestRelease, freed, free });
    try {
      await this.#acquireBetweenNodes(key, signal);
    } catch (error) {
      this.#holders.delete(key);
      free();
      throw error;
    }
  }

  async #acquireBetweenNodes(key: string, signal: AbortSignal): Promise<void> {
    while (!(await this.#locks.tryLock(key))) {
      await this.#locks.askRelease(key);
      await wait(askAgainMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw lockTimeout;
    }
  }

  async #unlock(key: string): Promise<void> {
    const holder = this.#holders.get(key);
    try {
      await this.#locks.unlock(key);
    } finally {
      this.#holders.delete(key);
      holder?.free();
    }
  }

  async #release(key: string): Promise<void> {
    await this.#holders.get(key)?.requestRelease();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
