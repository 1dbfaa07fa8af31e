import type { Locks } from '#client/platform/locks.ts';

export interface LockingPage {
  readonly isDead: boolean;
}

interface Waiting {
  readonly page: LockingPage;
  readonly start: () => void;
}

/** Web Locks of one browser: one holder over all its pages, and a page that dies lets go of what it held. */
export class BrowserLocks {
  readonly #holders = new Map<string, LockingPage>();
  readonly #waiting = new Map<string, Waiting[]>();

  of(page: LockingPage): Locks {
    return {
      hold: (name, signal, work) => this.#hold(page, name, signal, work),
      isHeld: async (name) => this.#holders.has(name),
    };
  }

  letGo(page: LockingPage): void {
    for (const [name, waiting] of this.#waiting) {
      this.#waiting.set(
        name,
        waiting.filter((one) => one.page !== page),
      );
    }
    for (const [name, holder] of this.#holders) if (holder === page) this.#free(name);
  }

  async #hold<T>(page: LockingPage, name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#take(page, name, signal);
    try {
      return await work();
    } finally {
      if (this.#holders.get(name) === page) this.#free(name);
    }
  }

  #take(page: LockingPage, name: string, signal: AbortSignal): Promise<void> {
    // Code of a dead page that was still on its way here: it takes nothing any more.
    if (page.isDead) return new Promise(() => {});
    signal.throwIfAborted();
    if (!this.#holders.has(name)) {
      this.#holders.set(name, page);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting = { page, start: resolve };
      this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), waiting]);
      signal.addEventListener('abort', () => {
        const rest = (this.#waiting.get(name) ?? []).filter((one) => one !== waiting);
        this.#waiting.set(name, rest);
        reject(signal.reason);
      });
    });
  }

  #free(name: string): void {
    const [next, ...rest] = this.#waiting.get(name) ?? [];
    this.#waiting.set(name, rest);
    if (next === undefined) {
      this.#holders.delete(name);
      return;
    }
    this.#holders.set(name, next.page);
    next.start();
  }
}
