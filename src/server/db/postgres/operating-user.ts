import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from '../../start-problem.ts';

const run = promisify(execFile);

/** The account of the operating system under which PostgreSQL runs. It refuses to run as root. */
export interface OperatingUser {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

const ownUserName = 'tilik-postgres';

/**
 * @param folderOwner who owns the cluster, if there is one: root carries on as that user, so that a data folder can be
 * started by root today and by its owner tomorrow.
 */
export async function chooseOperatingUser(folderOwner: number | null): Promise<OperatingUser> {
  if (!process.getuid) {
    throw new StartProblem(
      'On this operating system Tilik does not start a PostgreSQL of its own. Set DATABASE_URL, for example postgres://tilik:secret@127.0.0.1:5432/tilik.',
    );
  }
  const self = process.getuid();
  if (self !== 0) return lookUpUser(String(self));
  if (folderOwner !== null && folderOwner !== 0) return lookUpUser(String(folderOwner));
  return (await findUser(ownUserName)) ?? createUser();
}

async function lookUpUser(nameOrId: string): Promise<OperatingUser> {
  const user = await findUser(nameOrId);
  if (user) return user;
  throw new StartProblem(
    `User ${nameOrId} has no name on this machine, and PostgreSQL does not start for a user without one. Add it to /etc/passwd, start as another user, or set DATABASE_URL.`,
  );
}

async function findUser(nameOrId: string): Promise<OperatingUser | null> {
  try {
    const ask = async (flag: string) => (await run('id', [flag, nameOrId])).stdout.trim();
    const [uid, gid, name] = [Number(await ask('-u')), Number(await ask('-g')), await ask('-un')];
    return { uid, gid, name };
  } catch {
    return null;
  }
}

async function createUser(): Promise<OperatingUser> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ownUserName]);
  } catch (error) {
    const raced = await findUser(ownUserName);
    if (raced) return raced;
    throw new StartProblem(
      `PostgreSQL refuses to run as root, and the user ${ownUserName} could not be made (${firstLine(error)}). Make it with "useradd --system ${ownUserName}", start Tilik as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return lookUpUser(ownUserName);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
}

/** The first folder on the way to `target` that `user` may not pass, or null. Root itself passes everywhere. */
export async function firstUnreachable(target: string, user: OperatingUser): Promise<string | null> {
  const parts = path.resolve(target).split(path.sep);
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = parts.slice(0, depth).join(path.sep) || path.sep;
    if (!(await mayPass(folder, user))) return folder;
  }
  return null;
}

async function mayPass(folder: string, user: OperatingUser): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
