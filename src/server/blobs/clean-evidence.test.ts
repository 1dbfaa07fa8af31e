import { createHash, randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Sha256, type VisitId } from '#domain/ids.ts';
import { EvidenceStatus } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';
import { takeInEvidence } from '../visits/take-in-evidence.ts';
import type { BlobStore } from './blob-store.ts';
import { cleanEvidence } from './clean-evidence.ts';

const dayMs = 86_400_000;
const ages = { toTrashMs: 30 * dayMs, inTrashMs: 60 * dayMs };

let server: TestServer;
let field: Field;
let tablet: PushingTablet;
let visit: VisitId;

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});
beforeEach(async () => {
  // What an earlier test left would be counted here.
  for (const table of ['evidence', 'evidence_trash']) await server.deps.db.query(`DELETE FROM ${table}`);
  for (const folder of ['held', 'trash'])
    await rm(path.join(server.dataFolder, 'evidence', folder), { recursive: true, force: true });
  tablet = await PushingTablet.open(server, field.siti);
  visit = await tablet.startVisit(field);
  await tablet.push();
});

/** The server's parts, so many days later. */
function later(days: number, blobs: BlobStore = server.deps.blobs) {
  return { ...server.deps, blobs, clock: () => new Date(Date.now() + days * dayMs) };
}

async function aFile(): Promise<{ sha256: Sha256; file: string; mime: 'image/jpeg' }> {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(2_000)]);
  const file = path.join(server.deps.uploadFolder, randomBytes(8).toString('hex'));
  await writeFile(file, bytes);
  return { sha256: Sha256.parse(createHash('sha256').update(bytes).digest('hex')), file, mime: 'image/jpeg' };
}

/** A photo that has arrived and that no change names. */
async function aPhoto(): Promise<Sha256> {
  const photo = await aFile();
  await takeInEvidence(server.deps, field.siti, { visit, ...photo });
  return photo.sha256;
}

function entry(sha256: Sha256) {
  return {
    sha256,
    bytes: 2_004,
    mime: 'image/jpeg',
    width: 10,
    height: 10,
    capturedAt: '2026-03-02T09:12:00+07:00',
    place: { unavailable: 'denied' },
    source: 'camera',
    attachedTo: null,
  };
}

async function name(sha256: Sha256): Promise<void> {
  await tablet.write(visit, `evidence/${crypto.randomUUID()}`, entry(sha256));
  await tablet.push();
}

async function isHeld(sha256: Sha256): Promise<boolean> {
  const url = `/api/visits/${visit}/evidence/${sha256}/status`;
  return EvidenceStatus.parse(await (await server.ask('GET', url, { as: field.siti })).json()).held;
}

const addressOf = (sha256: Sha256) => ({ organisation: field.organisation, visit, sha256 });

async function isInTrash(sha256: Sha256): Promise<boolean> {
  for await (const { address } of server.deps.blobs.list('trash')) if (address.sha256 === sha256) return true;
  return false;
}

/** A kill at this step: it is not done, or it was done and nothing after it. */
function killedAt(step: 'copyToTrash' | 'takeAway' | 'bringBack' | 'emptyTrash', when: 'before' | 'after'): BlobStore {
  const { blobs } = server.deps;
  return {
    ...blobs,
    [step]: async (address: Parameters<BlobStore[typeof step]>[0]) => {
      if (when === 'after') await blobs[step](address);
      throw new Error('killed');
    },
  };
}

