import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { CountingProxy, type Served } from './counting-proxy.ts';
import { counted, type Load, type Measured, measured, openPage, page } from './measured.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const packages = ['pouchdb@9.0.0', 'express-pouchdb@4.2.0', 'express@4'];

/** @param installed a folder with the packages, where they are not to be fetched anew. */
export async function measurePouch(
  on: Browser,
  { visits, answers, turns }: Load,
  installed: string | null,
): Promise<Measured> {
  const scratch = await mkdtemp(join(tmpdir(), 'tilik-pouchdb-'));
  const modules = installed ?? scratch;
  if (installed === null)
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--prefix', scratch, ...packages]);
  const port = await freePort();
  const server = spawn('node', [join(here, 'pouch-server.cjs'), String(port), modules], {
    cwd: scratch,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  const script = async (file: string): Promise<Served> => ({ type: 'text/javascript', body: await readFile(file) });
  const proxy = await CountingProxy.start(
    port,
    new Map([
      ['/bench/', page('<script src="pouchdb.js"></script><script src="page.js"></script>')],
      ['/bench/pouchdb.js', await script(join(modules, 'node_modules/pouchdb/dist/pouchdb.min.js'))],
      ['/bench/page.js', await script(join(here, 'pouch-page.js'))],
    ]),
  );
  try {
    const first = await openPage(on, proxy);
    const call = <T>(tablet: Page, name: string, ...values: unknown[]): Promise<T> =>
      tablet.evaluate(([method, given]) => Reflect.get(window.bench, method)(...given), [name, values] as const);
    const visit = await call<string>(first, 'fill', visits, answers);
    const up = await counted(proxy, () => call<number>(first, 'sendAll'));
    const second = await openPage(on, proxy);
    const down = await counted(proxy, () => call<number>(second, 'firstSync', visits * (answers + 1)));
    const oneMs: number[] = [];
    for (let turn = 1; turn <= turns; turn++) {
      const sent = await call<number>(first, 'answerAndSend', visit, turn);
      oneMs.push(sent + (await call<number>(second, 'fetchOne', visit, turn)));
    }
    return measured(up, down, oneMs);
  } finally {
    await proxy.close();
    await end(server);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

async function end(process_: ChildProcess): Promise<void> {
  const ended = once(process_, 'exit');
  process_.kill('SIGINT');
  await ended;
}
