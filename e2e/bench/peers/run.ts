/**
 * Sync against PouchDB 9 replicating to express-pouchdb, both in real Chromium, on this machine, in one run: visits with answers up
 * from one tablet and down to a second, then one answer. `node e2e/bench/peers/run.ts [--visits=100 --answers=100 --turns=10 --runs=1]`.
 * PouchDB is installed into a folder of its own (`--pouchdb=FOLDER` names one) and is no dependency. A measurement, never a test.
 */
import { loadavg } from 'node:os';
import { launchBrowser } from '../bench-browser.ts';
import { median } from '../probe.ts';
import { asTable, type Line } from '../targets.ts';
import { measurePouch } from './measure-pouch.ts';
import { measureTilik } from './measure-tilik.ts';
import type { Measured } from './measured.ts';

const given = (name: string): string | null =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;
const load = {
  visits: Number(given('visits') ?? 100),
  answers: Number(given('answers') ?? 100),
  turns: Number(given('turns') ?? 10),
};
const runs = Number(given('runs') ?? 1);
const only = given('only');

const browser = await launchBrowser();
try {
  const before = loadavg()[0];
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  // In turns, so that both meet the same machine.
  for (let run = 0; run < runs; run++) {
    if (only !== 'pouchdb') ours.push(await measureTilik(browser, load));
    if (only !== 'tilik') theirs.push(await measurePouch(browser, load, given('pouchdb')));
  }
  console.info(JSON.stringify({ ...load, loadBefore: before, loadAfter: loadavg()[0], ours, theirs }, null, 1));
  if (only === null) console.info(`\n${asTable(compare(ours, theirs))}`);
} finally {
  await browser.close();
}

function compare(ours: readonly Measured[], theirs: readonly Measured[]): readonly Line[] {
  const of = (all: readonly Measured[], figure: (one: Measured) => number): number => median(all.map(figure));
  const faster = (what: string, figure: (one: Measured) => number, target: number | null): Line => ({
    what,
    unit: '×',
    figure: Number((of(theirs, figure) / of(ours, figure)).toFixed(2)),
    target,
    atLeast: true,
    detail: `${Math.round(of(ours, figure))} ms against ${Math.round(of(theirs, figure))} ms`,
  });
  const smaller = (what: string, figure: (one: Measured) => number, target: number | null): Line => ({
    what,
    unit: '×',
    figure: Number((of(ours, figure) / of(theirs, figure)).toFixed(3)),
    target,
    detail: `${(of(ours, figure) / 1000).toFixed(0)} kB against ${(of(theirs, figure) / 1000).toFixed(0)} kB`,
  });
  return [
    faster('speed, up and down', ({ upMs, downMs }) => upMs + downMs, 5),
    faster('speed, up', ({ upMs }) => upMs, null),
    faster('speed, down: the first sync of a tablet', ({ downMs }) => downMs, null),
    faster('one answer, p50', ({ oneMs }) => median(oneMs), null),
    smaller('bytes on the wire, up and down', ({ upBytes, downBytes }) => upBytes + downBytes, 0.333),
    smaller('bytes, up', ({ upBytes }) => upBytes, null),
    smaller('bytes, down', ({ downBytes }) => downBytes, null),
  ];
}
