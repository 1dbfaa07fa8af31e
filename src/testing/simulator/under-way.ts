/*
 * What is being worked on in this process: databases, cryptography, files. Between two steps of a simulation nothing is, so
 * that the next step meets the same state in every run.
 */
let underWay = 0;
let rest: PromiseWithResolvers<void> | null = null;

/** Counts until the promise is settled. */
export async function counted<T>(work: () => Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await work();
  } finally {
    underWay -= 1;
    if (underWay === 0) rest?.resolve();
  }
}

/** Resolves when everything waits for something that only the simulation gives: the network, a timer, a lock. */
export async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    if (underWay > 0) {
      // Asking again and again would take the processor from those who work.
      rest = Promise.withResolvers();
      await rest.promise;
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
    quiet = underWay === 0 ? quiet + 1 : 0;
  }
}
