import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BlobStore } from '../blobs/blob-store.ts';
import {
  appliedMigrations,
  archivedTables,
  isUnused,
  type NamedPhoto,
  namedPhotos,
  readAbout,
  tableText,
} from '../db/archive-tables.ts';
import type { Database, LongConnection } from '../db/database.ts';
import { knownMigrations } from '../db/migrate.ts';
import { StartProblem } from '../start-problem.ts';
import { type ArchiveWriter, openArchiveWriter } from './archive-writer.ts';
import { checkArchive } from './read-archive.ts';

export interface ArchiveOptions {
  readonly db: Database;
  readonly file: string;
  /** Null leaves the photos out. */
  readonly blobs: BlobStore | null;
  /** Null leaves the keys out. */
  readonly keysFolder: string | null;
  readonly app: string;
  readonly madeAt: Date;
}

export interface ArchiveSummary {
  readonly bytes: number;
  readonly tables: number;
  readonly photos: number;
  readonly keys: number;
  /** Photos that the database names and the evidence folder does not hold whole. They are not in the archive. */
  readonly missing: readonly NamedPhoto[];
}

/**
 * Archives the database as it is at one moment, while the server works on, and the photos that it names. The file appears under
 * its name when it is whole, durable, and has been read back.
 */
export async function writeArchive(options: ArchiveOptions): Promise<ArchiveSummary> {
  const { file } = options;
  const half = `${file}.part`;
  const target = await openNew(half);
  try {
    const summary = await inSnapshot(options.db, (snapshot) => writeAll(options, snapshot, target));
    await target.close();
    await checkArchive(half);
    await rename(half, file);
    await syncFolder(path.dirname(path.resolve(file)));
    return summary;
  } catch (error) {
    await target.close().catch(() => {});
    await rm(half, { force: true });
    throw error;
  }
}

async function writeAll(
  options: ArchiveOptions,
  snapshot: LongConnection,
  target: FileHandle,
): Promise<ArchiveSummary> {
  const { blobs, keysFolder, app, madeAt } = options;
  const migrations = await ownMigrations(snapshot);
  const { epoch, postgres } = await readAbout(snapshot);
  const header = { madeAt: madeAt.toISOString(), app, postgres, epoch, migrations };
  const writer = await openArchiveWriter(target, {
    ...header,
    hasEvidence: blobs !== null,
    hasKeys: keysFolder !== null,
  });
  const tables = await archivedTables(snapshot);
  for (const { table, columns } of tables) {
    const text = tableText({ table, columns });
    await writer.part({ kind: 'table', table, columns: [...columns] }, snapshot.copyOut(`COPY ${text} TO STDOUT`));
  }
  const evidence = blobs === null ? { photos: 0, missing: [] } : await writePhotos(writer, snapshot, blobs);
  const keys = keysFolder === null ? 0 : await writeKeys(writer, keysFolder);
  return { bytes: await writer.end(), tables: tables.length, keys, ...evidence };
}

async function inSnapshot<T>(db: Database, work: (snapshot: LongConnection) => Promise<T>): Promise<T> {
  const snapshot = await db.connectForLong();
  try {
    await snapshot.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(snapshot);
  } finally {
    await snapshot.close();
  }
}

async function ownMigrations(snapshot: LongConnection): Promise<string[]> {
  const applied = await appliedMigrations(snapshot);
  if (applied === null || (await isUnused(snapshot)))
    throw new StartProblem('There is nothing to archive: the database holds no organisation yet.');
  const known = await knownMigrations();
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length === 0) return [...applied];
  throw new StartProblem(
    `The database was brought up to date by a newer Tilik (${unknown.join(', ')}), whose tables this one does not know. Archive it with that version.`,
  );
}

async function writePhotos(
  writer: ArchiveWriter,
  snapshot: LongConnection,
  blobs: BlobStore,
): Promise<{ photos: number; missing: readonly NamedPhoto[] }> {
  const missing: NamedPhoto[] = [];
  let photos = 0;
  for await (const photo of namedPhotos(snapshot)) {
    if (!(await isHeld(blobs, photo))) {
      missing.push(photo);
      continue;
    }
    const stored = await blobs.read(photo);
    if (stored === null) throw new StartProblem(`The photo ${photo.sha256} went away while it was being archived.`);
    await writer.part({ kind: 'photo', ...photo }, stored.stream());
    photos += 1;
  }
  return { photos, missing };
}

/** Read before it is written: a photo that is not what its name says must not get into an archive as if it were. */
async function isHeld(blobs: BlobStore, photo: NamedPhoto): Promise<boolean> {
  const stored = await blobs.read(photo);
  if (stored === null) return false;
  const hash = createHash('sha256');
  for await (const chunk of stored.stream()) hash.update(chunk);
  return hash.digest('hex') === `${photo.sha256}`;
}

async function writeKeys(writer: ArchiveWriter, folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names = entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  for (const name of names) {
    const bytes = await readFile(path.join(folder, name));
    await writer.part({ kind: 'key', name }, only(bytes));
  }
  return names.length;
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function openNew(file: string): Promise<FileHandle> {
  return await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw new StartProblem(`The file ${file} cannot be written (${error.code}).`);
    throw new StartProblem(
      `The file ${file} is there already: another archive is being made, or one was broken off. Remove it if none is, or choose another name.`,
    );
  });
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
