import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { BlobAddress, BlobStore } from './blob-store.ts';

/** Evidence in a folder: `organisation/visit/sha256`. Uploads must lie on the same volume, so that moving is one step. */
export function folderBlobStore(folder: string): BlobStore {
  const pathOf = ({ organisation, visit, sha256 }: BlobAddress): string =>
    path.join(folder, organisation, visit, sha256);
  return {
    takeIn: async (address, uploadedFile) => {
      const target = pathOf(address);
      await syncFile(uploadedFile);
      await makeFolders(folder, path.dirname(target));
      await rename(uploadedFile, target);
      await syncFolder(path.dirname(target));
    },
    read: async (address) => {
      const file = pathOf(address);
      const found = await stat(file).catch(nullIfAbsent);
      if (found === null) return null;
      return { bytes: found.size, stream: () => Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array> };
    },
  };
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename is durable once the folder is. Windows has no such call and keeps the order by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** New folders are entries of their parents, which must be durable too. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let at = folder; at.length >= root.length && at.length >= path.dirname(first).length; at = path.dirname(at))
    await syncFolder(at);
}

function nullIfAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
