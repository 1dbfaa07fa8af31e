import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { ListedBlob } from './blob-store.ts';

const Address = z.object({ organisation: OrganisationId, visit: VisitId, sha256: Sha256 });

/** Every file that lies at an address of the folder. What is named otherwise was put there by someone else and is left alone. */
export async function* listFolder(root: string): AsyncIterable<ListedBlob> {
  for (const organisation of await namesIn(root)) {
    for (const visit of await namesIn(path.join(root, organisation))) {
      for (const sha256 of await namesIn(path.join(root, organisation, visit))) {
        const address = Address.safeParse({ organisation, visit, sha256 });
        const found = await stat(path.join(root, organisation, visit, sha256)).catch(() => null);
        if (address.success && found?.isFile())
          yield { address: address.data, bytes: found.size, writtenAt: found.mtime };
      }
    }
  }
}

/** None of a folder that is not there, or is no folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