describe('photos that no change names', () => {
  test('are left alone while a tablet may still come with the change', async () => {
    const photo = await aPhoto();
    expect(await cleanEvidence(later(29), ages)).toMatchObject({ trashed: 0 });
    expect(await isHeld(photo)).toBe(true);
  });

  test('go into the trash, and much later for good', async () => {
    const photo = await aPhoto();
    expect(await cleanEvidence(later(31), ages)).toMatchObject({ trashed: 1, deleted: 0 });
    expect(await isHeld(photo)).toBe(false);
    expect(await isInTrash(photo)).toBe(true);
    await cleanEvidence(later(31 + 59), ages);
    expect(await isInTrash(photo)).toBe(true);
    expect(await cleanEvidence(later(31 + 61), ages)).toMatchObject({ deleted: 1 });
    expect(await isInTrash(photo)).toBe(false);
  });

  test('come back from the trash with the change that names them, before its receipt', async () => {
    const photo = await aPhoto();
    await cleanEvidence(later(31), ages);
    await name(photo);
    expect(await isHeld(photo)).toBe(true);
    expect(await isInTrash(photo)).toBe(false);
    expect(await cleanEvidence(later(400), ages)).toEqual({ trashed: 0, broughtBack: 0, deleted: 0 });
    expect(await isHeld(photo)).toBe(true);
  });

  test('may be sent again from the tablet, which empties their place in the trash', async () => {
    const file = await aFile();
    await takeInEvidence(server.deps, field.siti, { visit, ...file });
    await cleanEvidence(later(31), ages);
    const again = { ...(await aFile()), sha256: file.sha256 };
    const trashed = path.join(server.dataFolder, 'evidence/trash', field.organisation, visit, file.sha256);
    await writeFile(again.file, await readFile(trashed));
    await takeInEvidence(server.deps, field.siti, { visit, ...again });
    expect(await isHeld(file.sha256)).toBe(true);
    await cleanEvidence(later(1), ages);
    expect(await isInTrash(file.sha256)).toBe(false);
    expect(await isHeld(file.sha256)).toBe(true);
  });

  test('without a row, as a kill leaves them, go the same way', async () => {
    const { sha256, file } = await aFile();
    await server.deps.blobs.takeIn(addressOf(sha256), file);
    expect(await cleanEvidence(later(29), ages)).toMatchObject({ trashed: 0 });
    expect(await cleanEvidence(later(31), ages)).toMatchObject({ trashed: 1 });
    expect(await isInTrash(sha256)).toBe(true);
  });

  test('stay where they are when the server knows nothing of the visit', async () => {
    const { sha256, file } = await aFile();
    const unknown = { ...addressOf(sha256), visit: (await aFreshVisit()).visit };
    await server.deps.blobs.takeIn(unknown, file);
    await cleanEvidence(later(400), ages);
    expect(await server.deps.blobs.read(unknown)).not.toBeNull();
  });
});

async function aFreshVisit(): Promise<{ visit: VisitId }> {
  const other = await PushingTablet.open(server, field.budi);
  return { visit: await other.startVisit(field) };
}

describe('photos that a change names', () => {
  test('are never touched, however old, and whether or not their change counts', async () => {
    const photo = await aPhoto();
    await name(photo);
    await cleanEvidence(later(4_000), ages);
    expect(await isHeld(photo)).toBe(true);
  });

  test('are kept also when the value that named them was erased', async () => {
    const photo = await aPhoto();
    await name(photo);
    await server.deps.db.query(`DELETE FROM change_body WHERE organisation = $1 AND body->'value'->>'sha256' = $2`, [
      field.organisation,
      photo,
    ]);
    await cleanEvidence(later(4_000), ages);
    expect(await isHeld(photo)).toBe(true);
  });

  test('are kept also when nobody noted the name, as with changes out of an older archive', async () => {
    const photo = await aPhoto();
    await name(photo);
    await server.deps.db.query('DELETE FROM evidence_named WHERE sha256 = $1', [photo]);
    await cleanEvidence(later(4_000), ages);
    expect(await isHeld(photo)).toBe(true);
  });

  test('are kept without a row, as after the database was restored from before they arrived', async () => {
    const photo = await aPhoto();
    await name(photo);
    await server.deps.db.query('DELETE FROM evidence WHERE sha256 = $1', [photo]);
    await cleanEvidence(later(4_000), ages);
    expect(await server.deps.blobs.read(addressOf(photo))).not.toBeNull();
  });

  test('are brought back when the database was restored from before they were put into the trash', async () => {
    const photo = await aPhoto();
    const { rows } = await server.deps.db.query<{ row: unknown }>(
      'SELECT row_to_json(e) AS row FROM evidence e WHERE sha256 = $1',
      [photo],
    );
    await cleanEvidence(later(31), ages);
    await server.deps.db.query('DELETE FROM evidence_trash WHERE sha256 = $1', [photo]);
    await server.deps.db.query('INSERT INTO evidence SELECT * FROM json_populate_record(NULL::evidence, $1::json)', [
      JSON.stringify(rows[0]?.row),
    ]);
    await cleanEvidence(later(1), ages);
    expect(await isHeld(photo)).toBe(true);
  });
});

