import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ArchiveHeader } from '#server/archive/archive-format.ts';
import { checkArchive } from '#server/archive/read-archive.ts';
import { requireKnown, restoreArchive } from '#server/archive/restore-archive.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { folderBlobStore } from '#server/blobs/folder-blob-store.ts';
import { readConfig } from '#server/config.ts';
import { StartProblem } from '#server/start-problem.ts';
import { readFileAndSwitches } from './archive-arguments.ts';
import { openDatabase } from './open-database.ts';
import { runCommand } from './run-command.ts';

const usage = `Usage: npm run restore -- FILE [--check]
Restores an archive into an empty database: of DATABASE_URL, else of DATA_DIR. --check only reads it and says whether it is whole.`;

/** `npm run restore -- FILE`. */
async function run(): Promise<void> {
  const { file: named, isOn } = readFileAndSwitches(process.argv.slice(2), { check: { type: 'boolean' } }, usage);
  const file = path.resolve(named);
  if (!existsSync(file)) throw new StartProblem(`There is no file ${file}.`);
  // Before anything is made or changed.
  const header = await checkArchive(file);
  await requireKnown(header);
  console.info(`The archive is whole: made ${header.madeAt} by Tilik ${header.app}, PostgreSQL ${header.postgres}.`);
  if (!isOn('check')) await restore(file, header);
}

async function restore(file: string, header: ArchiveHeader): Promise<void> {
  const config = readConfig(process.env);
  const folders = evidenceFolders(config.dataFolder);
  const { database: db, close } = await openDatabase(config, { asItIs: true });
  try {
    const done = await restoreArchive({
      db,
      file,
      header,
      blobs: folderBlobStore(folders),
      uploadFolder: folders.uploads,
      keysFolder: config.keysFolder,
    });
    console.info(`Restored ${done.rows} rows and ${done.photos} photos.`);
    if (done.migrated.length > 0) console.info(`Brought up to date: ${done.migrated.join(', ')}.`);
    if (!header.hasEvidence)
      console.info(
        'The archive has no photos: put the copy of DATA_DIR/evidence in its place, or the tablets bring back what they keep.',
      );
    console.info(keysText(header, done.keys, config.keysFolder));
    console.info(
      `The database has a new epoch (${done.epoch}; the archive's was ${header.epoch}): every tablet that meets it offers what it still keeps.`,
    );
  } finally {
    await close();
  }
}

function keysText({ hasKeys }: ArchiveHeader, keys: number, folder: string): string {
  if (hasKeys) return `${keys} private keys were restored to ${folder}.`;
  return `The archive has no private keys: put the copy of them in ${folder}.`;
}

process.umask(0o077);
await runCommand(run);
