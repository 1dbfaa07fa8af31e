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

export interface NextVersion {
  /** Its tablets keep their data in another shape, as after a change of the IndexedDB schema. */
  readonly raisesSchema?: boolean;
  /** What happens to the built app on its way to the server's disk. */
  readonly afterBuild?: (app: string) => Promise<void>;
}

/** Builds the app in that folder again, under another version. */
export async function buildVersion(folder: string, version: string, next: NextVersion = {}): Promise<void> {
  if (next.raisesSchema) await raiseSchema(join(folder, 'src/client/store/database.ts'));
  const file = join(folder, 'package.json');
  const before: unknown = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...Object(before), version }));
  await promisify(execFile)('node', [join(folder, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: folder,
  });
  await next.afterBuild?.(join(folder, 'dist/app'));
}

/** In the release's own copy of the sources: one more version with one more table, as the next developer would write it. */
async function raiseSchema(file: string): Promise<void> {
  const source = await readFile(file, 'utf8');
  const version = Number(/schemaVersion = (\d+);/.exec(source)?.[1]);
  const last = `if (from < ${version}) `;
  if (!source.includes(last)) throw new Error(`${file} has no step to version ${version}.`);
  const step = `if (from < ${version + 1}) db.createObjectStore('later${version + 1}' as 'kept', { keyPath: 'key' });\n        `;
  await writeFile(
    file,
    source.replace(`schemaVersion = ${version};`, `schemaVersion = ${version + 1};`).replace(last, `${step}${last}`),
  );
}
