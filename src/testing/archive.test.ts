import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenVisit } from '#client/store/workspace.ts';
import { tusUpload } from '#client/sync/tus-upload.ts';
import type { VisitId } from '#domain/ids.ts';
import { writeArchive } from '#server/archive/write-archive.ts';
import { archivedTables, namedPhotos } from '#server/db/archive-tables.ts';
import type { Database } from '#server/db/database.ts';
import { madeByMigrations } from '#server/db/migrate.ts';
import { seedDemo } from '#server/demo/seed-demo.ts';
import { visitPlans } from '#server/demo/visit-plans.ts';
import type { ServerDeps } from '#server/deps.ts';
import { aPhoto, photoDetails } from './builders.ts';
import { releasedArchive, releasedTablet } from './fixtures/released.ts';
import { createTestDatabase } from './postgres.ts';
import { type RestoredServer, restoreServerFrom } from './restored-server.ts';
import { scriptedTransport } from './scripted-transport.ts';
import { openTablet, type Tablet } from './tablet.ts';
import { officeQuestions } from './team.ts';
import { openTestServer } from './test-server.ts';
import { until } from './until.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-archives-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function archive(
  { db, blobs }: ServerDeps,
  name: string,
  { keysFolder = null, hasEvidence = true }: { keysFolder?: string | null; hasEvidence?: boolean } = {},
): Promise<string> {
  const file = path.join(folder, name);
  await writeArchive({ db, blobs: hasEvidence ? blobs : null, file, keysFolder, app: '0.1.0', madeAt: new Date() });
  return file;
}

/** What a server makes anew when it opens: its epoch, and a backup key where it has none. */
const ownTables = ['server_identity', 'backup_key'];

/** The hash of each table's rows. */
async function contents(db: Database): Promise<Readonly<Record<string, string>>> {
  const tables = (await archivedTables(db)).filter(({ table }) => !ownTables.includes(table));
  const hashes = tables.map(async ({ table }) => {
    const { rows } = await db.query<{ hash: string }>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\n' ORDER BY t::text), '')) AS hash FROM ${table} t`,
    );
    return [table, rows[0]?.hash ?? ''] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

async function photosOf({ db, blobs }: ServerDeps): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const photo of namedPhotos(db)) {
    const hash = createHash('sha256');
    for await (const chunk of (await blobs.read(photo))?.stream() ?? []) hash.update(chunk);
    found.push(`${photo.visit} ${hash.digest('hex') === `${photo.sha256}`}`);
  }
  return found;
}

test('every table that there is belongs to the archive', async () => {
  const server = await openTestServer();
  const { rows } = await server.deps.db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration' ORDER BY 1`,
  );
  const names = rows.map(({ name }) => name);
  expect((await archivedTables(server.deps.db)).map(({ table }) => table).sort()).toEqual(names);
  expect((await madeByMigrations()).tables).toEqual(expect.arrayContaining(names));
  await server.close();
});

test('a demonstration organisation comes back row for row and photo for photo, under another epoch', async () => {
  const server = await openTestServer();
  await seedDemo(server.deps, { password: 'kunjungan-pagi-2026' }, visitPlans.slice(0, 4));
  await server.deps.summaries.settled();
  const [rows, photos] = [await contents(server.deps.db), await photosOf(server.deps)];
  const restored = await restoreServerFrom(await archive(server.deps, 'demo'));
  expect(await contents(restored.deps.db)).toEqual(rows);
  expect(rows.visit).not.toMatch(/^0 /);
  expect(rows.visit_summary).not.toMatch(/^0 /);
  expect(await photosOf(restored.deps)).toEqual(photos);
  expect(photos.filter((photo) => photo.endsWith('true')).length).toBeGreaterThan(10);
  expect(restored.summary).toMatchObject({ photos: photos.length, epoch: restored.deps.identity.epoch, migrated: [] });
  expect(restored.deps.identity.epoch).not.toBe(server.deps.identity.epoch);
  expect(restored.deps.identity.publicKey).toEqual(server.deps.identity.publicKey);
  await Promise.all([server.close(), restored.close()]);
});