describe('a kill', () => {
  test.each([
    ['copyToTrash', 'before'],
    ['copyToTrash', 'after'],
    ['takeAway', 'before'],
    ['takeAway', 'after'],
  ] as const)('at %s (%s) leaves what the rows say, and the next run ends it', async (step, when) => {
    const photo = await aPhoto();
    await expect(cleanEvidence(later(31, killedAt(step, when)), ages)).rejects.toThrow('killed');
    const isRow = (await server.deps.db.query('SELECT 1 FROM evidence WHERE sha256 = $1', [photo])).rows.length > 0;
    expect(await isHeld(photo)).toBe(isRow);
    await cleanEvidence(later(31), ages);
    expect(await isHeld(photo)).toBe(false);
    expect(await server.deps.blobs.read(addressOf(photo))).toBeNull();
    expect(await isInTrash(photo)).toBe(true);
    await name(photo);
    expect(await isHeld(photo)).toBe(true);
  });

  test.each([
    ['bringBack', 'before'],
    ['bringBack', 'after'],
    ['emptyTrash', 'before'],
  ] as const)('at %s (%s) while a photo is brought back is made good by the next run', async (step, when) => {
    const photo = await aPhoto();
    await cleanEvidence(later(31), ages);
    await server.deps.db.query('INSERT INTO evidence_named VALUES ($1, $2)', [field.organisation, photo]);
    await expect(cleanEvidence(later(32, killedAt(step, when)), ages)).rejects.toThrow('killed');
    await cleanEvidence(later(32), ages);
    expect(await isHeld(photo)).toBe(true);
    expect(await isInTrash(photo)).toBe(false);
  });
});

/** The step waits until it is let go. */
function heldAt(step: 'copyToTrash' | 'takeAway' | 'takeIn') {
  const reached = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const { blobs } = server.deps;
  const wait = async (): Promise<void> => {
    reached.resolve();
    await gate.promise;
  };
  const store: BlobStore = {
    ...blobs,
    ...(step === 'takeIn'
      ? {
          takeIn: async (address, file) => {
            await blobs.takeIn(address, file);
            await wait();
          },
        }
      : {
          [step]: async (address: Parameters<BlobStore['takeAway']>[0]) => {
            await wait();
            return await blobs[step](address);
          },
        }),
  };
  return { store, reached: reached.promise, letGo: gate.resolve };
}

describe('a race with the clean-up', () => {
  test.each(['copyToTrash', 'takeAway'] as const)(
    'of a push that names the photo while it is at %s is won by the push',
    async (step) => {
      const photo = await aPhoto();
      const held = heldAt(step);
      const cleaning = cleanEvidence(later(31, held.store), ages);
      await held.reached;
      const naming = name(photo);
      await untilSomebodyWaits();
      held.letGo();
      await Promise.all([cleaning, naming]);
      expect(await isHeld(photo)).toBe(true);
    },
  );

  test('of a push that has the visit when the clean-up comes leaves the photo alone', async () => {
    const photo = await aPhoto();
    const committed = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const pushing = server.deps.db.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM visit WHERE id = $1 FOR UPDATE', [visit]);
      await tx.query('INSERT INTO evidence_named VALUES ($1, $2)', [field.organisation, photo]);
      locked.resolve();
      await committed.promise;
    });
    await locked.promise;
    const cleaning = cleanEvidence(later(31), ages);
    await untilSomebodyWaits();
    committed.resolve();
    await pushing;
    await cleaning;
    expect(await isHeld(photo)).toBe(true);
  });

  test('of an upload whose file is in its place before its row is', async () => {
    const { sha256, file, mime } = await aFile();
    const held = heldAt('takeIn');
    const uploading = takeInEvidence({ ...server.deps, blobs: held.store }, field.siti, { visit, sha256, file, mime });
    await held.reached;
    // Old enough for any clean-up, and without a row: only the lock says that somebody is at it.
    const cleaning = cleanEvidence(later(400), { toTrashMs: 1, inTrashMs: 1 });
    await untilSomebodyWaits();
    held.letGo();
    await uploading;
    await cleaning;
    const isSomewhere = (await isHeld(sha256)) || (await isInTrash(sha256));
    expect(isSomewhere).toBe(true);
    await name(sha256);
    expect(await isHeld(sha256)).toBe(true);
  });
});

/** Somebody is at a lock that another transaction has. */
async function untilSomebodyWaits(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await server.deps.db.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
}
