import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** What it takes to run the server and to build the app again. */
const parts = [
  'src',
  'scripts',
  'public',
  'dist/app',
  'index.html',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'vite.config.ts',
];

/** Puts the built product into a folder of its own: a build made meanwhile takes no file from under a running test. */
export async function copyRelease(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const part of parts) await cp(join(repository, part), join(folder, part), { recursive: true });
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
}

/** Builds the app in that folder again, under another version. */
export async function buildVersion(folder: string, version: string): Promise<void> {
  const file = join(folder, 'package.json');
  const before: unknown = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...Object(before), version }));
  await promisify(execFile)('node', [join(folder, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: folder,
  });
}
