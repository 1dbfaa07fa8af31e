import { settled } from './under-way.ts';

/** Whose timer it is: one that died meanwhile is never called. */
export interface TimerOwner {
  readonly isDead: boolean;
  /** At once, or later when the browser has frozen the page. */
  whenAwake(work: () => void): void;
  run<T>(work: () => T): T;
}

interface VirtualTimer {
  readonly at: number;
  readonly owner: TimerOwner;
  readonly work: () => void;
}

/** Time that passes only when the simulation says so. */
export class VirtualTime {
  now = Date.parse('2026-03-02T01:00:00Z');
  readonly #timers = new Set<VirtualTimer>();

  set(owner: TimerOwner, ms: number, work: () => void): VirtualTimer {
    const timer = { at: this.now + Math.max(0, ms), owner, work };
    this.#timers.add(timer);
    return timer;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as VirtualTimer);
  }

  /** Lets time pass; what is due on the way is called in order, each when the one before has come to rest. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (let next = this.#next(); next !== null && next.at <= until; next = this.#next()) {
      this.now = next.at;
      await this.#call(next);
    }
    this.now = until;
  }

  /** Up to the next timer and no further. @returns false when there is none. */
  async passToNext(): Promise<boolean> {
    const next = this.#next();
    if (next === null) return false;
    this.now = Math.max(this.now, next.at);
    await this.#call(next);
    return true;
  }

  async #call(timer: VirtualTimer): Promise<void> {
    this.#timers.delete(timer);
    timer.owner.whenAwake(() => timer.owner.run(timer.work));
    await settled();
  }

  #next(): VirtualTimer | null {
    let first: VirtualTimer | null = null;
    for (const timer of this.#timers) {
      if (timer.owner.isDead) this.#timers.delete(timer);
      else if (first === null || timer.at < first.at) first = timer;
    }
    return first;
  }
}
