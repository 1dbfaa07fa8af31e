import type { JournalState, KeptEntry } from './journal.ts';
import type { NewRecord } from './journal-record.ts';

/** The journal as the page sees it. Rejects where the browser cannot keep one. */
export interface JournalClient {
  append(records: readonly NewRecord[]): Promise<void>;
  state(): Promise<JournalState>;
  read(): Promise<readonly KeptEntry[]>;
  markSent(keys: readonly string[]): Promise<void>;
  forget(keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * A copy of what is not sent, kept apart from IndexedDB. Its code and its worker are loaded by the first who needs them, which
 * is the first write: nothing is called saved before this copy has it too, unless this browser has no second copy at all.
 */
export class SecondCopy {
  readonly #start: () => Promise<JournalClient>;
  #client: Promise<JournalClient> | null = null;
  #isMissing = false;

  constructor(start: () => Promise<JournalClient>) {
    this.#start = start;
  }

  /** It could not be written: what is saved is in IndexedDB alone until the next try. */
  get isMissing(): boolean {
    return this.#isMissing;
  }

  /** Null where there is none, now. */
  async client(): Promise<JournalClient | null> {
    this.#client ??= this.#start();
    try {
      return await this.#client;
    } catch {
      // Its code could not be loaded, or the browser has no such files (private windows). The next one tries again.
      this.#client = null;
      this.#isMissing = true;
      return null;
    }
  }

  /** Never rejects: a second copy that fails must not keep the first from being made. What is lacking is added later. */
  async keep(records: () => readonly NewRecord[]): Promise<void> {
    try {
      const client = await this.client();
      if (client === null) return;
      await client.append(records());
      this.#isMissing = false;
    } catch {
      this.#isMissing = true;
    }
  }

  /** Nothing of these may stay. */
  async forget(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await (await this.client())?.forget(keys).catch(() => {});
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    await client?.close().catch(() => {});
    this.#client = null;
  }
}
