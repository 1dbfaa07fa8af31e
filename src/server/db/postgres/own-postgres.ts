import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartProblem } from '../../start-problem.ts';
import { findReachableBinaries, majorVersion } from './binaries.ts';
import {
  checkCluster,
  checkReachable,
  clusterName,
  createCluster,
  databaseName,
  findClusterOwner,
  openDataFolder,
  superuser,
} from './cluster-folder.ts';
import { type ClusterLock, lockCluster } from './cluster-lock.ts';
import { type Cluster, launch, recoveryMs } from './launch.ts';
import { chooseOperatingUser } from './operating-user.ts';
import { clearStaleLocks, findPostmaster } from './postmaster.ts';
import { openSocketFolder } from './socket-folder.ts';

/** A start right after a kill is refused until the last backend of the killed server is gone: about 1.5 s. */
const refusedForMs = 15_000;
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
  const folder = path.join(parent, clusterName);
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
    await clearStaleLocks(cluster.folder, cluster.socketFolder);
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
