import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartProblem } from '../../start-problem.ts';
import type { Binaries } from './binaries.ts';
import { give, identity, writeAccessRules } from './cluster-folder.ts';
import type { OperatingUser } from './operating-user.ts';
import { findPostmaster } from './postmaster.ts';

/** Recovery after a crash reads the whole log since the last checkpoint. */
export const recoveryMs = 300_000;
const complaintMs = 1_000;
const pollMs = 20;

export interface Cluster {
  readonly folder: string;
  readonly user: OperatingUser;
  readonly binaries: Binaries;
  readonly socketFolder: string;
  readonly log: (line: string) => void;
}

export interface Refusal {
  readonly reason: string;
  /** What an earlier server has not let go of yet. */
  readonly isTemporary: boolean;
}

/** @returns null when ready, else why it refused. */
export async function launch(cluster: Cluster): Promise<Refusal | null> {
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
  const complaint = await findComplaint(cluster.folder, server.pid);
  return { reason: complaint ?? how, isTemporary: complaint !== null && /still in use|already exists/.test(complaint) };
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

/** Why this attempt ended. The log collector writes it down a moment after the server is gone. */
async function findComplaint(folder: string, pid: number | undefined): Promise<string | null> {
  const giveUpAt = Date.now() + complaintMs;
  for (;;) {
    const line = (await readLogs(folder, pid)).findLast((text) => /(FATAL|PANIC|ERROR|rror while loading)/.test(text));
    if (line) return `${line.replace(/^.*?(FATAL|PANIC|ERROR): +/, '').replace(/\.$/, '')}.`;
    if (Date.now() > giveUpAt) return null;
    await wait(pollMs);
  }
}

/** At first a server prints to `start.log`, once its collector runs to the file of the day. */
async function readLogs(folder: string, pid: number | undefined): Promise<string[]> {
  const read = (name: string) => readFile(path.join(folder, name), 'utf8').catch(() => '');
  const [, logOfDay = 'start.log'] = (await read('current_logfiles')).trim().split(' ');
  const lines = (await read(logOfDay)).split('\n').filter((line) => line.includes(`[${pid}]`));
  return [...(await read('start.log')).split('\n'), ...lines];
}
