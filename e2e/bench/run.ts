/**
 * The numbers of the design, measured on the built app, the real server and a real browser: `npm run bench`.
 * Prints a table and one JSON. A measurement, never a test: it ends with 0 whatever it finds.
 *   --runs=5 --taps=60 --rounds=150   how often to open, to tap and to push
 *   --only=app|stored|report|push     one part of it
 *   --only=desk                       what a supervisor asks, with 50 and 5,000 visits; seeding takes minutes, so only when asked for
 *   --out=FILE.json
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { launchBrowser, throttle } from './bench-browser.ts';
import { startBenchServer } from './bench-server.ts';
import { measureDesk } from './desk-share.ts';
import { appLines, pushLines, storedLines } from './lines.ts';
import { measureApp } from './measure-app.ts';
import { measurePushes } from './push-share.ts';
import { measureReport } from './report.ts';
import { reportLines } from './report-lines.ts';
import { measureStored } from './stored.ts';
import { asTable, isReached, type Line } from './targets.ts';

const option = (name: string, otherwise: string): string =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const runs = Number(option('runs', '5'));
const taps = Number(option('taps', '60'));
const rounds = Number(option('rounds', '150'));
const only = option('only', '');

if (!existsSync('dist/app/index.html')) throw new Error('The app has not been built: npm run build');
const loadBefore = loadavg()[0];
const lines: Line[] = [];
let chromium: string | null = null;

const isAsked = (part: string): boolean => only === '' || only === part;
if (isAsked('app') || isAsked('stored')) {
  const server = await startBenchServer();
  const browser = await launchBrowser();
  chromium = browser.version();
  try {
    if (isAsked('app')) lines.push(...appLines(await measureApp(browser, server.url, runs, taps)));
    if (isAsked('stored')) lines.push(...storedLines(await measureStored(browser, server, runs)));
  } finally {
    await browser.close();
    await server.remove();
  }
}
if (isAsked('report')) {
  const browser = await launchBrowser();
  chromium = browser.version();
  try {
    lines.push(...reportLines(await measureReport(browser, runs)));
  } finally {
    await browser.close();
  }
}
// Thousands of visits are seeded first, which takes minutes: only when asked for.
if (only === 'desk') lines.push(...(await measureDesk()));
if (isAsked('push')) lines.push(...pushLines(await measurePushes(rounds)));

const machine = {
  node: process.version,
  chromium,
  processors: cpus().length,
  processor: cpus()[0]?.model,
  loadBefore,
  throttle,
};
const result = {
  date: new Date().toISOString(),
  machine,
  runs,
  taps,
  lines: lines.map((line) => ({ ...line, reached: isReached(line) })),
};
const json = JSON.stringify(result, null, 1);
const file = option('out', '');
if (file !== '') await writeFile(file, `${json}\n`);
console.info(json);
console.info(`\n${asTable(lines)}`);
