import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

/** Waits before a write is tried again; tests give their own. */
export type Pause = (ms: number) => Promise<void>;

export const pause: Pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The workspace was closed while a write could not be committed. */
export class NotSaved extends Error {
  constructor(cause: unknown) {
    super('The value could not be saved before the workspace was closed.', { cause });
    this.name = 'NotSaved';
  }
}

/**
 * Tries writes until they are committed. A failure is loud (`failing`) while the value is held; giving up is only for closing.
 */
export class Persistence {
  readonly #failing: Signal<number> = signal(0);
  readonly #pause: Pause;
  #isClosed = false;

  constructor(pauseBetween: Pause) {
    this.#pause = pauseBetween;
  }

  /** Writes that failed and are being tried again. */
  get failing(): ReadonlySignal<number> {
    return this.#failing;
  }

  async until<T>(write: () => Promise<T>, onFailure: (isFailing: boolean) => void): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await write();
        if (attempt > 1) this.#count(-1, onFailure);
        return result;
      } catch (error) {
        if (this.#isClosed) throw new NotSaved(error);
        if (attempt === 1) this.#count(1, onFailure);
        await this.#pause(Math.min(15_000, 250 * 2 ** attempt));
      }
    }
  }

  /** The next failure of each write is its last. */
  close(): void {
    this.#isClosed = true;
  }

  #count(by: 1 | -1, onFailure: (isFailing: boolean) => void): void {
    this.#failing.value += by;
    onFailure(by === 1);
  }
}
