import type { SecondCopy } from './second-copy.ts';

/**
 * Does something with the second copy, whose code is loaded by the first who needs it. Never rejects: a second copy that fails must
 * not keep the first from being made. What it lacks is added when the two are reconciled.
 */
export async function withCopy(
  { secondCopy }: { readonly secondCopy?: (() => Promise<SecondCopy>) | undefined },
  work: (copy: SecondCopy) => Promise<void>,
): Promise<void> {
  try {
    if (secondCopy !== undefined) await work(await secondCopy());
  } catch {
    // The browser has no such files (private windows), the disk is full, or the code could not be loaded. The next one tries again.
  }
}

/** One result for many asks; a failure is forgotten, so that the next ask tries again. */
export function onceWell<T>(work: () => Promise<T>): () => Promise<T> {
  let under: Promise<T> | null = null;
  return () => {
    under ??= work().catch((error: unknown) => {
      under = null;
      throw error;
    });
    return under;
  };
}
