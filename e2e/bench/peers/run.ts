/**
 * Sync against PouchDB 9 replicating to express-pouchdb, both in real Chromium, on this machine, in one run: visits with answers up
 * from one tablet and down to a second, then one answer. `node e2e/bench/peers/run.ts [--visits=100 --answers=100 --turns=10]`.
 * PouchDB is installed into a folder of its own and is no dependency. A measurement, never a test.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { build } from 'vite';
import { demoPassword } from '../../server-process.ts';
import { launchBrowser } from '../bench-browser.ts';
import { startBenchServer } from '../bench-server.ts';
import { median } from '../probe.ts';
import { asTable, type Line } from '../targets.ts';
import { CountingProxy, type Served } from './counting-proxy.ts';

const option = (name: string, otherwise: number): number =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise);
const visits = option('visits', 100);
const answers = option('answers', 100);
const turns = option('turns', 10);
const here = fileURLToPath(new URL('.', import.meta.url));
const instrument = 'Instrumen 100 indikator';

interface Measured {
  readonly upMs: number;
  readonly upBytes: number;
  readonly downMs: number;
  readonly downBytes: number;
  readonly requests: number;
  /** Of one answer, from the tap to the server and on to the second tablet, when both ask at once. */
  readonly oneMs: readonly number[];
}

const browser = await launchBrowser();
try {
  const before = loadavg()[0];
  const ours = await measureTilik(browser);
  const theirs = await measurePouch(browser);
  console.info(JSON.stringify({ visits, answers, loadBefore: before, loadAfter: loadavg()[0], ours, theirs }, null, 1));
  console.info(`\n${asTable(compare(ours, theirs))}`);
} finally {
  await browser.close();
}

function compare(ours: Measured, theirs: Measured): readonly Line[] {
  const faster = (what: string, theirMs: number, ourMs: number, target: number | null): Line => ({
    what,
    unit: '×',
    figure: Number((theirMs / ourMs).toFixed(2)),
    target,
    atLeast: true,
    detail: `${Math.round(ourMs)} ms against ${Math.round(theirMs)} ms`,
  });
  const [ourBytes, theirBytes] = [ours.upBytes + ours.downBytes, theirs.upBytes + theirs.downBytes];
  return [
    faster('speed, up and down', theirs.upMs + theirs.downMs, ours.upMs + ours.downMs, 5),
    faster('speed, up', theirs.upMs, ours.upMs, null),
    faster('speed, down: the first sync of a tablet', theirs.downMs, ours.downMs, null),
    faster('one answer, p50', median(theirs.oneMs), median(ours.oneMs), null),
    {
      what: 'bytes on the wire, up and down',
      unit: '×',
      figure: Number((ourBytes / theirBytes).toFixed(3)),
      target: 0.333,
      detail: `${(ourBytes / 1000).toFixed(0)} kB against ${(theirBytes / 1000).toFixed(0)} kB`,
    },
  ];
}

async function measureTilik(on: Browser): Promise<Measured> {
  const pages = await builtPages();
  const server = await startBenchServer();
  const proxy = await CountingProxy.start(server.port, pages);
  try {
    const first = await openPage(on, proxy);
    await first.evaluate(([user, password]) => window.bench.signIn(user, password), ['asesor1', demoPassword] as const);
    await first.evaluate((title) => window.bench.keepInstrument(title), instrument);
    proxy.isCut = true;
    const ids = await first.evaluate(([count, each, title]) => window.bench.fill(count, each, title), [
      visits,
      answers,
      instrument,
    ] as const);
    proxy.isCut = false;
    const up = await counted(proxy, () => first.evaluate(() => window.bench.sendAll()));
    const second = await openPage(on, proxy);
    const down = await counted(proxy, () =>
      second.evaluate(([user, password, all, each]) => window.bench.firstSync(user, password, all, each), [
        'asesor1',
        demoPassword,
        ids,
        answers,
      ] as const),
    );
    const oneMs: number[] = [];
    for (let turn = 1; turn <= turns; turn++) {
      const sent = await first.evaluate((at) => window.bench.answerAndSend(at), turn);
      oneMs.push(sent + (await second.evaluate((at) => window.bench.fetchOne(at), turn)));
    }
    return measured(up, down, oneMs);
  } finally {
    await proxy.close();
    await server.remove();
  }
}

async function measurePouch(on: Browser): Promise<Measured> {
  const scratch = await mkdtemp(join(tmpdir(), 'tilik-pouchdb-'));
  const packages = ['pouchdb@9.0.0', 'express-pouchdb@4.2.0', 'express@4'];
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--prefix', scratch, ...packages]);
  await copyFile(join(here, 'pouch-server.cjs'), join(scratch, 'pouch-server.cjs'));
  await promisify(execFile)('mkdir', ['-p', join(scratch, 'data')]);
  const port = await freePort();
  const server = spawn('node', ['pouch-server.cjs', String(port)], {
    cwd: scratch,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  const script = async (file: string): Promise<Served> => ({ type: 'text/javascript', body: await readFile(file) });
  const proxy = await CountingProxy.start(
    port,
    new Map([
      ['/bench/', page('<script src="pouchdb.js"></script><script src="page.js"></script>')],
      ['/bench/pouchdb.js', await script(join(scratch, 'node_modules/pouchdb/dist/pouchdb.min.js'))],
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

type Counted = { readonly ms: number; readonly bytes: number; readonly requests: number };

async function counted(proxy: CountingProxy, work: () => Promise<number>): Promise<Counted> {
  const before = { bytes: proxy.bytes, requests: proxy.requests };
  const ms = await work();
  return { ms, bytes: proxy.bytes - before.bytes, requests: proxy.requests - before.requests };
}

function measured(up: Counted, down: Counted, oneMs: readonly number[]): Measured {
  const requests = up.requests + down.requests;
  return { upMs: up.ms, upBytes: up.bytes, downMs: down.ms, downBytes: down.bytes, requests, oneMs };
}

function page(scripts: string): Served {
  return { type: 'text/html', body: `<!doctype html><meta charset="utf-8"><title>Bench</title>${scripts}` };
}

/** The app's store and sync as the build makes them, with the measure as their page. */
async function builtPages(): Promise<ReadonlyMap<string, Served>> {
  const pages = new Map<string, Served>();
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    base: '/bench/',
    logLevel: 'error',
    define: { 'import.meta.env.VITE_APP_VERSION': JSON.stringify('bench') },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: { tilik: join(here, 'tilik-page.ts') }, preserveEntrySignatures: false },
    },
  });
  for (const { output } of [built].flat().flatMap((result) => ('output' in result ? [result] : []))) {
    for (const file of output) {
      const body = file.type === 'chunk' ? file.code : Buffer.from(file.source);
      const type = file.fileName.endsWith('.css') ? 'text/css' : 'text/javascript';
      pages.set(`/bench/${file.fileName}`, { type, body });
      if (file.type === 'chunk' && file.isEntry && file.name === 'tilik')
        pages.set('/bench/', page(`<script type="module" src="/bench/${file.fileName}"></script>`));
    }
  }
  return pages;
}

async function openPage(on: Browser, proxy: CountingProxy): Promise<Page> {
  const context = await on.newContext({ locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(0);
  opened.on('pageerror', (error) => console.error('The page failed:', error));
  await opened.goto(`${proxy.url}/bench/`);
  await opened.waitForFunction(() => 'bench' in window);
  return opened;
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
