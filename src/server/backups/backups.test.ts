import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '#domain/change/change.ts';
import type { Sha256, VisitId } from '#domain/ids.ts';
import { findHeader } from '#protocol/backup/header.ts';
import { type BackupContents, pieceBytes } from '#protocol/backup/seal-backup.ts';
import { bytesSource } from '#protocol/backup/source.ts';
import { BackupList, BackupPlace, BackupReport, backupPartBytes } from '#protocol/backups.ts';
import { ProblemBody } from '#protocol/problems.ts';
import type { PushRequest, SealedBatch } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { aboutBackup, sealedFile, somePhoto } from '#testing/sealed-backup.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { writeArchive } from '../archive/write-archive.ts';

type Bytes = Uint8Array<ArrayBuffer>;
let server: TestServer;
let field: Field;

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
});
afterAll(async () => {
  expect(server.errors.splice(0)).toEqual([]);
  await server.close();
});

async function sendPart(as: TestPerson, id: string, file: Bytes, at: number, end: number): Promise<Response> {
  return await server.app.request(`http://localhost/api/backups/${id}/parts?at=${at}&of=${file.length}`, {
    method: 'POST',
    headers: { cookie: as.cookie, 'content-type': 'application/octet-stream' },
    body: file.slice(at, end),
  });
}

/** As a browser hands a file in: part after part, then the order to take it. */
async function send(as: TestPerson, file: Bytes, id: string = crypto.randomUUID()): Promise<Response> {
  for (let at = 0; at < file.length; ) {
    const answer = await sendPart(as, id, file, at, at + backupPartBytes);
    at = BackupPlace.parse(await answer.json()).offset;
  }
  return await server.ask('POST', `/api/backups/${id}`, { as });
}

async function handIn(as: TestPerson, file: Bytes, id?: string): Promise<BackupReport> {
  const response = await send(as, file, id);
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(JSON.stringify(body));
  return BackupReport.parse(body);
}

async function headerEnd(file: Bytes): Promise<number> {
  const found = await findHeader(bytesSource(file));
  if (found.kind !== 'found') throw new Error('The file has a header.');
  return found.framesAt;
}

async function refusal(as: TestPerson, file: Bytes): Promise<string> {
  const { code, detail } = ProblemBody.parse(await (await send(as, file)).json());
  return `${code}: ${detail ?? ''}`;
}

const asBatch = ({ changes, ...rest }: PushRequest): SealedBatch => ({ ...rest, changes: changes as Change[] });

async function fileOf(
  tablet: PushingTablet,
  batches: readonly PushRequest[],
  more: Partial<BackupContents> = {},
): Promise<Bytes> {
  const { organisation, person } = tablet.person;
  const key = await server.deps.backupKeys.current(organisation);
  const about = aboutBackup({ organisation, author: person });
  return await sealedFile(key, about, { batches: batches.map(asBatch), photos: [], submits: [], ...more });
}

/** A tablet with a visit of its own, written without a network and sealed. */
async function aTablet(person = field.siti): Promise<{ tablet: PushingTablet; visit: VisitId; batch: PushRequest }> {
  const tablet = await PushingTablet.open(server, person);
  const visit = await tablet.startVisit(field);
  await tablet.write(visit, feeRegister, full);
  return { tablet, visit, batch: await tablet.seal() };
}

interface Line {
  readonly kind: string;
  readonly change?: unknown;
  readonly verdict?: unknown;
  readonly decision?: { readonly decision: string; readonly by: string };
}

async function logOf(visit: VisitId, as = field.supervisor): Promise<readonly Line[]> {
  const response = await server.ask('GET', `/api/visits/${visit}/log`, { as });
  return ((await response.json()) as { items: Line[] }).items;
}

const accepted = { kind: 'accepted', late: false };
const unproven = { kind: 'held', because: 'unproven-device' };

