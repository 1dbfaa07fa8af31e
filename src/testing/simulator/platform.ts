import 'fake-indexeddb/auto';
import { AsyncLocalStorage } from 'node:async_hooks';
import { hash } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { counted } from './under-way.ts';
import type { TimerOwner, VirtualTime } from './virtual-time.ts';

/** A page in which client code runs: its timers are the simulation's, its faults are told to it. */
export interface Page extends TimerOwner {
  readonly time: VirtualTime;
  fault(error: unknown): void;
  /** Delivers to the other pages of the browser. */
  broadcast(channel: string, data: unknown): void;
  listen(channel: string, listener: (data: unknown) => void): () => void;
}

const pages = new AsyncLocalStorage<Page>();

export function inPage<T>(page: Page, work: () => T): T {
  return pages.run(page, work);
}

let isInstalled = false;

/**
 * Puts the simulation's platform under the client, once per process: timers by page, cryptography and blobs that are counted,
 * channels between the pages of one browser. Code outside any page, the server's, keeps the real one.
 */
export function installPlatform(): void {
  if (isInstalled) return;
  isInstalled = true;
  installTimers();
  countCryptography();
  for (const type of [Blob, Response]) countMethod(type.prototype, 'arrayBuffer');
  countMethod(Response.prototype, 'text');
  Object.assign(globalThis, {
    BroadcastChannel: PageChannel,
    reportError: (error: unknown) => {
      const page = pages.getStore();
      if (page === undefined) throw error;
      page.fault(error);
    },
  });
}

/** Every seed starts with empty browsers. */
export function emptyBrowsers(): void {
  Object.assign(globalThis, { indexedDB: new IDBFactory() });
}

function installTimers(): void {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const setInPage = (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): unknown => {
    const page = pages.getStore();
    return page === undefined ? set(work, ms, ...args) : page.time.set(page, ms, () => work(...args));
  };
  const clearInPage = (timer: unknown): void => {
    pages.getStore()?.time.clear(timer);
    clear(timer as NodeJS.Timeout);
  };
  Object.assign(globalThis, { setTimeout: Object.assign(setInPage, set), clearTimeout: clearInPage });
}

function countCryptography(): void {
  const { subtle } = globalThis.crypto;
  const prototype = Object.getPrototypeOf(subtle) as SubtleCrypto;
  for (const method of ['sign', 'verify', 'generateKey', 'importKey', 'exportKey'] as const)
    countMethod(prototype, method);
  // Short texts: hashing at once is both faster and the same in every run.
  prototype.digest = async (_algorithm, data) => {
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    return Uint8Array.from(hash('sha256', bytes, 'buffer')).buffer;
  };
}

/** Done by other threads, which end in any order: so one is done after the other, in the order in which they were asked for. */
let last: Promise<unknown> = Promise.resolve();

function countMethod<T extends object>(prototype: T, method: keyof T): void {
  const real = prototype[method] as (...args: unknown[]) => Promise<unknown>;
  Object.assign(prototype, {
    [method](this: T, ...args: unknown[]) {
      const work = (): Promise<unknown> => real.apply(this, args);
      return counted(() => {
        const result = last.then(work);
        last = result.catch(() => undefined);
        return result;
      });
    },
  });
}

/** What the client sees as `BroadcastChannel`. */
class PageChannel {
  readonly #name: string;
  readonly #page: Page;
  readonly #stop: () => void;
  #isClosed = false;
  onmessage: ((message: { data: unknown }) => void) | null = null;

  constructor(name: string) {
    const page = pages.getStore();
    if (page === undefined) throw new Error('A channel belongs to a page.');
    this.#name = name;
    this.#page = page;
    this.#stop = page.listen(name, (data) => this.onmessage?.({ data }));
  }

  postMessage(data: unknown): void {
    if (this.#isClosed) throw new DOMException('The channel is closed.', 'InvalidStateError');
    this.#page.broadcast(this.#name, structuredClone(data));
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
  }
}
