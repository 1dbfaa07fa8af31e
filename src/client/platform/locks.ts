/** Web Locks: one holder over all tabs of this origin, let go of when its page dies. */
export interface Locks {
  /** Waits for the lock, runs `work` while holding it. Aborting gives up the wait. */
  hold<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export const browserLocks: Locks = {
  hold: async (name, signal, work) => await navigator.locks.request(name, { signal }, work),
};
