import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { firstUnreachable } from './operating-user.ts';
import { type OwnPostgres, type SocketConnection, startOwnPostgres } from './own-postgres.ts';
import { findPostmaster } from './postmaster.ts';
import { shortFolderFor } from './socket-folder.ts';

let base: string;

beforeAll(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'tilik-own-'));
  await chmod(base, 0o755);
});
afterAll(() => rm(base, { recursive: true, force: true }));

let count = 0;
const aFolder = () => path.join(base, `data-${++count}`);
const clusterOf = (dataFolder: string) => path.join(dataFolder, 'postgres');

async function start(dataFolder: string): Promise<OwnPostgres> {
  const postgres = await startOwnPostgres({ dataFolder, log: () => {} });
  onTestFinished(() => postgres.stop());
  return postgres;
}

/** Another process that holds the folder's PostgreSQL, as a server does. */
async function startElsewhere(dataFolder: string): Promise<{ process: ChildProcess; connection: SocketConnection }> {
  const holder = spawn(process.execPath, ['src/testing/hold-postgres.ts', dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(holder.stdout, 'data');
  return { process: holder, connection: JSON.parse(String(line)) };
}

async function kill(victim: ChildProcess): Promise<void> {
  const ended = once(victim, 'exit');
  victim.kill('SIGKILL');
  await ended;
}

async function query(connection: SocketConnection, text: string) {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query(text).finally(() => client.end());
  return rows;
}

async function postmasterOf(dataFolder: string): Promise<number> {
  const found = await findPostmaster(clusterOf(dataFolder));
  if (found.kind !== 'running') throw new Error(`The postmaster is ${found.kind}.`);
  return found.pid;
}

describe('after a kill', () => {
  test('the server that was left running is taken over with what it holds', async () => {
    const folder = aFolder();
    const first = await startElsewhere(folder);
    await query(first.connection, 'CREATE TABLE kept AS SELECT 41 + 1 AS answer');
    const orphan = await postmasterOf(folder);
    await kill(first.process);

    const second = await start(folder);
    expect(second.isAdopted).toBe(true);
    expect(await postmasterOf(folder)).toBe(orphan);
    expect(await query(second.connection, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('a taken-over server is stopped like one of our own', async () => {
    const folder = aFolder();
    const first = await startElsewhere(folder);
    await kill(first.process);
    const second = await startOwnPostgres({ dataFolder: folder, log: () => {} });
    await second.stop();
    expect(await findPostmaster(clusterOf(folder))).toEqual({ kind: 'none' });
  });

  test('a server that was killed too is started again and has every committed row', async () => {
    const folder = aFolder();
    const first = await startElsewhere(folder);
    await query(first.connection, 'CREATE TABLE kept AS SELECT 7 AS answer');
    process.kill(await postmasterOf(folder), 'SIGKILL');
    await kill(first.process);

    const second = await start(folder);
    expect(second.isAdopted).toBe(false);
    expect(await query(second.connection, 'SELECT answer FROM kept')).toEqual([{ answer: 7 }]);
  });

  test('a process number that now belongs to another program does not stop the start', async () => {
    const folder = aFolder();
    await (await startOwnPostgres({ dataFolder: folder, log: () => {} })).stop();
    const cluster = clusterOf(folder);
    const left = [process.pid, cluster, 1_700_000_000, 5432, cluster, '', '', 'ready', ''].join('\n');
    await writeFile(path.join(cluster, 'postmaster.pid'), left);
    expect(await findPostmaster(cluster)).toEqual({ kind: 'left-behind', pid: process.pid, isReused: true });
    expect((await start(folder)).isAdopted).toBe(false);
  });

  test('what an interrupted first start left half made is cleared away', async () => {
    const folder = aFolder();
    const { pid } = await endedProcess();
    const half = `${clusterOf(folder)}.new-${pid}`;
    await mkdir(half, { recursive: true });
    await writeFile(path.join(half, 'PG_VERSION'), '18\n');
    await start(folder);
    expect(await readdir(folder)).toEqual(['postgres']);
  });
});

test('the loss of the server is told', async () => {
  const folder = aFolder();
  const postgres = await startOwnPostgres({ dataFolder: folder, log: () => {} });
  process.kill(await postmasterOf(folder), 'SIGKILL');
  await expect(postgres.lost).resolves.toBeUndefined();
});

test('nobody but the owner can reach the data or the socket', async () => {
  const postgres = await start(aFolder());
  const { mode } = await stat(postgres.connection.host);
  expect(mode & 0o077).toBe(0);
  expect((await stat(path.join(postgres.connection.host, '.s.PGSQL.5432'))).mode & 0o077).toBe(0);
});

test('a path too long for a socket gets a short private folder for it', async () => {
  const folder = path.join(base, 'so-long'.repeat(15));
  const postgres = await start(folder);
  expect(postgres.connection.host).toBe(shortFolderFor(clusterOf(folder)));
  onTestFinished(() => rm(postgres.connection.host, { recursive: true, force: true }));
  expect(await query(postgres.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

describe('what cannot be opened is left alone and said in a sentence', () => {
  const opening = (dataFolder: string) => startOwnPostgres({ dataFolder, log: () => {} });

  test('a folder that another Tilik is using', async () => {
    const folder = aFolder();
    const first = await startElsewhere(folder);
    await expect(opening(folder)).rejects.toThrow(/Another Tilik is running/);
    expect(await query(first.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await kill(first.process);
    await start(folder);
  });

  test.each([
    ['an older PostgreSQL', '15'],
    ['a newer PostgreSQL', '19'],
  ])('%s', async (_name, version) => {
    const folder = aFolder();
    await mkdir(clusterOf(folder), { recursive: true });
    await writeFile(path.join(clusterOf(folder), 'PG_VERSION'), `${version}\n`);
    await expect(opening(folder)).rejects.toThrow(`is of PostgreSQL ${version}`);
    expect(await readFile(path.join(clusterOf(folder), 'PG_VERSION'), 'utf8')).toBe(`${version}\n`);
  });

  test('a PostgreSQL of the right version that Tilik did not make', async () => {
    const folder = aFolder();
    await mkdir(clusterOf(folder), { recursive: true });
    await writeFile(path.join(clusterOf(folder), 'PG_VERSION'), '18\n');
    await expect(opening(folder)).rejects.toThrow('holds a PostgreSQL that Tilik did not make');
  });

  test('a data folder that is itself a PostgreSQL', async () => {
    const folder = aFolder();
    await mkdir(folder);
    await writeFile(path.join(folder, 'PG_VERSION'), '16\n');
    await expect(opening(folder)).rejects.toThrow('is itself the data of a PostgreSQL 16');
  });

  test('a data folder with files of something else', async () => {
    const folder = aFolder();
    await mkdir(folder);
    await writeFile(path.join(folder, 'thesis.odt'), '');
    await expect(opening(folder)).rejects.toThrow('already holds other files (thesis.odt)');
    expect(await readdir(folder)).toEqual(['thesis.odt']);
  });

  test('other files where the cluster would be', async () => {
    const folder = aFolder();
    await mkdir(clusterOf(folder), { recursive: true });
    await writeFile(path.join(clusterOf(folder), 'notes.txt'), '');
    await expect(opening(folder)).rejects.toThrow('other files are there (notes.txt)');
  });

  test('a file in place of the data folder', async () => {
    const folder = aFolder();
    await writeFile(folder, '');
    await expect(opening(folder)).rejects.toThrow(`The data folder ${folder} cannot be used (EEXIST)`);
  });

  test('a folder that this user may not write to', async () => {
    const folder = aFolder();
    await mkdir(folder, { mode: 0o555 });
    // Root writes anywhere, so root asks somebody else to try.
    const somebody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const attempt = spawn(process.execPath, ['src/testing/hold-postgres.ts', folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
      ...somebody,
    });
    const said = attempt.stderr.toArray();
    const [code] = await once(attempt, 'exit');
    expect(code).toBe(1);
    expect(Buffer.concat(await said).toString()).toBe(
      `The data folder ${folder} cannot be used (EACCES). Make it a folder that this user may write to, or choose another with DATA_DIR.\n`,
    );
  });
});

test('the folder that PostgreSQL’s user may not pass is named', async () => {
  const closed = path.join(base, 'closed');
  await mkdir(path.join(closed, 'data'), { recursive: true });
  await chmod(closed, 0o700);
  const stranger = { uid: 54_321, gid: 54_321, name: 'stranger' };
  expect(await firstUnreachable(path.join(closed, 'data', 'postgres'), stranger)).toBe(closed);
  await chmod(closed, 0o701);
  expect(await firstUnreachable(path.join(closed, 'data'), stranger)).toBe(null);
});

async function endedProcess(): Promise<ChildProcess> {
  const short = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(short, 'exit');
  return short;
}
