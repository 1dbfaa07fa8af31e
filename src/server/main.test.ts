import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '#testing/postgres.ts';

let base: string;

beforeAll(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'tilik-main-'));
  await chmod(base, 0o711);
});
afterAll(() => rm(base, { recursive: true, force: true }));

interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
  /** The address it says it is ready at. */
  readonly ready: Promise<string>;
}

function start(dataFolder: string, more: Record<string, string> = {}): Run {
  const server = spawn(process.execPath, ['src/server/main.ts'], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataFolder, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ready = new Promise<string>((resolve) => {
    createInterface(server.stdout).on('line', (line) => {
      lines.push(line);
      const url = /ready at (\S+)/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
  createInterface(server.stderr).on('line', (line) => lines.push(line));
  const ended = once(server, 'close').then(([code]) => code);
  onTestFinished(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  return { process: server, ended, said: () => lines.join('\n'), ready };
}

async function isReady(run: Run): Promise<boolean> {
  const url = await Promise.race([run.ready, run.ended]);
  if (typeof url !== 'string') throw new Error(`The server ended with ${url}:\n${run.said()}`);
  return (await fetch(`${url}/readyz`)).ok;
}

test('a killed server is started again on the same data, and Ctrl-C ends it with everything it started', async () => {
  const folder = path.join(base, 'deep', 'er', 'killed');
  const first = start(folder);
  expect(await isReady(first)).toBe(true);
  first.process.kill('SIGKILL');
  await first.ended;

  const second = start(folder);
  expect(await isReady(second)).toBe(true);
  expect(second.said()).toContain('has been taken over');
  second.process.kill('SIGINT');
  expect(await second.ended).toBe(0);

  const third = start(folder);
  expect(await isReady(third)).toBe(true);
  expect(third.said()).not.toContain('has been taken over');
});

test('a port in use is said in a sentence, before any data is touched', async () => {
  const other = await listenSomewhere();
  const { ended, said } = start(path.join(base, 'port'), { PORT: String(other.port) });
  expect(await ended).toBe(1);
  expect(said()).toMatch(
    new RegExp(
      `^(The app has not been built.*\n)?Port ${other.port} on 127.0.0.1 is in use by another program. Stop that program, or`,
    ),
  );
  expect(said()).not.toMatch(/\n\s+at /);
});

test('with DATABASE_URL that database is used and none of our own is made', async () => {
  const given = await createTestDatabase();
  onTestFinished(() => given.drop());
  const folder = path.join(base, 'no-postgres');
  const run = start(folder, { DATABASE_URL: given.connectionString });
  expect(await isReady(run)).toBe(true);
  expect(await readdir(folder)).not.toContain('postgres');
  run.process.kill('SIGTERM');
  expect(await run.ended).toBe(0);
});

test('a database that does not answer is said in a sentence without its password', async () => {
  const { ended, said } = start(path.join(base, 'deep', 'given'), {
    DATABASE_URL: 'postgres://tilik:secret@127.0.0.1:1/tilik',
  });
  expect(await ended).toBe(1);
  expect(said()).toContain('The database of DATABASE_URL cannot be reached');
  expect(said()).not.toContain('secret');
  expect(said()).not.toMatch(/\n\s+at /);
});

test('a wrong setting ends the start with a sentence', async () => {
  const { ended, said } = start(path.join(base, 'wrong'), { PORT: 'http' });
  expect(await ended).toBe(1);
  expect(said()).toBe('PORT must be a number from 0 to 65535.');
});

test('the server ends when the process that started it is gone', async () => {
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { spawn } from 'node:child_process';
       spawn(process.execPath, ['src/server/main.ts'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });`,
    ],
    {
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', DATA_DIR: path.join(base, 'child') },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const output = createInterface(parent.stdout);
  for await (const line of output) if (line.includes('ready at')) break;
  // The pipe closes when the last process that holds it has ended: the server itself.
  const closed = once(parent, 'close');
  parent.kill('SIGKILL');
  parent.stdout.resume();
  await closed;
  const again = start(path.join(base, 'child'));
  expect(await isReady(again)).toBe(true);
  expect(again.said()).not.toContain('has been taken over');
});

async function listenSomewhere(): Promise<{ port: number; server: Server }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return { port: address.port, server };
}
