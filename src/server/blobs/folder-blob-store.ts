import { createReadStream } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { BlobAddress, BlobStore } from './blob-store.ts';
import { listFolder } from './list-folder.ts';

/**
 * Evidence in a folder: `organisation/visit/sha256`, the trash in the same order beside it. Uploads and trash must lie on the same
 * volume, so that moving is one step and a copy is a second name.
 */
export function folderBlobStore(folders: { readonly held: string; readonly trash: string }): BlobStore {
  const pathIn =
    (root: string) =>
    ({ organisation, visit, sha256 }: BlobAddress): string =>
      path.join(root, organisation, visit, sha256);
  const [heldAt, trashAt] = [pathIn(folders.held), pathIn(folders.trash)];
  return {
    takeIn: async (address, uploadedFile) => {
      const target = heldAt(address);
      await syncFile(uploadedFile);
      await makeFolders(folders.held, path.dirname(target));
      await rename(uploadedFile, target);
      await syncFolder(path.dirname(target));
    },
    read: async (address) => {
      const file = heldAt(address);
      const found = await stat(file).catch(nullIfAbsent);
      if (found === null) return null;
      return { bytes: found.size, stream: () => Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array> };
    },
    copyToTrash: (address) => nameAlso(folders.trash, heldAt(address), trashAt(address)),
    takeAway: async (address) => {
      if ((await stat(trashAt(address)).catch(nullIfAbsent)) === null)
        throw new Error('The trash has no copy of what was to be taken away.');
      await rm(heldAt(address), { force: true });
    },
    bringBack: async (address) =>
      (await stat(heldAt(address)).catch(nullIfAbsent)) !== null ||
      (await nameAlso(folders.held, trashAt(address), heldAt(address))),
    emptyTrash: (address) => rm(trashAt(address), { force: true }),
    list: (where) => listFolder(folders[where]),
  };
}

/** Gives the file a second name, for good. False where there is no such file. */
async function nameAlso(root: string, file: string, name: string): Promise<boolean> {
  await makeFolders(root, path.dirname(name));
  try {
    await link(file, name);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return false;
    if (code !== 'EEXIST') throw error;
  }
  await syncFolder(path.dirname(name));
  return true;
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
