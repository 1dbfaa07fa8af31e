import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { writeArchive } from '#server/archive/write-archive.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { folderBlobStore } from '#server/blobs/folder-blob-store.ts';
import { StartProblem } from '#server/start-problem.ts';
import { readFileAndSwitches, sizeText } from './archive-arguments.ts';
import { openDatabase } from './open-database.ts';
import { configOfServer, runCommand } from './run-command.ts';

const usage = `Usage: npm run archive -- FILE [--without-evidence] [--with-keys]
Archives the database and its photos, while the server works on. --without-evidence leaves the photos out;
--with-keys takes in the private keys of TILIK_KEYS_DIR, with which backup files of tablets are opened.`;

const switches = {
  'with-evidence': { type: 'boolean' },
  'without-evidence': { type: 'boolean' },
  'with-keys': { type: 'boolean' },
} as const;

const Package = z.object({ version: z.string() });

/** `npm run archive -- FILE`. */
async function run(): Promise<void> {
  const { file: named, isOn } = readFileAndSwitches(process.argv.slice(2), switches, usage);
  if (isOn('with-evidence') && isOn('without-evidence'))
    throw new StartProblem(`With the photos or without them?\n${usage}`);
  const file = path.resolve(named);
  if (existsSync(file)) throw new StartProblem(`The file ${file} is there already. Choose another name.`);
  const config = configOfServer();
  const { database: db, close } = await openDatabase(config, { asItIs: true });
  try {
    const made = await writeArchive({
      db,
      file,
      blobs: isOn('without-evidence') ? null : folderBlobStore(evidenceFolders(config.dataFolder)),
      keysFolder: isOn('with-keys') ? config.keysFolder : null,
      app: await version(),
      madeAt: new Date(),
    });
    console.info(
      `${file} (${sizeText(made.bytes)}): ${made.tables} tables, ${made.photos} photos. It was read back and is whole.`,
    );
    if (isOn('without-evidence')) console.info('The photos are not in it: keep a copy of DATA_DIR/evidence beside it.');
    console.info(
      isOn('with-keys')
        ? `${made.keys} private keys are in it. Who has this file can open the backup files of the tablets: keep it as safe as the server.`
        : `The private keys of ${config.keysFolder} are not in it: without them backup files of the tablets cannot be opened. Keep a copy of that folder, or archive with --with-keys.`,
    );
    if (made.missing.length > 0) reportMissing(made.missing);
  } finally {
    await close();
  }
}

function reportMissing(missing: readonly { readonly visit: string; readonly sha256: string }[]): void {
  console.error(
    `${missing.length} photos that the database names are missing or damaged in the evidence folder, and so are not in the archive:`,
  );
  for (const { visit, sha256 } of missing.slice(0, 20)) console.error(`  visit ${visit}, photo ${sha256}`);
  if (missing.length > 20) console.error(`  … and ${missing.length - 20} more.`);
  process.exitCode = 1;
}

async function version(): Promise<string> {
  const file = path.resolve(import.meta.dirname, '../../package.json');
  return Package.parse(JSON.parse(await readFile(file, 'utf8'))).version;
}

process.umask(0o077);
await runCommand(run);
