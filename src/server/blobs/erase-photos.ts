import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { findAllErasedPhotos } from '../db/redactions.ts';
import type { ServerDeps } from '../deps.ts';
import type { BlobAddress, BlobStore } from './blob-store.ts';

/** Takes the bytes from wherever they lie: their address, the trash, and uploads that were not finished. Again, it does nothing. */
export async function erasePhotos(
  { blobs, uploadFolder }: Pick<ServerDeps, 'blobs' | 'uploadFolder'>,
  photos: readonly BlobAddress[],
): Promise<void> {
  if (photos.length === 0) return;
  for (const address of photos) await eraseBlob(blobs, address);
  await eraseUploads(uploadFolder, new Set(photos.map(({ visit, sha256 }) => `${visit}/${sha256}`)));
}

/** A kill between the commit of a redaction and this leaves the bytes: they are looked for again with every cleaning. */
export async function eraseLeftPhotos(deps: Pick<ServerDeps, 'db' | 'blobs' | 'uploadFolder'>): Promise<void> {
  await erasePhotos(deps, await findAllErasedPhotos(deps.db));
}

async function eraseBlob(blobs: BlobStore, address: BlobAddress): Promise<void> {
  // The store gives nothing away that the trash does not have.
  if (await blobs.copyToTrash(address)) await blobs.takeAway(address);
  await blobs.emptyTrash(address);
}

const Described = z.object({ metadata: z.object({ visit: z.string(), sha256: z.string() }) });

async function eraseUploads(folder: string, photos: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue;
    const file = path.join(folder, name);
    const upload = Described.safeParse(await readJson(file));
    if (!upload.success || !photos.has(`${upload.data.metadata.visit}/${upload.data.metadata.sha256}`)) continue;
    await rm(file.slice(0, -'.json'.length), { force: true });
    await rm(file, { force: true });
  }
}

/** Null for what is being written or was removed just now. */
async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