describe('a backup of a tablet that has enrolled', () => {
  test('brings its answers, whoever hands it in, and the tablet’s own push afterwards changes nothing', async () => {
    const { tablet, visit, batch } = await aTablet();
    expect((await tablet.enrol()).status).toBe(200);
    const report = await handIn(field.budi, await fileOf(tablet, [batch]));
    expect(report).toMatchObject({
      handedInBy: field.budi.person,
      isProven: true,
      damage: null,
      visits: [{ visit, taken: 5, already: 0, held: 0, refused: [] }],
    });
    const receipt = await tablet.receipt(await tablet.send(batch));
    expect(receipt.held.map(({ verdict }) => verdict)).toEqual(Array(5).fill(accepted));
    expect(receipt.replica.n).toBe(5);
    expect(await logOf(visit)).toHaveLength(5);
    await tablet.write(visit, feeRegister, none);
    expect((await tablet.push()).held).toMatchObject([{ verdict: accepted }]);
  });

  test('after its push brings nothing new', async () => {
    const { tablet, visit, batch } = await aTablet();
    await tablet.receipt(await tablet.send(batch));
    const report = await handIn(field.supervisor, await fileOf(tablet, [batch]));
    expect(report.visits).toMatchObject([{ visit, taken: 0, already: 5, held: 0 }]);
    expect(await logOf(visit)).toHaveLength(5);
  });

  test('twice, and by two people, changes nothing the second time', async () => {
    const { tablet, visit, batch } = await aTablet();
    await tablet.enrol();
    const file = await fileOf(tablet, [batch]);
    const id = crypto.randomUUID();
    const first = await handIn(field.budi, file, id);
    // The answer was lost: the same name gives the same report.
    expect(await handIn(field.budi, file, id)).toEqual(first);
    const [second, third] = [await handIn(field.budi, file), await handIn(field.supervisor, file)];
    for (const { visits } of [second, third]) expect(visits).toMatchObject([{ taken: 0, already: 5 }]);
    expect(await logOf(visit)).toHaveLength(5);
  });

  test('whose tablet has numbered its changes anew meanwhile still counts, and its push too', async () => {
    const { tablet, visit, batch } = await aTablet();
    await tablet.enrol();
    const file = await fileOf(tablet, [batch]);
    const other = await tablet.sealAt(1, null, [...batch.changes].reverse());
    await tablet.receipt(await tablet.send(other));
    expect((await handIn(field.budi, file)).visits).toMatchObject([{ visit, already: 5 }]);
  });

  test('with a gap before it is taken all the same', async () => {
    const { tablet, visit, batch } = await aTablet();
    await tablet.enrol();
    await tablet.write(visit, feeRegister, none);
    const second = await tablet.seal();
    // The first batch reached the server by another way, say a second tablet, or never.
    expect((await handIn(field.budi, await fileOf(tablet, [second]))).visits).toMatchObject([
      { visit, taken: 0, refused: [{ code: 'notAllowed' }] },
    ]);
    expect((await handIn(field.budi, await fileOf(tablet, [batch, second]))).visits).toMatchObject([{ taken: 6 }]);
  });

  test('of someone who may no longer sign in is held for a supervisor', async () => {
    const { tablet, visit, batch } = await aTablet(await server.addPerson(field.organisation, ['assessor']));
    await tablet.enrol();
    await server.deps.db.query('UPDATE membership SET is_active = false WHERE person = $1', [tablet.person.person]);
    const report = await handIn(field.budi, await fileOf(tablet, [batch]));
    expect(report).toMatchObject({ isProven: true, visits: [{ visit, taken: 0, held: 5 }] });
    const lines = await logOf(visit);
    expect(lines.map(({ verdict }) => verdict)).toEqual(Array(5).fill({ kind: 'held', because: 'removed-member' }));
  });

  test('tells of a submit that waits on the tablet and does not carry it out', async () => {
    const { tablet, visit, batch } = await aTablet();
    await tablet.enrol();
    const submits = [{ visit, pressedAt: '2026-03-02T16:00:00Z' }];
    const report = await handIn(field.budi, await fileOf(tablet, [batch], { submits }));
    expect(report.visits).toMatchObject([{ submitPressedAt: '2026-03-02T16:00:00Z' }]);
    expect((await logOf(visit)).some(({ kind }) => kind === 'transition')).toBe(false);
  });
});

