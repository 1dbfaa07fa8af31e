import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What `postmaster.pid` says, checked against the process that has this number now. */
export type Postmaster =
  | { readonly kind: 'none' }
  /** The file was left behind: its process is gone, or its number now belongs to some other program. */
  | { readonly kind: 'left-behind'; readonly pid: number; readonly isReused: boolean }
  | { readonly kind: 'running'; readonly pid: number; readonly socketFolder: string; readonly isReady: boolean };

/** The process that holds this cluster, if any. */
export async function findPostmaster(cluster: string): Promise<Postmaster> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  // PostgreSQL writes the file in steps; a line that is not there yet is read as empty.
  const [pidLine = '', folder = '', , , socketFolder = '', , , status = ''] = text?.split('\n') ?? [];
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
