import { guardScripts } from '#client/platform/trusted-scripts.ts';
import type { JournalState, KeptEntry } from './journal.ts';
import type { JournalCall, JournalReply } from './journal-calls.ts';
import { SecondCopy } from './second-copy.ts';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Starts the worker that holds the journal and opens it. Rejects where the browser cannot keep one. */
export async function openSecondCopy(databaseName: string): Promise<SecondCopy> {
  guardScripts();
  const worker = new Worker(new URL('./journal-worker.ts', import.meta.url), { type: 'module', name: 'second-copy' });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let failure: Error | null = null;
  worker.onmessage = ({ data }: MessageEvent<JournalReply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) asked?.reject(new Error(data.error));
    else asked?.resolve(data.result);
  };
  worker.onerror = () => {
    failure = new Error('The worker of the second copy failed.');
    for (const asked of waiting.values()) asked.reject(failure);
    waiting.clear();
  };
  const ask = <T>(call: JournalCall): Promise<T> =>
    new Promise((resolve, reject) => {
      if (failure !== null) return reject(failure);
      count += 1;
      waiting.set(count, { resolve: resolve as (result: unknown) => void, reject });
      worker.postMessage({ id: count, call });
    });
  try {
    await ask({ kind: 'open', folder: databaseName.replaceAll('/', '.') });
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return new SecondCopy({
    append: (records) => ask({ kind: 'append', records }),
    state: () => ask<JournalState>({ kind: 'state' }),
    read: () => ask<readonly KeptEntry[]>({ kind: 'read' }),
    markSent: (keys) => ask({ kind: 'markSent', keys }),
    forget: (keys) => ask({ kind: 'forget', keys }),
    async close() {
      await ask({ kind: 'close' });
      worker.terminate();
    },
  });
}
