import { spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartProblem } from '../../start-problem.ts';
import { type Binaries, findReachableBinaries, majorVersion } from './binaries.ts';
import {
  checkCluster,
  checkReachable,
  createCluster,
  databaseName,
  findClusterOwner,
  give,
  identity,
  openDataFolder,
  superuser,
  writeAccessRules,
} from './cluster-folder.ts';
import { type ClusterLock, lockCluster } from './cluster-lock.ts';
import { chooseOperatingUser, type OperatingUser } from './operating-user.ts';
import { findPostmaster } from './postmaster.ts';
import { openSocketFolder } from './socket-folder.ts';

/** A start right after a kill is refused until the last backend of the killed server is gone: about 1.5 s. */
const refusedForMs = 15_000;
/** Recovery after a crash reads the whole log since the last checkpoint. */
const recoveryMs = 300_000;
const stopMs = 60_000;
const pollMs = 20;

export interface SocketConnection {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

export interface OwnPostgres {
  readonly connection: SocketConnection;
  /** True when a server that an earlier run left behind was taken over. */
  readonly isAdopted: boolean;
  /** Settles when the server is gone though nobody called `stop`. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

interface Cluster {
  readonly folder: string;
  readonly user: OperatingUser;
  readonly binaries: Binaries;
  readonly socketFolder: string;
  readonly log: (line: string) => void;
}

/**
 * The PostgreSQL of this data folder: made on the first start, started, or taken over if an earlier run was killed and left
 * it running. It listens on a Unix socket only.
 */
export async function startOwnPostgres(options: {
  dataFolder: string;
  log: (line: string) => void;
}): Promise<OwnPostgres> {
  const cluster = await openCluster(options.dataFolder, options.log);
  const { socketFolder, isAdopted } = await ensureRunning(cluster);
  const lock = await lockCluster({ host: socketFolder, user: superuser, database: 'postgres' }, cluster.folder);
  await lock.createDatabase(databaseName);
  return {
    connection: { host: socketFolder, user: superuser, database: databaseName },
    isAdopted,
    lost: lock.lost,
    stop: () => stopCluster(cluster.folder, lock),
  };
}

async function openCluster(dataFolder: string, log: (line: string) => void): Promise<Cluster> {
  const parent = await openDataFolder(dataFolder);
  const folder = path.join(parent, 'postgres');
  const found = await checkCluster(folder);
  const user = await chooseOperatingUser(found === 'absent' ? null : await findClusterOwner(folder));
  await checkReachable(folder, user);
  const binaries = await findReachableBinaries(user, path.join(parent, `postgres-${majorVersion}-programs`));
  if (found === 'absent') await createCluster(folder, user, binaries);
  return { folder, user, binaries, socketFolder: await openSocketFolder(folder, user, log), log };
}

async function ensureRunning(cluster: Cluster): Promise<{ socketFolder: string; isAdopted: boolean }> {
  const giveUpAt = Date.now() + refusedForMs;
  for (;;) {
    const found = await findPostmaster(cluster.folder);
    if (found.kind === 'running') {
      const socketFolder = await untilReady(cluster, giveUpAt);
      if (socketFolder !== null) return { socketFolder, isAdopted: true };
      continue;
    }
    // PostgreSQL clears a stale file itself, except when another program of the same user now has its number.
    if (found.kind === 'left-behind' && found.isReused) await rm(path.join(cluster.folder, 'postmaster.pid'));
    const refusal = await launch(cluster);
    if (refusal === null) return { socketFolder: cluster.socketFolder, isAdopted: false };
    if (!refusal.isTemporary || Date.now() > giveUpAt) {
      throw new StartProblem(
        `PostgreSQL did not start: ${refusal.reason} Its log is in ${path.join(cluster.folder, 'log')}.`,
      );
    }
    await wait(100);
  }
}

/** Waits for a server that is starting or stopping. @returns its socket folder, or null once it is gone. */
async function untilReady(cluster: Cluster, sayAt: number): Promise<string | null> {
  const giveUpAt = Date.now() + recoveryMs;
  let hasSaid = false;
  while (Date.now() < giveUpAt) {
    const found = await findPostmaster(cluster.folder);
    if (found.kind !== 'running') return null;
    if (found.isReady) return found.socketFolder;
    if (!hasSaid && Date.now() > sayAt) {
      hasSaid = true;
      cluster.log('PostgreSQL is recovering from an unclean stop; this can take some minutes.');
    }
    await wait(pollMs);
  }
  throw new StartProblem(`PostgreSQL in ${cluster.folder} has not become ready within ${recoveryMs / 60_000} minutes.`);
}

/** @returns null when ready, else why it refused. */
async function launch(cluster: Cluster): Promise<{ reason: string; isTemporary: boolean } | null> {
  await writeAccessRules(cluster.folder, cluster.user);
  const startLog = path.join(cluster.folder, 'start.log');
  const output = await open(startLog, 'w', 0o600);
  await give(startLog, cluster.user);
  // In a session of its own: Ctrl-C in the terminal reaches only Node, which stops the server when requests are done.
  const server = spawn(cluster.binaries.postgres, serverArguments(cluster), {
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output.fd, output.fd],
    detached: true,
    ...identity(cluster.user),
  });
  const ended = new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(`${error.message}.`));
    server.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}.`));
  });
  server.unref();
  await output.close();
  const how = await Promise.race([ended, untilUp(cluster.folder, server.pid, ended)]);
  if (how === null) return null;
  const printed = await readFile(startLog, 'utf8').catch(() => '');
  return { reason: lastComplaint(printed) ?? how, isTemporary: /is still in use|already exists/.test(printed) };
}

async function untilUp(folder: string, pid: number | undefined, ended: Promise<string>): Promise<null> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const giveUpAt = Date.now() + recoveryMs;
  while (!isOver && Date.now() < giveUpAt) {
    const found = await findPostmaster(folder);
    if (found.kind === 'running' && found.pid === pid && found.isReady) return null;
    await wait(pollMs);
  }
  if (!isOver)
    throw new StartProblem(`PostgreSQL in ${folder} has not become ready within ${recoveryMs / 60_000} minutes.`);
  // The other side of the race has settled already; this one only has to stop.
  return null;
}

function serverArguments({ folder, socketFolder }: Cluster): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // One file a weekday, each overwritten after a week.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
  };
  return ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function lastComplaint(printed: string): string | null {
  const line = printed.split('\n').findLast((text) => /(FATAL|PANIC|ERROR|error|cannot|could not)/.test(text));
  return line ? `${line.replace(/^.*?(FATAL|PANIC|ERROR): +/, '').replace(/\.$/, '')}.` : null;
}

async function stopCluster(folder: string, lock: ClusterLock): Promise<void> {
  await lock.release();
  const found = await findPostmaster(folder);
  if (found.kind !== 'running') return;
  // SIGINT is PostgreSQL's fast shutdown: roll back what is open, write a checkpoint, end.
  process.kill(found.pid, 'SIGINT');
  const giveUpAt = Date.now() + stopMs;
  while ((await findPostmaster(folder)).kind === 'running') {
    if (Date.now() > giveUpAt)
      throw new Error(`PostgreSQL (process ${found.pid}) is still stopping after ${stopMs / 1000} s.`);
    await wait(pollMs);
  }
}
