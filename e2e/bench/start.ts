/**
 * What the start costs the tablet's main thread until a visit can be answered, in processor time, which a busy machine blurs far less
 * than the clock: `node e2e/bench/start.ts [runs] [--functions]`. A measurement, never a test.
 */
import type { Browser, BrowserContext } from '@playwright/test';
import { launchBrowser, newTablet } from './bench-browser.ts';
import { instruments, startBenchServer } from './bench-server.ts';
import { median } from './probe.ts';
import { untilAnswerable } from './ready.ts';
import setUp from './setup.mjs';

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly id?: string;
  readonly args: Readonly<Record<string, unknown>> & {
    readonly name?: string;
    readonly data?: Record<string, unknown>;
  };
}

interface Start {
  readonly clockMs: number;
  readonly processorMs: number;
  readonly byKind: ReadonlyMap<string, number>;
  readonly functions: ReadonlyMap<string, number>;
}

const runs = Number(process.argv[2] ?? 7);
const withFunctions = process.argv.includes('--functions');
const sizes = ['of100', 'of400'] as const;

const server = await startBenchServer();
const browser = await launchBrowser();
try {
  const visits = [];
  for (const size of sizes) {
    const context = await newTablet(browser);
    const page = await context.newPage();
    const url = await setUp({ context, page, base: server.url, instrument: instruments[size] });
    await page.close();
    visits.push({ size, context, url, starts: [] as Start[] });
  }
  for (let run = 0; run <= runs; run++) {
    for (const visit of visits) {
      const start = await traceStart(browser, visit.context, visit.url);
      if (run > 0) visit.starts.push(start);
    }
  }
  for (const { size, starts } of visits) report(size, starts);
} finally {
  await browser.close();
  await server.remove();
}

function report(size: string, starts: readonly Start[]): void {
  const least = Math.min(...starts.map(({ processorMs }) => processorMs));
  const clock = starts.map(({ clockMs }) => clockMs);
  console.info(
    `${size}: processor ${median(starts.map(({ processorMs }) => processorMs))} ms (least ${least.toFixed(1)})`,
  );
  console.info(`  clock ${median(clock)} ms (least ${Math.min(...clock).toFixed(0)})`);
  for (const [what, values] of Object.entries({ kind: 'byKind', function: 'functions' } as const)) {
    const names = new Set(starts.flatMap((start) => [...start[values].keys()]));
    const rows = [...names].map((name) => [name, median(starts.map((start) => start[values].get(name) ?? 0))] as const);
    for (const [name, ms] of rows.sort((a, b) => b[1] - a[1]).slice(0, what === 'kind' ? 14 : 60)) {
      if (ms >= 0.2) console.info(`    ${ms.toFixed(1).padStart(6)}  ${name}`);
    }
  }
}

async function traceStart(on: Browser, context: BrowserContext, url: string): Promise<Start> {
  const page = await context.newPage();
  await on.startTracing(page, {
    categories: [
      '-*',
      'toplevel',
      'blink.user_timing',
      'devtools.timeline',
      'v8',
      'disabled-by-default-v8.compile',
      ...(withFunctions ? ['disabled-by-default-v8.cpu_profiler'] : []),
    ],
  });
  await page.goto(url, { waitUntil: 'commit' });
  const clockMs = await untilAnswerable(page);
  // The trace comes in pieces: what is to be in it must not be the last that happens.
  await page.waitForTimeout(300);
  const { traceEvents } = JSON.parse((await on.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  await page.close();
  return { clockMs, ...summary(traceEvents) };
}

function summary(events: readonly TraceEvent[]): Omit<Start, 'clockMs'> {
  const mark = events.find(({ name }) => name === 'visit-answerable');
  const origin = events.find(
    ({ name, args }) => name === 'navigationStart' && args.data?.navigationId === mark?.args.data?.navigationId,
  );
  if (mark === undefined || origin === undefined) throw new Error('The trace lacks the mark.');
  const main = events.filter(
    ({ pid, tid, ts }) => pid === mark.pid && tid === mark.tid && ts >= origin.ts && ts <= mark.ts,
  );
  const spans = main.filter(({ ph, tdur }) => ph === 'X' && tdur !== undefined).toSorted((a, b) => a.ts - b.ts);
  const byKind = new Map<string, number>();
  const open: { readonly end: number; readonly name: string }[] = [];
  let processorMs = 0;
  const add = (name: string, ms: number): void => void byKind.set(name, (byKind.get(name) ?? 0) + ms);
  for (const { name, ts, dur = 0, tdur = 0 } of spans) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= ts) open.pop();
    const around = open.at(-1);
    if (around === undefined) processorMs += tdur / 1000;
    else add(around.name, -tdur / 1000);
    add(name, tdur / 1000);
    open.push({ end: ts + dur, name });
  }
  return { processorMs, byKind, functions: withFunctions ? functionTimes(events, mark) : new Map() };
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url?: string; readonly lineNumber?: number };
}

/** Self time of each function until the mark, from the samples of the profiler. */
function functionTimes(events: readonly TraceEvent[], mark: TraceEvent): ReadonlyMap<string, number> {
  const nodes = new Map<number, ProfileNode>();
  const times = new Map<string, number>();
  const profile = events.find(({ name, pid, tid }) => name === 'Profile' && pid === mark.pid && tid === mark.tid);
  for (const { name, pid, id, args, ts } of events) {
    if (name !== 'ProfileChunk' || pid !== mark.pid || id !== profile?.id || ts > mark.ts) continue;
    const data = args.data as {
      cpuProfile?: { nodes?: ProfileNode[]; samples?: number[] };
      timeDeltas?: number[];
    };
    for (const node of data.cpuProfile?.nodes ?? []) nodes.set(node.id, node);
    for (const [at, sample] of (data.cpuProfile?.samples ?? []).entries()) {
      const frame = nodes.get(sample)?.callFrame;
      if (frame === undefined) continue;
      const where = `${frame.functionName || '(anonymous)'} ${frame.url?.split('/').at(-1) ?? ''}:${frame.lineNumber ?? ''}`;
      times.set(where, (times.get(where) ?? 0) + (data.timeDeltas?.[at] ?? 0) / 1000);
    }
  }
  return times;
}
