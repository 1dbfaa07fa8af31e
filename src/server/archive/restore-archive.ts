import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Epoch } from '#domain/ids.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import {
  advanceSequences,
  appliedMigrations,
  archivedTables,
  dropUnused,
  isServed,
  isUnused,
  tableText,
} from '../db/archive-tables.ts';
import type { Database, LongConnection } from '../db/database.ts';
import { knownMigrations, migrate } from '../db/migrate.ts';
import { renewEpoch } from '../db/server-identity.ts';
import { StartProblem } from '../start-problem.ts';
import { type ArchiveHeader, type ArchivePart, ArchiveRefused } from './archive-format.ts';
import { readArchive } from './read-archive.ts';

export interface RestoreOptions {
  readonly db: Database;
  readonly file: string;
  /** What `checkArchive` read in it. */
  readonly header: ArchiveHeader;
  readonly blobs: BlobStore;
  /** On the volume of the evidence folder. */
  readonly uploadFolder: string;
  readonly keysFolder: string;
}

export interface RestoreSummary {
  readonly epoch: Epoch;
  readonly rows: number;
  readonly photos: number;
  readonly keys: number;
  /** Migrations that were newer than the archive. */
  readonly migrated: readonly string[];
}

/** @throws ArchiveRefused when this version cannot know what the archive's tables mean. */
export async function requireKnown(header: ArchiveHeader): Promise<void> {
  const known = await knownMigrations();
  if (header.migrations.every((name, at) => name === known[at])) return;
  throw new ArchiveRefused(
    `The archive was made by Tilik ${header.app}, which is newer than this one (it knows ${header.migrations.at(-1)}). Nothing was restored from it. Install that version, then restore.`,
  );
}

/** @throws StartProblem unless nothing was ever kept in the database and nobody works with it. */
export async function requireEmpty(db: Database): Promise<void> {
  const session = await db.connectForLong();
  try {
    if (!(await isUnused(session))) {
      throw new StartProblem(
        'The database already holds an organisation, and nothing was changed in it. Restore into an empty one: another DATA_DIR, or an empty database in DATABASE_URL.',
      );
    }
    if (await isServed(session)) throw new StartProblem('Tilik is running with this database. Stop it, then restore.');
  } finally {
    await session.close();
  }
}

/**
 * Puts everything back in one transaction that commits after the archive's last hash was right, under a new epoch: the tablets then
 * offer what they still keep. The schema is made as the archive knew it first, and brought up to date after.
 */
export async function restoreArchive(options: RestoreOptions): Promise<RestoreSummary> {
  const { db, header } = options;
  await requireKnown(header);
  await requireEmpty(db);
  const session = await db.connectForLong();
  try {
    if ((await appliedMigrations(session)) !== null) await dropUnused(session);
    await migrate(db, header.migrations.length);
    await session.query('BEGIN');
    const restored = await fill(options, session);
    await session.query('COMMIT');
    return { ...restored, migrated: await migrate(db) };
  } finally {
    // What did not commit goes with the connection.
    await session.close();
  }
}

async function fill(options: RestoreOptions, session: LongConnection): Promise<Omit<RestoreSummary, 'migrated'>> {
  const tables = new Map((await archivedTables(session)).map((table) => [table.table, table.columns]));
  let [rows, photos, keys] = [0, 0, 0];
  await readArchive(options.file, {
    header: async (header) => {
      if (header.madeAt !== options.header.madeAt)
        throw new StartProblem('The archive was replaced by another while it was being restored.');
    },
    part: async (part, chunks) => {
      switch (part.kind) {
        case 'table': {
          const columns = tables.get(part.table);
          if (columns === undefined || part.columns.some((name) => !columns.includes(name)))
            throw new ArchiveRefused(`The archive names a table or column that its own schema lacks (${part.table}).`);
          rows += await session.copyIn(`COPY ${tableText(part)} FROM STDIN`, chunks);
          return;
        }
        case 'photo':
          await restorePhoto(options, part, chunks);
          photos += 1;
          return;
        case 'key':
          await restoreKey(options.keysFolder, part.name, chunks);
          keys += 1;
          return;
      }
    },
  });
  await advanceSequences(session);
  return { epoch: await renewEpoch(session), rows, photos, keys };
}

async function restorePhoto(
  { blobs, uploadFolder }: RestoreOptions,
  photo: ArchivePart & { kind: 'photo' },
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  await mkdir(uploadFolder, { recursive: true });
  const file = path.join(uploadFolder, `restored-${photo.sha256}`);
  try {
    // Its hash is compared with the last of these.
    await pipeline(Readable.from(chunks), createWriteStream(file));
    await blobs.takeIn(photo, file);
  } finally {
    await rm(file, { force: true });
  }
}

async function restoreKey(folder: string, name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const key = Buffer.concat(pieces);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, name);
  const there = await readFile(file).catch(nullIfAbsent);
  if (there === null) return await writeFile(file, key, { mode: 0o600, flag: 'wx', flush: true });
  // Of a restore that was cut off.
  if (!there.equals(key))
    throw new StartProblem(`Another key is in ${file}, and was left as it is. Move it away first.`);
}

function nullIfAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
