import { chmod, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const inMemory = '/dev/shm';

/** A new folder in memory where the system has such a place: no seed pulls the plug, so nothing need wait for the disk. */
export async function scratchFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(path.join(inMemory, prefix)).catch(() => mkdtemp(path.join(os.tmpdir(), prefix)));
  // PostgreSQL runs as another user when this process is root's.
  await chmod(folder, 0o755);
  return folder;
}
