import { execFile } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL's name for the socket of its usual port; nothing listens on the port itself. */
export const socketName = '.s.PGSQL.5432';

/** What `postmaster.pid` says, checked against the process that has this number now. */
export type Postmaster =
  | { readonly kind: 'none' }
  /** The file was left behind: its process is gone, or its number now belongs to some other program. */
  | { readonly kind: 'left-behind'; readonly pid: number; readonly isReused: boolean }
  | { readonly kind: 'running'; readonly pid: number; readonly socketFolder: string; readonly isReady: boolean };

/** The process that holds this cluster, if any. */
export async function findPostmaster(cluster: string): Promise<Postmaster> {
  return readLockFile(path.join(cluster, 'postmaster.pid'), cluster);
}

/**
 * Takes away the lock files of a server that is gone. PostgreSQL does so itself unless a process of that number is there: a
 * killed server that nobody has waited for, or another program that was given the number.
 */
export async function clearStaleLocks(cluster: string, socketFolder: string): Promise<void> {
  const files = [path.join(cluster, 'postmaster.pid'), path.join(socketFolder, `${socketName}.lock`)];
  for (const file of files) {
    const found = await readLockFile(file, cluster);
    if (found.kind === 'left-behind' && found.isReused) await rm(file, { force: true });
  }
}

/** Both kinds of lock file begin alike. PostgreSQL writes in steps: a line that is not there yet is read as empty. */
async function readLockFile(file: string, cluster: string): Promise<Postmaster> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const [pidLine, folder = '', , , socketFolder = '', , , status = ''] = text.split('\n');
  const pid = Number(pidLine);
  if (!Number.isSafeInteger(pid) || pid <= 0) return { kind: 'none' };
  if (!isAlive(pid)) return { kind: 'left-behind', pid, isReused: false };
  if (!(await isPostgresOf(pid, cluster, folder))) return { kind: 'left-behind', pid, isReused: true };
  return { kind: 'running', pid, socketFolder, isReady: status.trim() === 'ready' };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Numbers of processes are reused, soonest after a container or machine restarts: the number alone proves nothing. */
async function isPostgresOf(pid: number, cluster: string, folderInFile: string): Promise<boolean> {
  if (path.resolve(folderInFile) !== path.resolve(cluster)) return false;
  const [command, owner] = await Promise.all([commandOf(pid), ownerOf(pid)]);
  const { uid } = await stat(cluster);
  return owner === uid && command.includes('postgres') && command.includes(cluster);
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.replaceAll('\0', ' ');
  }
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  );
}

async function ownerOf(pid: number): Promise<number | null> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const uid = /^Uid:\s+(\d+)/m.exec(status)?.[1];
    return uid === undefined ? null : Number(uid);
  }
  return run('ps', ['-o', 'uid=', '-p', String(pid)]).then(
    ({ stdout }) => Number(stdout),
    () => null,
  );
}