describe('a backup of a tablet that was never in touch', () => {
  test('is held, and proves nothing about who is said to have written it', async () => {
    const { tablet, visit, batch } = await aTablet();
    const report = await handIn(field.budi, await fileOf(tablet, [batch]));
    expect(report).toMatchObject({ isProven: false, visits: [{ visit, taken: 0, held: 5 }] });
    expect((await logOf(visit)).map(({ verdict }) => verdict)).toEqual(Array(5).fill(unproven));
    const { rows } = await server.deps.db.query(
      'SELECT 1 FROM visit_person WHERE visit = $1 UNION ALL SELECT 1 FROM replica WHERE id = $2',
      [visit, tablet.replica],
    );
    expect(rows).toEqual([]);
    expect((await server.ask('GET', `/api/visits/${visit}/log`, { as: field.siti })).status).toBe(404);
  });

  test('counts once its author sends the same himself', async () => {
    const { tablet, visit, batch } = await aTablet();
    await handIn(field.budi, await fileOf(tablet, [batch]));
    const receipt = await tablet.receipt(await tablet.send(batch));
    expect(receipt.held.map(({ id }) => id)).toEqual(batch.changes.map(({ id }) => id));
    const decisions = (await logOf(visit, field.siti)).filter(({ kind }) => kind === 'decision');
    expect(decisions.map(({ decision }) => decision)).toEqual(
      Array(5).fill(expect.objectContaining({ decision: 'taken-in', by: field.siti.person })),
    );
    await tablet.write(visit, feeRegister, none);
    expect((await tablet.push()).held).toMatchObject([{ verdict: accepted }]);
    // Again, and nothing more is written.
    await tablet.receipt(await tablet.send(batch));
    expect(await logOf(visit)).toHaveLength(11);
  });

  test('stays declined when a supervisor has declined it', async () => {
    const { tablet, visit, batch } = await aTablet();
    await handIn(field.budi, await fileOf(tablet, [batch]));
    const [, , , , answer] = batch.changes;
    const body = { changes: [answer?.id], decision: 'declined', reason: 'Tidak dikenal.' };
    expect((await server.ask('POST', `/api/visits/${visit}/decisions`, { as: field.supervisor, body })).status).toBe(
      200,
    );
    await tablet.receipt(await tablet.send(batch));
    const about = (await logOf(visit)).filter(({ kind, change }) => kind === 'decision' && change === answer?.id);
    expect(about.map(({ decision }) => decision?.decision)).toEqual(['declined']);
  });

  test('founds nothing for somebody else', async () => {
    const { tablet, visit, batch } = await aTablet();
    await handIn(field.budi, await fileOf(tablet, [batch]));
    const desk = { changes: batch.changes.map(({ id }) => id), decision: 'taken-in', reason: 'Sudah dicek.' };
    await server.ask('POST', `/api/visits/${visit}/decisions`, { as: field.supervisor, body: desk });
    const stranger = await PushingTablet.open(server, field.budi);
    await stranger.write(visit, `member/${field.budi.person}`, {});
    expect((await stranger.push()).refused).toMatchObject([{ code: 'notAllowed' }]);
  });

  test('made up in a supervisor’s name does not keep her from deciding about the visit', async () => {
    const own = await aTablet();
    await own.tablet.receipt(await own.tablet.send(own.batch));
    const forger = await PushingTablet.open(server, field.supervisor);
    await forger.write(own.visit, `answer/1/office/${'signage'}`, full);
    const report = await handIn(field.budi, await fileOf(forger, [await forger.seal()]));
    expect(report.visits).toMatchObject([{ held: 1 }]);
    const { rows } = await server.deps.db.query('SELECT 1 FROM visit_person WHERE visit = $1 AND person = $2', [
      own.visit,
      field.supervisor.person,
    ]);
    expect(rows).toEqual([]);
  });

  test('that names another’s replica, or signs with another key, is not taken', async () => {
    const { tablet, batch } = await aTablet();
    await tablet.enrol();
    const thief = await aTablet(field.budi);
    const stolen = { ...thief.batch, replica: tablet.replica };
    const signedByOther = { ...batch, publicKey: thief.batch.publicKey };
    const file = await fileOf(thief.tablet, [stolen]);
    expect(await handIn(field.budi, file)).toMatchObject({ forgedBatches: 1, visits: [] });
    expect(await handIn(field.budi, await fileOf(tablet, [signedByOther]))).toMatchObject({ forgedBatches: 1 });
  });
});

