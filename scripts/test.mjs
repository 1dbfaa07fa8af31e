// `npm test` runs every check, `npm run check` all but the browser tests. Goes on after a failure, and counts at the end.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { build, prepare } from './prepare.mjs';

const withBrowser = !process.argv.includes('--without-e2e');
const results = 'node_modules/.cache/tilik';
const { node } = prepare();
mkdirSync(results, { recursive: true });

let passed = 0;
let failed = 0;
const failures = [];

function count(name, good, bad) {
  passed += good;
  failed += bad;
  if (bad > 0) failures.push(`${name} (${bad})`);
}

function run(file, args = [], env = {}) {
  return spawnSync(node, [file, ...args], { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

function step(name, isFine) {
  console.info(`\n── ${name}`);
  const fine = isFine();
  count(name, fine ? 1 : 0, fine ? 0 : 1);
}

/** Tests are counted one by one; a run that ends badly without naming a test counts as one failure. */
function tests(name, report, runThem, read) {
  console.info(`\n── ${name}`);
  rmSync(report, { force: true });
  const isFine = runThem();
  const told = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : { good: 0, bad: 0 };
  count(name, told.good, isFine ? told.bad : Math.max(told.bad, 1));
}

function ensureChromium() {
  const system = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(system)) return true;
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  const shell = (line) => spawnSync(line, { shell: true, stdio: 'inherit' }).status === 0;
  if (isDebianRoot)
    return shell('apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation');
  return run('node_modules/@playwright/test/cli.js', ['install', 'chromium']);
}

step('types', () => run('node_modules/typescript/bin/tsc', ['-b']));
step('lint', () => run('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']));
step('boundaries', () => run('scripts/check-boundaries.ts'));
step('unused code', () => run('node_modules/knip/bin/knip.js'));
step('licences', () => run('scripts/check-licences.ts'));
step('build', () => build(node));
step('size', () => run('node_modules/size-limit/bin.js'));

const unit = `${results}/vitest.json`;
tests(
  'unit and integration tests',
  unit,
  () =>
    run('node_modules/vitest/vitest.mjs', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unit}`,
    ]),
  (told) => ({ good: told.numPassedTests, bad: told.numFailedTests }),
);

if (withBrowser) {
  step('Chromium', ensureChromium);
  const browser = `${results}/playwright.json`;
  tests(
    'browser tests',
    browser,
    () => run('node_modules/@playwright/test/cli.js', ['test']),
    ({ stats }) => ({ good: stats.expected, bad: stats.unexpected + stats.flaky }),
  );
}

if (failures.length > 0) console.info(`\nFailed: ${failures.join(', ')}`);
console.info(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
