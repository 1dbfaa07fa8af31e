import type { JournalFile, JournalFiles } from './journal-files.ts';

/** The part of the browser's synchronous file handle that is used here; only workers have it. */
interface SyncHandle {
  getSize(): number;
  read(into: Uint8Array, from: { at: number }): number;
  write(bytes: Uint8Array, to: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<SyncHandle>;
  }
  interface FileSystemDirectoryHandle {
    keys(): AsyncIterableIterator<string>;
  }
}

const root = 'second-copy';

/** Files of the origin private file system, which does not lie in IndexedDB's LevelDB. */
export async function privateFiles(folder: string): Promise<JournalFiles> {
  const top = await (await navigator.storage.getDirectory()).getDirectoryHandle(root, { create: true });
  const directory = await top.getDirectoryHandle(folder, { create: true });
  return {
    async names() {
      const names: string[] = [];
      for await (const name of directory.keys()) names.push(name);
      return names;
    },
    async open(name) {
      const handle = await directory.getFileHandle(name, { create: true });
      try {
        return fileOf(await handle.createSyncAccessHandle());
      } catch (error) {
        if (error instanceof DOMException && error.name === 'NoModificationAllowedError') return null;
        throw error;
      }
    },
    async peek(name) {
      const file = await (await directory.getFileHandle(name)).getFile();
      return new Uint8Array(await file.arrayBuffer());
    },
    async remove(name) {
      await directory.removeEntry(name);
    },
  };
}

function fileOf(handle: SyncHandle): JournalFile {
  return {
    size: () => handle.getSize(),
    read() {
      const bytes = new Uint8Array(handle.getSize());
      return bytes.subarray(0, handle.read(bytes, { at: 0 }));
    },
    write(bytes, at) {
      // A disk that is full takes less than it is given.
      if (handle.write(bytes, { at }) !== bytes.length) throw new Error('The disk did not take the whole frame.');
    },
    truncate: (size) => handle.truncate(size),
    flush: () => handle.flush(),
    close: () => handle.close(),
  };
}