describe('a tablet', () => {
  let before: RestoredServer;
  let now: RestoredServer;
  let tablet: Tablet;
  let id: VisitId;
  let password: string;
  beforeAll(async () => {
    const released = await releasedTablet(1);
    password = released.password;
    const [visit] = released.expected.visits;
    if (visit === undefined) throw new Error('The fixture has a visit.');
    id = visit.id;
    before = await restoreServerFrom(releasedArchive(1));
    now = before;
    const person = await before.signIn('rani', password);
    tablet = await openTablet({
      session: person.session,
      transport: scriptedTransport((url, init) => now.fetch(url, init), person.headers),
      uploadPhoto: (upload) => tusUpload({ origin: now.origin, headers: person.headers })(upload),
    });
    await tablet.workspace.syncNow();
  });
  afterAll(async () => {
    await tablet.workspace.close();
    await Promise.all(now === before ? [now.close()] : [before.close(), now.close()]);
  });

  async function opened({ workspace }: Tablet): Promise<OpenVisit> {
    const visit = await workspace.openVisit(id);
    if ('missing' in visit) throw new Error(`The visit is missing: ${visit.missing}.`);
    return visit;
  }
  async function work(from: number, to: number): Promise<void> {
    const visit = await opened(tablet);
    for (const { register, high, subject, indicator } of officeQuestions.slice(from, to)) {
      await visit.write(register, high);
      await visit.addPhoto(await aPhoto(20_000), { ...photoDetails, attachedTo: { subject, indicator } });
    }
    visit.release();
  }
  async function sent(): Promise<void> {
    const { sending } = tablet.workspace;
    for (let round = 0; round < 3; round++) await tablet.workspace.syncNow();
    await until(() => sending.value.unsentChanges === 0 && sending.value.unsentPhotos === 0);
  }

  test('brings a server that was restored from its archive what came after, photos too', async () => {
    await work(0, 2);
    await sent();
    await work(2, 3);
    // Made while the tablet sends.
    const [file] = await Promise.all([archive(before.deps, 'yesterday', { keysFolder: before.keysFolder }), sent()]);
    await work(3, 6);
    await sent();
    const visit = await opened(tablet);
    const [saw, photos] = [await visit.saw(), visit.view.value.evidence.length];

    now = await restoreServerFrom(file);
    expect(now.summary).toMatchObject({ keys: 1, migrated: [] });
    const { rows } = await now.deps.db.query(
      'SELECT v.id FROM visit v WHERE v.seq <> (SELECT count(*) FROM visit_log l WHERE l.visit = v.id)',
    );
    expect(rows).toEqual([]);
    await sent();
    const dewi = await now.signIn('dewi', password);
    const desk = await openTablet({ ...dewi, transport: scriptedTransport(now.fetch, dewi.headers) });
    await desk.workspace.syncNow();
    const theirs = await opened(desk);
    expect(await theirs.saw()).toEqual(saw);
    expect(theirs.view.value.arrived.size).toBe(photos);
    expect((await photosOf(now.deps)).filter((photo) => photo.startsWith(id))).toEqual(
      Array.from({ length: photos }, () => `${id} true`),
    );
    await desk.workspace.close();
  });

  test('brings back the photos it still keeps where the archive has none', async () => {
    const { keysFolder } = now;
    const file = await archive(now.deps, 'without-photos', { keysFolder, hasEvidence: false });
    const had = (await photosOf(now.deps)).length;
    await now.close();
    now = await restoreServerFrom(file);
    expect(now.summary.photos).toBe(0);
    expect((await photosOf(now.deps)).filter((photo) => photo.endsWith('true'))).toEqual([]);
    await sent();
    // One was taken by another tablet, which has not come back yet.
    expect((await photosOf(now.deps)).filter((photo) => photo.endsWith('true'))).toHaveLength(had - 1);
  });
});

describe('on the command line', () => {
  const run = promisify(execFile);
  const tilik = (command: 'archive' | 'restore', args: readonly string[], databaseUrl: string, data: string) =>
    run(process.execPath, [`src/cli/${command}.ts`, ...args], {
      env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: path.join(folder, data) },
    }).then(
      ({ stdout, stderr }) => ({ code: 0, text: `${stdout}${stderr}` }),
      ({ code, stdout, stderr }) => ({ code, text: `${stdout}${stderr}` }),
    );

  test('a server goes into a file and out of it into another database, and never over one that is used', async () => {
    const [first, second] = [await createTestDatabase(), await createTestDatabase()];
    const file = path.join(folder, 'command.tilik');
    expect(await tilik('archive', [file], first.connectionString, 'one')).toMatchObject({
      code: 1,
      text: expect.stringContaining('There is nothing to archive'),
    });
    const restored = await tilik('restore', [releasedArchive(1)], first.connectionString, 'one');
    expect(restored).toMatchObject({ code: 0, text: expect.stringContaining('new epoch') });
    expect(await tilik('archive', [file], first.connectionString, 'one')).toMatchObject({
      code: 0,
      text: expect.stringMatching(/1 photos\. It was read back and is whole\.\n.*are not in it/),
    });
    expect((await tilik('archive', [file], first.connectionString, 'one')).text).toContain('is there already');
    expect(await tilik('restore', ['--check', file], second.connectionString, 'two')).toMatchObject({ code: 0 });
    expect(await tilik('restore', [file], first.connectionString, 'one')).toMatchObject({
      code: 1,
      text: expect.stringContaining('already holds an organisation'),
    });

    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(20_000) ^ 1, 20_000);
    const damaged = path.join(folder, 'damaged.tilik');
    await writeFile(damaged, bytes);
    const refused = await tilik('restore', [damaged], second.connectionString, 'two');
    expect(refused).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^The archive is damaged at byte \d+: .*\n$/),
    });
    expect(await tilik('restore', [file], second.connectionString, 'two')).toMatchObject({ code: 0 });

    // A photo that went away since is named, and the rest is archived.
    await rm(path.join(folder, 'two', 'evidence', 'held'), { recursive: true });
    const partly = await tilik('archive', [path.join(folder, 'partly')], second.connectionString, 'two');
    expect(partly).toMatchObject({
      code: 1,
      text: expect.stringContaining('1 photos that the database names are missing'),
    });
    await Promise.all([first.drop(), second.drop()]);
  });
});
