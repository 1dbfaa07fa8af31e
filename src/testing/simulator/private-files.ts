import type { JournalFile, JournalFiles } from '#client/store/second-copy/journal-files.ts';

/** A page that has files of its browser open. */
interface Opener {
  readonly isDead: boolean;
  readonly isFrozen: boolean;
}

type Content = Map<string, Uint8Array>;

/** The private files of one browser profile: a page that dies lets go of its handles, and what it had flushed stays. */
export class PrivateFiles {
  #content: Content = new Map();
  readonly #openers = new Map<string, Opener>();
  #names = 0;

  of(opener: Opener): JournalFiles {
    return {
      names: async () => [...this.#content.keys()],
      open: async (name) => this.#open(name, opener),
      peek: async (name) => this.#read(name),
      remove: async (name) => void this.#content.delete(name),
    };
  }

  newName(): string {
    this.#names += 1;
    return `${this.#names}`.padStart(6, '0');
  }

  copied(): ReadonlyMap<string, Uint8Array> {
    return new Map(this.#content);
  }

  /** Those that a page has open which is neither dead nor frozen. */
  inUse(): ReadonlyMap<string, Uint8Array> {
    const isInUse = (name: string): boolean => {
      const opener = this.#openers.get(name);
      return opener !== undefined && !opener.isDead && !opener.isFrozen;
    };
    return new Map([...this.#content].filter(([name]) => isInUse(name)));
  }

  /** As another profile has them, or none at all. Nobody has one open. */
  putBack(content: ReadonlyMap<string, Uint8Array>): void {
    this.#content = new Map(content);
    this.#openers.clear();
    this.#names = Math.max(this.#names, ...[...content.keys()].map(Number));
  }

  /** A kill in the middle of a write: the newest file ends in a frame that is not whole. */
  tear(garbage: Uint8Array): void {
    const name = [...this.#content.keys()].sort().at(-1);
    if (name !== undefined) this.#content.set(name, Uint8Array.from([...this.#read(name), ...garbage]));
  }

  #read(name: string): Uint8Array {
    const bytes = this.#content.get(name);
    if (bytes === undefined) throw new Error('There is no such file.');
    return bytes;
  }

  #open(name: string, opener: Opener): JournalFile | null {
    const holder = this.#openers.get(name);
    if (holder !== undefined && !holder.isDead) return null;
    this.#openers.set(name, opener);
    if (!this.#content.has(name)) this.#content.set(name, new Uint8Array());
    return {
      size: () => this.#read(name).length,
      read: () => this.#read(name).slice(),
      write: (bytes, at) => {
        const before = this.#read(name);
        const after = new Uint8Array(Math.max(before.length, at + bytes.length));
        after.set(before);
        after.set(bytes, at);
        this.#content.set(name, after);
      },
      truncate: (size) => void this.#content.set(name, this.#read(name).slice(0, size)),
      flush: () => {},
      close: () => {
        if (this.#openers.get(name) === opener) this.#openers.delete(name);
      },
    };
  }
}
