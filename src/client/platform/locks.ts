/** Web Locks: one holder over all tabs of this origin, let go of when its page dies. */
export interface Locks {
  /** Waits for the lock, runs `work` while holding it. Aborting gives up the wait. Rejects when another takes the lock away. */
  hold<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Takes the lock at once, from whoever has it and before all that wait. */
  steal<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Whether someone has it now, in this tab or another. */
  isHeld(name: string): Promise<boolean>;
}

export const browserLocks: Locks = {
  hold: async (name, signal, work) => await navigator.locks.request(name, { signal }, work),
  steal: async (name, work) => await navigator.locks.request(name, { steal: true }, work),
  isHeld: async (name) => (await navigator.locks.query()).held?.some((lock) => lock.name === name) ?? false,
};
