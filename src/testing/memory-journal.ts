import { Journal } from '#client/store/second-copy/journal.ts';
import type { JournalFile, JournalFiles } from '#client/store/second-copy/journal-files.ts';
import { SecondCopy } from '#client/store/second-copy/second-copy.ts';
import { onceWell } from '#client/store/second-copy/with-copy.ts';

/** The private files of a browser, in memory: what was written stays when the page dies. */
export class MemoryFiles implements JournalFiles {
  readonly contents = new Map<string, Uint8Array>();
  readonly #held = new Set<string>();
  /** So many bytes of the next write reach the file, as when the process is killed in the middle of it. */
  tearsAfter: number | null = null;

  async names(): Promise<readonly string[]> {
    return [...this.contents.keys()];
  }

  async open(name: string): Promise<JournalFile | null> {
    if (this.#held.has(name)) return null;
    this.#held.add(name);
    const bytes = (): Uint8Array => this.contents.get(name) ?? new Uint8Array(0);
    this.contents.set(name, bytes());
    return {
      size: () => bytes().length,
      read: () => bytes().slice(),
      write: (added, at) => {
        const taken = this.tearsAfter === null ? added : added.subarray(0, this.tearsAfter);
        const whole = new Uint8Array(Math.max(bytes().length, at + taken.length));
        whole.set(bytes());
        whole.set(taken, at);
        this.contents.set(name, whole);
        if (taken.length < added.length) throw new Error('killed');
      },
      truncate: (size) => void this.contents.set(name, bytes().slice(0, size)),
      flush: () => {},
      close: () => void this.#held.delete(name),
    };
  }

  async peek(name: string): Promise<Uint8Array> {
    return this.contents.get(name)?.slice() ?? new Uint8Array(0);
  }

  async remove(name: string): Promise<void> {
    this.contents.delete(name);
  }

  /** The process is gone, and its hold on the files with it. */
  letGo(): void {
    this.#held.clear();
    this.tearsAfter = null;
  }
}

let count = 0;

export async function openJournal(files: JournalFiles, now: () => number = Date.now): Promise<Journal> {
  return await Journal.open(files, () => `${String(++count).padStart(6, '0')}`, now);
}

/** The second copy without a worker between. */
export function secondCopyOver(files: JournalFiles): () => Promise<SecondCopy> {
  return onceWell(async () => {
    const journal = await openJournal(files);
    return new SecondCopy({
      append: async (records) => journal.append(structuredClone(records)),
      state: async () => journal.state,
      read: async () => structuredClone(await journal.read()),
      markSent: (keys) => journal.markSent(keys),
      forget: (keys) => journal.forget(keys),
      close: async () => journal.close(),
    });
  });
}
