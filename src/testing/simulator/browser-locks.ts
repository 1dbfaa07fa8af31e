import type { Locks } from '#client/platform/locks.ts';

export interface LockingPage {
  readonly isDead: boolean;
  /** What the browser tells a page; a frozen one hears it when it wakes. */
  whenAwake(work: () => void): void;
}

interface Holding {
  readonly page: LockingPage;
  /** The lock is taken away. */
  readonly lose: () => void;
}

interface Waiting {
  readonly page: LockingPage;
  readonly start: (holding: Holding) => void;
  readonly holding: Holding;
}

/** Web Locks of one browser: one holder over all its pages, and a page that dies lets go of what it held. */
export class BrowserLocks {
  readonly #holders = new Map<string, Holding>();
  readonly #waiting = new Map<string, Waiting[]>();

  of(page: LockingPage): Locks {
    return {
      hold: (name, signal, work) => this.#hold(page, name, signal, work),
      steal: (name, work) => this.#steal(page, name, work),
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
    for (const [name, holder] of this.#holders) if (holder.page === page) this.#free(name);
  }

  async #hold<T>(page: LockingPage, name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const lost = Promise.withResolvers<never>();
    const holding = { page, lose: () => page.whenAwake(() => lost.reject(stolen())) };
    await this.#take(holding, name, signal);
    return await this.#work(name, holding, lost.promise, work);
  }

  async #steal<T>(page: LockingPage, name: string, work: () => Promise<T>): Promise<T> {
    if (page.isDead) return await new Promise(() => {});
    const lost = Promise.withResolvers<never>();
    const holding = { page, lose: () => page.whenAwake(() => lost.reject(stolen())) };
    const before = this.#holders.get(name);
    this.#holders.set(name, holding);
    before?.lose();
    return await this.#work(name, holding, lost.promise, work);
  }

  /** What was begun under a lock goes on when the lock is lost; only whoever asked for it is told at once. */
  async #work<T>(name: string, holding: Holding, lost: Promise<never>, work: () => Promise<T>): Promise<T> {
    lost.catch(() => {});
    const working = work();
    working.catch(() => {});
    try {
      return await Promise.race([working, lost]);
    } finally {
      if (this.#holders.get(name) === holding) this.#free(name);
    }
  }

  #take(holding: Holding, name: string, signal: AbortSignal): Promise<void> {
    // Code of a dead page that was still on its way here: it takes nothing any more.
    if (holding.page.isDead) return new Promise(() => {});
    signal.throwIfAborted();
    if (!this.#holders.has(name)) {
      this.#holders.set(name, holding);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting = { page: holding.page, holding, start: () => holding.page.whenAwake(resolve) };
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
    this.#holders.set(name, next.holding);
    next.start(next.holding);
  }
}

function stolen(): DOMException {
  return new DOMException('The lock was stolen.', 'AbortError');
}