describe('photos in a backup', () => {
  const evidenceOf = (photo: { sha256: Sha256; bytes: number }) => ({
    sha256: photo.sha256,
    bytes: photo.bytes,
    mime: 'image/jpeg',
    width: 1600,
    height: 1200,
    capturedAt: '2026-03-02T09:00:00+07:00',
    place: { unavailable: 'timeout' },
    source: 'camera',
    attachedTo: null,
  });

  async function withPhotos(isEnrolled = true) {
    const { tablet, visit, batch } = await aTablet();
    if (isEnrolled) await tablet.enrol();
    const photos = [await somePhoto(pieceBytes + 5000, visit), await somePhoto(3000, visit)];
    for (const photo of photos) await tablet.write(visit, `evidence/${crypto.randomUUID()}`, evidenceOf(photo));
    return { tablet, visit, photos, batches: [batch, await tablet.seal()] };
  }

  const isHeld = async (visit: VisitId, sha256: Sha256): Promise<boolean> => {
    const answer = await server.ask('GET', `/api/visits/${visit}/evidence/${sha256}/status`, { as: field.supervisor });
    return ((await answer.json()) as { held: boolean }).held;
  };

  test('are on the server afterwards, by their hashes, once', async () => {
    const { tablet, visit, photos, batches } = await withPhotos();
    const file = await fileOf(tablet, batches, { photos });
    expect((await handIn(field.budi, file)).visits).toMatchObject([{ taken: 7, photosTaken: 2, photosRefused: [] }]);
    expect(await Promise.all(photos.map(({ sha256 }) => isHeld(visit, sha256)))).toEqual([true, true]);
    expect((await handIn(field.budi, file)).visits).toMatchObject([{ photosTaken: 0, photosAlready: 2 }]);
    expect((await logOf(visit)).filter(({ kind }) => kind === 'evidence')).toHaveLength(2);
  });

  test('of an unknown tablet come along with the held changes that name them', async () => {
    const { tablet, visit, photos, batches } = await withPhotos(false);
    const stray = await somePhoto(2000, visit);
    const report = await handIn(field.budi, await fileOf(tablet, batches, { photos: [...photos, stray] }));
    expect(report.visits).toMatchObject([
      { held: 7, photosTaken: 2, photosRefused: [{ sha256: stray.sha256, code: 'notAllowed' }] },
    ]);
    expect(await isHeld(visit, stray.sha256)).toBe(false);
  });

  test('with other bytes, or none, are refused by name', async () => {
    const { tablet, visit, photos, batches } = await withPhotos();
    const [large, small] = photos;
    if (large === undefined || small === undefined) throw new Error('There are two.');
    const spoilt = { ...large, read: async () => new Uint8Array(large.bytes).fill(7) };
    const gone = { ...small, read: async () => null };
    const report = await handIn(field.budi, await fileOf(tablet, batches, { photos: [spoilt, gone] }));
    expect(report.visits).toMatchObject([
      {
        visit,
        photosTaken: 0,
        photosRefused: [
          { sha256: large.sha256, code: 'hashMismatch' },
          { sha256: small.sha256, code: 'hashMismatch' },
        ],
      },
    ]);
    expect(await isHeld(visit, large.sha256)).toBe(false);
  });

  test('that are damaged are named, and the rest of the file is taken', async () => {
    const { tablet, visit, photos, batches } = await withPhotos();
    const [large, small] = photos;
    const file = await fileOf(tablet, batches, { photos });
    // Somewhere in the first photo, which is by far the largest part.
    file[Math.floor(file.length / 2)] = (file[Math.floor(file.length / 2)] ?? 0) ^ 1;
    const report = await handIn(field.budi, file);
    expect(report.visits).toMatchObject([{ taken: 7, photosTaken: 1 }]);
    expect(report.damage).toMatchObject({
      lostFrames: 1,
      isCutOff: false,
      lost: [{ what: 'photo', visits: [visit], sha256: large?.sha256 }],
    });
    expect(small && (await isHeld(visit, small.sha256))).toBe(true);
  });

  test('that were cut off are named, and the answers before them are taken', async () => {
    const { tablet, visit, photos, batches } = await withPhotos();
    const file = await fileOf(tablet, batches, { photos });
    const report = await handIn(field.budi, file.slice(0, file.length - 40_000));
    expect(report.visits).toMatchObject([{ visit, taken: 7 }]);
    expect(report.damage).toMatchObject({ isCutOff: true });
    expect(report.damage?.lost.map(({ sha256 }) => sha256)).toContain(photos[0]?.sha256);
  });
});

describe('a file that is refused', () => {
  test('is another organisation’s', async () => {
    const elsewhere = await aField(server);
    const tablet = await PushingTablet.open(server, elsewhere.siti);
    await tablet.startVisit(elsewhere);
    expect(await refusal(field.budi, await fileOf(tablet, [await tablet.seal()]))).toContain('otherOrganisation');
  });

  test('is none of ours, or so damaged that nothing is left', async () => {
    expect(await refusal(field.budi, new Uint8Array(5000).fill(65))).toContain('notABackup');
    // An archive of the server has the same ending.
    const archive = path.join(server.dataFolder, 'archive.tilik');
    const { db } = server.deps;
    await writeArchive({ db, blobs: null, file: archive, keysFolder: null, app: '0.1.0', madeAt: new Date() });
    expect(await refusal(field.budi, new Uint8Array(await readFile(archive)))).toContain('notABackup');
    const { tablet, batch } = await aTablet();
    const file = await fileOf(tablet, [batch]);
    expect(await refusal(field.budi, file.slice(0, (await headerEnd(file)) - 1))).toContain('notABackup');
    expect(await refusal(field.budi, file.fill(0, await headerEnd(file)))).toContain('backupDamaged');
  });

  test('is sealed to a key whose file is gone; the key is named, and the next tablets get another', async () => {
    const other = await aField(server);
    const tablet = await PushingTablet.open(server, other.siti);
    await tablet.startVisit(other);
    const batch = await tablet.seal();
    const file = await fileOf(tablet, [batch]);
    const { id } = await server.deps.backupKeys.current(other.organisation);
    const folder = path.join(server.dataFolder, 'keys');
    const [name = ''] = (await readdir(folder)).filter((one) => one.includes(id));
    expect(((await stat(path.join(folder, name))).mode & 0o777).toString(8)).toBe('600');
    await rm(path.join(folder, name));
    expect(await refusal(other.budi, file)).toContain(`keyUnknown: The file is sealed to the key ${id}`);
    const next = await server.deps.backupKeys.current(other.organisation);
    expect(next.id).not.toBe(id);
    expect(server.errors.splice(0).map(({ message }) => message)).toEqual([expect.stringContaining(id)]);
    expect((await handIn(other.budi, await fileOf(tablet, [batch]))).visits).toMatchObject([{ held: 4 }]);
  });
});

