import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { build } from 'vite';
import { demoPassword } from '../../server-process.ts';
import { startBenchServer } from '../bench-server.ts';
import { CountingProxy, type Served } from './counting-proxy.ts';
import { counted, type Load, type Measured, measured, openPage, page } from './measured.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const instrument = 'Instrumen 100 indikator';
const assessor = 'asesor.ukur';

export async function measureTilik(on: Browser, { visits, answers, turns }: Load): Promise<Measured> {
  const pages = await builtPages();
  const server = await startBenchServer();
  const proxy = await CountingProxy.start(server.port, pages);
  try {
    const first = await openPage(on, proxy);
    // Somebody with no visits: only what is measured is carried.
    await first.evaluate(([user, password]) => window.bench.addAssessor(user, password), [
      assessor,
      demoPassword,
    ] as const);
    await first.evaluate(([user, password]) => window.bench.signIn(user, password), [assessor, demoPassword] as const);
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
        assessor,
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

/** The app's store and sync as the build makes them, in one file, so that none of it is fetched while it is measured. */
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
      rolldownOptions: {
        input: { tilik: join(here, 'tilik-page.ts') },
        preserveEntrySignatures: false,
        output: { codeSplitting: false },
      },
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
