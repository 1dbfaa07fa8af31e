import { createHash } from 'node:crypto';
import { chown, lstat, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { StartProblem } from '../../start-problem.ts';
import type { OperatingUser } from './operating-user.ts';
import { socketName } from './postmaster.ts';

/** What fits into `sockaddr_un` everywhere: 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = 103;

/**
 * Where PostgreSQL listens: in the cluster's own folder, closed to everybody else. A path that is too long for a Unix
 * socket gets a private folder below the temporary one, under a name that stays the same for this cluster.
 */
export async function openSocketFolder(
  cluster: string,
  user: OperatingUser,
  log: (line: string) => void,
): Promise<string> {
  if (Buffer.byteLength(path.join(cluster, socketName)) <= longestSocketPath) return cluster;
  const folder = shortFolderFor(cluster);
  await mkdir(folder, { mode: 0o700 }).then(
    () => (process.getuid?.() === 0 ? chown(folder, user.uid, user.gid) : undefined),
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  // Anybody may make folders in the temporary one: trust only one that nobody else can write to.
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== user.uid || (found.mode & 0o077) !== 0) {
    throw new StartProblem(
      `${folder} is needed for PostgreSQL's socket but belongs to somebody else or is open to others. Remove it, or choose a DATA_DIR with a shorter path.`,
    );
  }
  log(`The path of the data folder is too long for a Unix socket, so PostgreSQL's socket is in ${folder}.`);
  return folder;
}

export function shortFolderFor(cluster: string): string {
  const name = createHash('sha256').update(cluster).digest('hex').slice(0, 16);
  return path.join(os.tmpdir(), `tilik-${name}`);
}
