import { execFile } from 'node:child_process';
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from '../../start-problem.ts';
import { type Binaries, majorVersion } from './binaries.ts';
import { firstUnreachable, type OperatingUser } from './operating-user.ts';
import { isAlive } from './postmaster.ts';

const run = promisify(execFile);

/** The superuser of the cluster and the database's name. There is no password: the socket lets in by operating user. */
export const superuser = 'tilik';
export const databaseName = 'tilik';

/** The cluster's folder in the data folder. */
export const clusterName = 'postgres';

/** In a cluster made by Tilik. Another program's cluster must not be started, still less be upgraded, by mistake. */
const marker = 'tilik-cluster.json';

/** The data folder, made if need be. @returns its real path, the same however it was named. */
export async function openDataFolder(dataFolder: string): Promise<string> {
  try {
    const made = await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    if (made !== undefined) await letPassThrough(made, dataFolder);
    await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartProblem(
      `The data folder ${dataFolder} cannot be used (${codeOf(error)}). Make it a folder that this user may write to, or choose another with DATA_DIR.`,
    );
  }
  const folder = await realpath(dataFolder);
  const version = await readVersion(folder);
  if (version !== null) {
    throw new StartProblem(
      `The data folder ${folder} is itself the data of a PostgreSQL ${version} that Tilik did not make. Choose another folder with DATA_DIR, or use that PostgreSQL with DATABASE_URL.`,
    );
  }
  const strangers = (await readdir(folder)).filter((name) => !isOurs(name));
  if (strangers.length > 0 && (await findClusterOwner(path.join(folder, clusterName))) === null) {
    throw new StartProblem(
      `The data folder ${folder} already holds other files (${someOf(strangers)}). Choose an empty or a new folder with DATA_DIR.`,
    );
  }
  await letPass(folder);
  return folder;
}

/** Hidden files, the disk's own folder, and what Tilik itself makes in a data folder. */
function isOurs(name: string): boolean {
  return /^(\..*|lost\+found|evidence|postgres.*)$/.test(name);
}

function someOf(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
}

/** Every folder that was just made on the way from `first` to `last`. */
async function letPassThrough(first: string, last: string): Promise<void> {
  for (let folder = path.resolve(last); ; folder = path.dirname(folder)) {
    await letPass(folder);
    if (folder === path.resolve(first) || folder === path.dirname(folder)) return;
  }
}

/** Root's PostgreSQL runs as another user, who must be able to pass through the folder, though not to look around in it. */
async function letPass(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) await chmod(folder, (mode & 0o777) | 0o001);
}

/** Who owns the cluster folder, or null where there is none yet. */
export async function findClusterOwner(cluster: string): Promise<number | null> {
  return stat(cluster).then(
    ({ uid }) => uid,
    () => null,
  );
}

/** @throws StartProblem unless the cluster folder is absent, or one that Tilik made and this version can open. */
export async function checkCluster(cluster: string): Promise<'absent' | 'usable'> {
  let names: string[];
  try {
    names = await readdir(cluster);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'absent';
    throw new StartProblem(
      `PostgreSQL's folder ${cluster} cannot be read (${codeOf(error)}). Start Tilik as the user who owns it, or choose another DATA_DIR.`,
    );
  }
  if (names.length === 0) return 'absent';
  const version = await readVersion(cluster);
  if (version === null) {
    throw new StartProblem(
      `${cluster} is where Tilik keeps its PostgreSQL, but other files are there (${someOf(names)}). Move them away, or choose another DATA_DIR.`,
    );
  }
  if (version !== majorVersion) {
    throw new StartProblem(
      `The data in ${cluster} is of PostgreSQL ${version}; this Tilik runs PostgreSQL ${majorVersion} and leaves it as it is. Start the Tilik version that made it, choose another DATA_DIR, or run that PostgreSQL yourself and set DATABASE_URL.`,
    );
  }
  if (!names.includes(marker)) {
    throw new StartProblem(
      `${cluster} holds a PostgreSQL that Tilik did not make. Choose another DATA_DIR, or run it yourself and set DATABASE_URL.`,
    );
  }
  return 'usable';
}

/** @throws StartProblem naming the folder that the user may not pass. */
export async function checkReachable(cluster: string, user: OperatingUser): Promise<void> {
  const closed = await firstUnreachable(cluster, user);
  if (closed === null) return;
  throw new StartProblem(
    `PostgreSQL refuses to run as root and runs as ${user.name}, who may not pass the folder ${closed}. Choose a folder elsewhere, for example DATA_DIR=/var/lib/tilik, allow it with "chmod o+x ${closed}", or start Tilik as an ordinary user.`,
  );
}

/** Made beside its place and moved there when whole: a kill in between leaves nothing that looks like a cluster. */
export async function createCluster(cluster: string, user: OperatingUser, binaries: Binaries): Promise<void> {
  await removeHalfMade(cluster);
  const half = `${cluster}.new-${process.pid}`;
  await mkdir(half, { mode: 0o700 });
  await give(half, user);
  await run(
    binaries.initdb,
    [
      ...['--pgdata', half, '--username', superuser, '--auth', 'peer', '--encoding', 'UTF8', '--data-checksums'],
      // The built-in provider sorts alike on every machine, whatever its C library.
      ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--no-instructions'],
    ],
    { cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, ...identity(user) },
  ).catch((error: unknown) => {
    throw new StartProblem(`PostgreSQL could not make its data in ${cluster}: ${lastLine(error)}`);
  });
  await writeFor(user, path.join(half, marker), `${JSON.stringify({ format: 1, postgres: majorVersion })}\n`);
  await rename(half, cluster).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    // Another start was quicker; its cluster is as good.
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
  });
  await syncFolder(path.dirname(cluster));
}

/** Only through the socket, and only the cluster's owner and root: told by the kernel, so no password can leak. */
export async function writeAccessRules(cluster: string, user: OperatingUser): Promise<void> {
  await writeFor(user, path.join(cluster, 'pg_hba.conf'), 'local all all peer map=tilik\n');
  const names = user.name === 'root' ? ['root'] : ['root', user.name];
  const map = names.map((name) => `tilik "${name}" all\n`).join('');
  await writeFor(user, path.join(cluster, 'pg_ident.conf'), map);
}

/** The user to spawn as; nothing where Node already runs as that user. */
export function identity(user: OperatingUser): { uid?: number; gid?: number } {
  return process.getuid?.() === user.uid ? {} : { uid: user.uid, gid: user.gid };
}

export async function give(target: string, user: OperatingUser): Promise<void> {
  if (process.getuid?.() !== user.uid) await chown(target, user.uid, user.gid);
}

async function writeFor(user: OperatingUser, file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flush: true });
  await give(file, user);
}

async function removeHalfMade(cluster: string): Promise<void> {
  const prefix = `${path.basename(cluster)}.new-`;
  const parent = path.dirname(cluster);
  const halves = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  for (const name of halves) {
    if (isAlive(Number(name.slice(prefix.length))) && name !== `${prefix}${process.pid}`) continue;
    await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function readVersion(folder: string): Promise<string | null> {
  return readFile(path.join(folder, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return text.trim().split('\n').at(-1) ?? '';
}
