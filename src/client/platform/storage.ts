export interface StorageState {
  /** Whether the browser promised not to clear this origin by itself; null where it cannot say. */
  readonly persisted: boolean | null;
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
}

export const unknownStorage: StorageState = { persisted: null, usedBytes: null, quotaBytes: null };

export async function storageState(): Promise<StorageState> {
  const storage = manager();
  if (storage === null) return unknownStorage;
  const [persisted, estimate] = await Promise.all([storage.persisted(), storage.estimate()]);
  return { persisted, usedBytes: estimate.usage ?? null, quotaBytes: estimate.quota ?? null };
}

/** Asks the browser not to clear this origin when the disk is short. It may ask the person, or decide by itself. */
export async function askToPersist(): Promise<boolean> {
  return (await manager()?.persist()) ?? false;
}

function manager(): StorageManager | null {
  return globalThis.navigator?.storage ?? null;
}
