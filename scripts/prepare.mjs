// What both set-up scripts need. Plain JavaScript without dependencies: it runs on Node 20.19, before anything is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inRoot = (name) => path.join(root, name);

/** What the app's build is made of. The server and the tests are not in it. */
const buildInputs = [
  'index.html',
  'package-lock.json',
  'package.json',
  'public',
  'src/client',
  'src/domain',
  'src/instruments',
  'src/protocol',
  'src/report',
  'src/sw',
  'tsconfig.base.json',
  'vite.config.ts',
];

/** Ends the program with a sentence, not with a stack. */
export function giveUp(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** Goes to the top folder, sees to the packages, and puts the pinned Node first for everything that is started. */
export function prepare() {
  process.chdir(root);
  requireVersion(process.versions.node, 20, 19, 'Tilik needs Node 20.19 or newer to set itself up');
  if (!isInstalled()) install();
  process.env.PATH = `${inRoot('node_modules/.bin')}${path.delimiter}${process.env.PATH}`;
  const node = findNode();
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  requireVersion(
    version,
    22,
    18,
    'Tilik needs Node 22.18 or newer to run (its own copy could not be installed for this machine)',
  );
  return { node };
}

function requireVersion(version, major, minor, sentence) {
  const [hasMajor, hasMinor] = version.split('.').map(Number);
  if (hasMajor > major || (hasMajor === major && hasMinor >= minor)) return;
  giveUp(`${sentence}; this is ${version}. See https://nodejs.org.`);
}

/** npm writes down what it has installed when it is done: compared with what the lock file asks for. */
function isInstalled() {
  const read = (name) => JSON.parse(readFileSync(inRoot(name), 'utf8')).packages;
  if (!existsSync(inRoot('node_modules/.package-lock.json'))) return false;
  const installed = read('node_modules/.package-lock.json');
  return Object.entries(read('package-lock.json')).every(([place, wanted]) => {
    if (place === '') return true;
    const found = installed[place];
    return found ? found.version === wanted.version : wanted.optional === true || wanted.peer === true;
  });
}

function install() {
  console.info('Installing packages (once, and again when they change) …');
  // Run by npm, this is the same npm; otherwise the one in PATH.
  const [command, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const done = spawnSync(command, [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: process.platform === 'win32' && first.length === 0,
  });
  if (done.error) giveUp(`npm could not be started (${done.error.message}). Install npm 10 or newer.`);
  if (done.status !== 0)
    giveUp('The packages could not be installed; npm says why above. Without a network, try again with one.');
}

function findNode() {
  const pinned = inRoot(`node_modules/.bin/node${process.platform === 'win32' ? '.cmd' : ''}`);
  return existsSync(pinned) ? pinned : process.execPath;
}

/** Builds the app unless the build that is there was made of exactly these sources. */
export function build(node) {
  const stamp = inRoot('dist/app.sha256');
  const wanted = hashOf(buildInputs);
  if (existsSync(inRoot('dist/app/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
    return true;
  // Gone while the build runs: an interrupted one is not mistaken for a whole one.
  rmSync(stamp, { force: true });
  console.info('Building the app …');
  const done = spawnSync(node, [inRoot('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
  });
  if (done.status !== 0) return false;
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

function hashOf(names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap(filesIn).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(name) {
  if (!existsSync(inRoot(name))) return [];
  if (!statSync(inRoot(name)).isDirectory()) return /\.test\.tsx?$/.test(name) ? [] : [name];
  return readdirSync(inRoot(name)).flatMap((child) => filesIn(`${name}/${child}`));
}
