import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Route } from '@playwright/test';
import { build } from 'vite';
import { sha256Hex } from '#domain/canonical.ts';
import { Sha256 } from '#domain/ids.ts';
import { buildReport } from '#report/build-report.ts';
import type { VisitReport } from '#report/visit-report.ts';
import { aFinishedVisit, approved } from '#testing/report-visit.ts';
import { newTablet, slowPage } from './bench-browser.ts';
import type { DrawnReport } from './report-page.ts';

export interface ReportMeasures {
  readonly answers: number;
  readonly photos: number;
  readonly photoBytes: number;
  /** The first has to load the library and its fonts. */
  readonly pdf: readonly DrawnReport[];
  readonly docx: readonly DrawnReport[];
  readonly xlsx: readonly DrawnReport[];
}

const photoCount = 60;

/** As strict as the server's: a library that makes scripts or markup out of text fails here. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types default";

/** A visit of 120 answers and 60 photos drawn on the throttled tablet, each time on a new page. */
export async function measureReport(browser: Browser, runs: number): Promise<ReportMeasures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-bench-report-'));
  try {
    await bundle(folder);
    const { report, photos } = await aLargeReport();
    const draw = async (format: 'pdf' | 'docx' | 'xlsx'): Promise<DrawnReport[]> => {
      const drawn: DrawnReport[] = [];
      for (let run = 0; run < runs; run++) drawn.push(await drawOnce(browser, folder, report, photos, format));
      return drawn;
    };
    return {
      answers: report.answers.length,
      photos: photos.size,
      photoBytes: [...photos.values()].reduce((sum, { length }) => sum + length, 0),
      pdf: await draw('pdf'),
      docx: await draw('docx'),
      xlsx: await draw('xlsx'),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      rollupOptions: { input: path.resolve('e2e/bench/report-page.ts'), output: { entryFileNames: 'page.js' } },
    },
  });
}

/** The six photos of the demonstration, ten times, each made another by bytes after its end, which decoders skip. */
async function aLargeReport(): Promise<{ report: VisitReport; photos: ReadonlyMap<string, Buffer> }> {
  const { input } = await aFinishedVisit({ users: 13 });
  const photos = new Map<string, Buffer>();
  const names = ['charter', 'ramp', 'waiting-room', 'complaint-desk', 'name-tag', 'document'];
  const held = names.map((name) => readFileSync(new URL(`../../src/server/demo/photos/${name}.jpg`, import.meta.url)));
  const evidence = [];
  for (let at = 0; at < photoCount; at++) {
    const [from, bytes] = [input.view.evidence[at % names.length], held[at % names.length]];
    if (from?.value == null || bytes === undefined) throw new Error('No photo.');
    const own = Buffer.concat([bytes, Buffer.from(String(at).padStart(4, '0'))]);
    const sha256 = Sha256.parse(await sha256Hex(own));
    photos.set(sha256, own);
    const id = `00000000-0000-4000-a000-${String(at).padStart(12, '0')}`;
    evidence.push({ ...from, id, value: { ...from.value, sha256, bytes: own.length } });
  }
  return { report: buildReport(approved({ ...input, view: { ...input.view, evidence } })), photos };
}

async function drawOnce(
  browser: Browser,
  folder: string,
  report: VisitReport,
  photos: ReadonlyMap<string, Buffer>,
  format: 'pdf' | 'docx' | 'xlsx',
): Promise<DrawnReport> {
  const context = await newTablet(browser);
  await context.route('http://localhost:5999/**', async (route) => await answer(route, folder, report, photos));
  const { page, faults } = await slowPage(context);
  await page.goto('http://localhost:5999/');
  await page.waitForFunction(() => window.drawReport !== undefined);
  const drawn = await page.evaluate(async (wanted) => await window.drawReport?.(wanted), format);
  await context.close();
  if (drawn === undefined || faults.length > 0) throw new Error(`The page failed: ${faults.join('; ')}`);
  return drawn;
}

async function answer(route: Route, folder: string, report: VisitReport, photos: ReadonlyMap<string, Buffer>) {
  const { pathname } = new URL(route.request().url());
  if (pathname === '/')
    return await route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': policy },
      body: '<!doctype html><script type="module" src="/page.js"></script>',
    });
  if (pathname === '/report.json') return await route.fulfill({ json: report });
  const photo = photos.get(pathname.replace('/photos/', ''));
  if (photo !== undefined) return await route.fulfill({ contentType: 'image/jpeg', body: photo });
  if (!pathname.endsWith('.js')) return await route.fulfill({ status: 404 });
  return await route.fulfill({ contentType: 'text/javascript', body: await readFile(path.join(folder, pathname)) });
}