describe('the bytes of a file', () => {
  test('go on where they were cut, come twice without harm, and wait for what is missing', async () => {
    const { tablet, batch } = await aTablet();
    await tablet.enrol();
    const file = await fileOf(tablet, [batch]);
    const id = crypto.randomUUID();
    const place = async (at: number, end: number) =>
      BackupPlace.parse(await (await sendPart(field.budi, id, file, at, end)).json()).offset;
    expect(await place(0, 0)).toBe(0);
    expect(await place(0, 1000)).toBe(1000);
    expect(await place(1500, 1700)).toBe(1000);
    expect(await place(500, 1200)).toBe(1200);
    expect(await place(0, 100)).toBe(1200);
    expect(await place(1200, file.length)).toBe(file.length);
    const report = BackupReport.parse(
      await (await server.ask('POST', `/api/backups/${id}`, { as: field.budi })).json(),
    );
    expect(report).toMatchObject({ damage: null, bytes: file.length });
    const late = BackupPlace.parse(await (await sendPart(field.budi, id, file, 0, 100)).json());
    expect(late).toMatchObject({ offset: file.length, isHandedIn: true });
  });

  test('of another person are not gone on with', async () => {
    const { tablet, batch } = await aTablet();
    const file = await fileOf(tablet, [batch]);
    const id = crypto.randomUUID();
    await sendPart(field.budi, id, file, 0, file.length);
    expect((await server.ask('POST', `/api/backups/${id}`, { as: field.siti })).status).toBe(404);
  });

  test.each([
    ['at=0&of=2000000000', 413],
    ['at=-1&of=10', 400],
    ['of=10', 400],
    ['at=0&of=3', 400],
  ])('with %s answer %i', async (query, status) => {
    const answer = await server.app.request(`http://localhost/api/backups/${crypto.randomUUID()}/parts?${query}`, {
      method: 'POST',
      headers: { cookie: field.budi.cookie, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(10),
    });
    expect(answer.status).toBe(status);
  });
});

test('supervisors see every file that was handed in, others their own', async () => {
  const { tablet, batch } = await aTablet();
  const { id } = await handIn(field.siti, await fileOf(tablet, [batch]));
  const idsOf = async (as: TestPerson) =>
    BackupList.parse(await (await server.ask('GET', '/api/backups', { as })).json()).backups.map((one) => one.id);
  expect((await idsOf(field.supervisor))[0]).toBe(id);
  expect((await idsOf(field.siti))[0]).toBe(id);
  expect(await idsOf(field.budi)).not.toContain(id);
});

describe('a replica', () => {
  test('is enrolled once, for the person who signs with its key', async () => {
    const { tablet } = await aTablet();
    expect([(await tablet.enrol()).status, (await tablet.enrol()).status]).toEqual([200, 200]);
    const { rows } = await server.deps.db.query('SELECT person, n FROM replica WHERE id = $1', [tablet.replica]);
    expect(rows).toMatchObject([{ person: field.siti.person }]);
  });

  test('of another person, or with a foreign signature, is not', async () => {
    const [mine, theirs] = [await aTablet(), await aTablet(field.budi)];
    await mine.tablet.enrol();
    Reflect.set(theirs.tablet, 'replica', mine.tablet.replica);
    expect((await theirs.tablet.enrol()).status).toBe(409);
    const body = { replica: crypto.randomUUID(), publicKey: mine.batch.publicKey, signature: '0'.repeat(128) };
    expect((await server.ask('POST', '/api/replicas', { as: field.siti, body })).status).toBe(409);
  });
});
