import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { dayMs } from '#client/store/kept-copies.ts';
import { saveUploadSettings } from '#client/store/upload-settings.ts';
import type { OpenVisit } from '#client/store/workspace.ts';
import type { UploadPhoto } from '#client/sync/engine-ports.ts';
import { lookAfterCopies } from '#client/sync/look-after-copies.ts';
import { ServerProblem, Unreachable } from '#client/sync/transport.ts';
import { tusUpload } from '#client/sync/tus-upload.ts';
import type { Sha256 } from '#domain/ids.ts';
import { aPhoto, photoDetails } from './builders.ts';
import { type FieldServer, type SignedIn, startFieldServer } from './field-server.ts';
import { MemoryFiles, secondCopyOver } from './memory-journal.ts';
import { scriptedTransport } from './scripted-transport.ts';
import { openTablet } from './tablet.ts';
import { type OnTablet, Team } from './team.ts';
import { until } from './until.ts';

let server: FieldServer;
let team: Team;
let origin: string;

beforeAll(async () => {
  server = await startFieldServer();
  team = new Team(server);
  origin = await server.listen();
});
afterEach(() => team.goHome());
afterAll(() => server.close());

const tus = (person: SignedIn): UploadPhoto => tusUpload({ origin, headers: person.headers });

async function aTablet(upload?: (real: UploadPhoto) => UploadPhoto): Promise<OnTablet> {
  const person = await team.person();
  const real = tus(person);
  return await team.tablet({ person, uploadPhoto: upload?.(real) ?? real });
}

async function take(visit: OpenVisit, bytes = 2_000): Promise<Sha256> {
  const photo = await aPhoto(bytes);
  await visit.addPhoto(photo, photoDetails);
  return photo.sha256;
}

async function rowOf({ store }: OnTablet, visit: OpenVisit, sha256: Sha256) {
  return await store.db.read(['evidence'], (tx) => tx.objectStore('evidence').get([visit.id, sha256]));
}

async function unsent(tablet: OnTablet): Promise<number> {
  await tablet.workspace.readLists();
  return tablet.workspace.sending.value.unsentPhotos;
}

/** What the server holds is gone, as after a disk lost it. */
async function loseOnServer(sha256: Sha256): Promise<void> {
  await server.db.query('DELETE FROM evidence WHERE sha256 = $1', [sha256]);
}

describe('sending photos', () => {
  test('a photo that the server will never take holds up no other, and is told of', async () => {
    let refused: string | null = null;
    const rani = await aTablet((real) => async (upload) => {
      refused ??= upload.sha256;
      if (upload.sha256 === refused)
        throw new ServerProblem('wrongMediaType', { serverCode: 'wrongMediaType', retryAfterMs: null });
      await real(upload);
    });
    const visit = await team.startVisit(rani);
    for (const bytes of [1_000, 2_000, 3_000, 4_000, 5_000]) await take(visit, bytes);
    await rani.sync();
    expect(await unsent(rani)).toBe(1);
    expect(rani.workspace.sending.value.troubledPhotos).toBe(1);
    expect(rani.workspace.sending.value.activity).toEqual({ kind: 'idle' });
  });

  test('a photo that fails for now holds up no other, and the round is tried again', async () => {
    const failing: string[] = [];
    const rani = await aTablet((real) => async (upload) => {
      if (failing.length === 0) failing.push(upload.sha256);
      if (failing.includes(upload.sha256))
        throw new ServerProblem('serverFault', { serverCode: 'serverFault', retryAfterMs: null });
      await real(upload);
    });
    const visit = await team.startVisit(rani);
    for (const bytes of [1_000, 2_000, 3_000, 4_000, 5_000]) await take(visit, bytes);
    await rani.sync();
    expect(await unsent(rani)).toBe(1);
    expect(rani.workspace.sending.value.activity.kind).toBe('waiting');
    failing.splice(0, 1, 'none');
    await rani.sync();
    expect(await unsent(rani)).toBe(0);
  });

  test('a few go at once, small ones first', async () => {
    const begun: number[] = [];
    const few = Promise.withResolvers<void>();
    let most = 0;
    let now = 0;
    const rani = await aTablet((real) => async (upload) => {
      begun.push(upload.blob.size);
      now += 1;
      most = Math.max(most, now);
      // The first is not over before the others of its kind have begun, however slow their reading is.
      if (begun.length === 3) few.resolve();
      await few.promise;
      await real(upload);
      now -= 1;
    });
    const visit = await team.startVisit(rani);
    for (const bytes of [50_000, 3_000, 20_000, 1_000, 40_000, 2_000]) await take(visit, bytes);
    await rani.sync();
    expect(await unsent(rani)).toBe(0);
    expect(begun.slice(0, 3).toSorted((a, b) => a - b)).toEqual([1_000, 2_000, 3_000]);
    expect(most).toBe(3);
  });

  test('an answer does not wait for all of them', async () => {
    const rani = await aTablet((real) => async (upload) => {
      if (rani.network.count('/api/push') < 2) await take(visit, 100);
      await real(upload);
    });
    const visit = await team.startVisit(rani);
    for (const bytes of [1_000, 2_000, 3_000, 4_000, 5_000, 6_000]) await take(visit, bytes);
    await rani.sync();
    expect(rani.network.count('/api/push')).toBeGreaterThan(1);
  });

  test('a person who pauses the photos stops those under way, answers go on, and they resume when told', async () => {
    const begun = Promise.withResolvers<void>();
    let isHanging = true;
    const rani = await aTablet((real) => (upload) => {
      begun.resolve();
      if (!isHanging) return real(upload);
      return new Promise((_, reject) =>
        upload.signal.addEventListener('abort', () => reject(new Unreachable('network'))),
      );
    });
    const visit = await team.startVisit(rani);
    await take(visit);
    const round = rani.sync();
    await begun.promise;
    await saveUploadSettings(rani.store, { paused: 'photos', wifiOnly: false });
    await round;
    await take(visit);
    await rani.sync();
    expect(await unsent(rani)).toBe(2);
    expect(rani.workspace.sending.value).toMatchObject({
      hold: 'photos',
      unsentChanges: 0,
      activity: { kind: 'idle' },
    });
    isHanging = false;
    await saveUploadSettings(rani.store, { paused: 'nothing', wifiOnly: false });
    await rani.sync();
    expect(await unsent(rani)).toBe(0);
  });

  test('a person who pauses everything sends nothing, and still fetches', async () => {
    const [rani, budi] = [await aTablet(), await aTablet()];
    const visit = await team.startVisit(rani, [budi]);
    await rani.sync();
    await saveUploadSettings(rani.store, { paused: 'all', wifiOnly: false });
    await take(visit);
    const pushes = rani.network.count('/api/push');
    await rani.sync();
    expect(rani.network.count('/api/push')).toBe(pushes);
    await rani.workspace.readLists();
    expect(rani.workspace.sending.value).toMatchObject({ hold: 'all', unsentChanges: 1, unsentPhotos: 1 });
  });

  test('on a network that may cost money photos wait for Wi-Fi where the person asked for it', async () => {
    vi.stubGlobal('navigator', { ...navigator, locks: navigator.locks, connection: { type: 'cellular' } });
    const rani = await aTablet();
    const visit = await team.startVisit(rani);
    await saveUploadSettings(rani.store, { paused: 'nothing', wifiOnly: true });
    await take(visit);
    await rani.sync();
    expect(await unsent(rani)).toBe(1);
    expect(rani.workspace.sending.value).toMatchObject({ hold: 'notWifi', unsentChanges: 0 });
    vi.stubGlobal('navigator', { ...navigator, locks: navigator.locks, connection: { type: 'wifi' } });
    await rani.sync();
    vi.unstubAllGlobals();
    expect(await unsent(rani)).toBe(0);
  });

  test('a signed-out person keeps everything, and it goes when they are back', async () => {
    const rani = await aTablet();
    const visit = await team.startVisit(rani);
    await take(visit);
    rani.network.answers('/api/push', 401, { type: 'urn:x', code: 'signedOut', title: '', status: 401 });
    await rani.sync();
    expect(rani.workspace.sending.value.activity.kind).toBe('signInNeeded');
    expect(await unsent(rani)).toBe(1);
    await rani.sync();
    expect(await unsent(rani)).toBe(0);
  });

  test('a server that asks for patience is given it', async () => {
    const rani = await aTablet();
    const visit = await team.startVisit(rani);
    await take(visit);
    const busy = { type: 'urn:x', code: 'serverBusy', title: '', status: 503 };
    rani.network.answers('/api/visits', 503, busy, { 'retry-after': '1800' });
    const before = Date.now();
    await rani.sync();
    const { activity } = rani.workspace.sending.value;
    const retryAt = activity.kind === 'waiting' ? Date.parse(activity.retryAt) : 0;
    expect(retryAt - before).toBeGreaterThanOrEqual(1_800_000);
  });
});

describe('a photo whose bytes are damaged on the tablet', () => {
  async function damage(tablet: OnTablet, visit: OpenVisit, sha256: Sha256): Promise<void> {
    await tablet.store.db.write(['evidenceChunks'], (tx) =>
      tx.objectStore('evidenceChunks').put({ visit: visit.id, sha256, at: 0, data: new ArrayBuffer(3) }),
    );
  }

  test('is never sent as if it were whole; it is told of, and the others go', async () => {
    const rani = await aTablet();
    const visit = await team.startVisit(rani);
    const [broken, whole] = [await take(visit), await take(visit, 3_000)];
    await damage(rani, visit, broken);
    await rani.sync();
    expect(await unsent(rani)).toBe(1);
    expect(rani.workspace.sending.value.troubledPhotos).toBe(1);
    expect((await rowOf(rani, visit, broken))?.damagedAt).toBeDefined();
    expect((await rowOf(rani, visit, whole))?.isSent).toBe(1);
    const [line] = (await (await rani.workspace.device()).visits()).filter(({ visit: id }) => id === visit.id);
    expect(line?.photos.map(({ standing }) => standing.kind).toSorted()).toEqual(['copy', 'damaged']);
    const device = await rani.workspace.device();
    expect(await device.isDamaged(visit.id, broken)).toBe(true);
    await device.giveUpDamaged(visit.id, whole);
    await device.giveUpDamaged(visit.id, broken);
    expect(await unsent(rani)).toBe(0);
    expect((await rowOf(rani, visit, whole))?.isSent).toBe(1);
  });

  test('is made whole from the second copy and sent', async () => {
    const person = await team.person();
    const { workspace, store } = await openTablet({
      session: person.session,
      transport: scriptedTransport(server.fetch, person.headers),
      uploadPhoto: tus(person),
      secondCopy: secondCopyOver(new MemoryFiles()),
    });
    await workspace.syncNow();
    const rani = { workspace, store } as OnTablet;
    const visit = await team.startVisit({
      ...rani,
      visit: async (id) => {
        const opened = await workspace.openVisit(id);
        if ('missing' in opened) throw new Error('It was just made.');
        return opened;
      },
    });
    const sha256 = await take(visit);
    await damage(rani, visit, sha256);
    await workspace.syncNow();
    expect(await unsent(rani)).toBe(0);
    expect(workspace.sending.value.troubledPhotos).toBe(0);
    await workspace.close();
  });
});

describe('kept copies', () => {
  /** One look at them, so many days later by both clocks. */
  async function look(tablet: OnTablet, days: number, serverDays = days): Promise<void> {
    const clock = () => new Date(Date.now() + days * dayMs);
    const { network } = tablet;
    const store = { ...tablet.store, clock };
    const transport = {
      ...network,
      send: async (request: Parameters<typeof network.send>[0]) => {
        const { body } = await network.send(request);
        const told = body as { at?: string };
        if (told.at === undefined) return { body };
        return { body: { ...told, at: new Date(Date.parse(told.at) + serverDays * dayMs).toISOString() } };
      },
    };
    const context = { store, transport } as unknown as Parameters<typeof lookAfterCopies>[0];
    await lookAfterCopies(context);
  }

  async function sentPhoto(): Promise<{ rani: OnTablet; visit: OpenVisit; sha256: Sha256 }> {
    const rani = await aTablet();
    const visit = await team.startVisit(rani);
    const sha256 = await take(visit);
    await visit.submit();
    await rani.sync();
    await rani.sync();
    expect((await rowOf(rani, visit, sha256))?.sentAt).toBeDefined();
    return { rani, visit, sha256 };
  }

  test('stay two weeks after the receipt, and then go once the server has read its bytes again', async () => {
    const { rani, visit, sha256 } = await sentPhoto();
    await look(rani, 13.9);
    expect(await rowOf(rani, visit, sha256)).toBeDefined();
    await look(rani, 16);
    expect(await rowOf(rani, visit, sha256)).toBeUndefined();
    const chunks = await rani.store.db.read(['evidenceChunks'], (tx) => tx.objectStore('evidenceChunks').count());
    expect(chunks).toBe(0);
  });

  test('stay as long as the organisation says', async () => {
    const { rani, visit, sha256 } = await sentPhoto();
    await server.db.query('UPDATE organisation SET kept_copy_days = 30');
    await rani.store.db.write(['kept'], (tx) => tx.objectStore('kept').delete('directoryAt'));
    await rani.sync();
    await look(rani, 29);
    expect(await rowOf(rani, visit, sha256)).toBeDefined();
    await look(rani, 32);
    expect(await rowOf(rani, visit, sha256)).toBeUndefined();
    await server.db.query('UPDATE organisation SET kept_copy_days = 14');
  });

  test('do not go because the clock of the tablet was set to 2099', async () => {
    const { rani, visit, sha256 } = await sentPhoto();
    await look(rani, 26_000, 3);
    expect(await rowOf(rani, visit, sha256)).toBeDefined();
  });

  test('of a visit that is still worked on stay, however old', async () => {
    const rani = await aTablet();
    const visit = await team.startVisit(rani);
    const sha256 = await take(visit);
    await rani.sync();
    await look(rani, 90);
    await look(rani, 99);
    expect(await rowOf(rani, visit, sha256)).toBeDefined();
  });

  test('are sent again by themselves when the server has lost its own', async () => {
    const { rani, visit, sha256 } = await sentPhoto();
    await loseOnServer(sha256);
    await look(rani, 3);
    expect((await rowOf(rani, visit, sha256))?.isSent).toBe(0);
    await rani.sync();
    expect((await rowOf(rani, visit, sha256))?.isSent).toBe(1);
    const { rows } = await server.db.query('SELECT 1 FROM evidence WHERE sha256 = $1', [sha256]);
    expect(rows).toHaveLength(1);
  });

  test('go at once when the person asks, of what the server confirms now and of nothing else', async () => {
    const { rani, visit, sha256 } = await sentPhoto();
    const [lost, waiting] = [await take(visit, 3_000), await take(visit, 4_000)];
    await rani.sync();
    await loseOnServer(lost);
    await rani.store.db.write(['evidence'], async (tx) => {
      const row = await tx.objectStore('evidence').get([visit.id, waiting]);
      if (row !== undefined) await tx.objectStore('evidence').put({ ...row, isSent: 0 });
    });
    await saveUploadSettings(rani.store, { paused: 'all', wifiOnly: false });
    const result = await (await rani.workspace.device()).letGoOfCopies();
    expect(result).toEqual({ removed: 1, removedBytes: 2_000, sentAgain: 1 });
    expect(await rowOf(rani, visit, sha256)).toBeUndefined();
    expect((await rowOf(rani, visit, lost))?.isSent).toBe(0);
    expect((await rowOf(rani, visit, waiting))?.isSent).toBe(0);
  });

  test('without a network nothing is let go of', async () => {
    const { rani, visit, sha256 } = await sentPhoto();
    rani.network.isOffline({ times: 1 });
    await expect((await rani.workspace.device()).letGoOfCopies()).rejects.toBeInstanceOf(Unreachable);
    expect(await rowOf(rani, visit, sha256)).toBeDefined();
  });
});

test('since when the oldest thing waits is known', async () => {
  const rani = await team.tablet();
  const before = Date.now();
  const visit = await team.startVisit(rani);
  const after = Date.now();
  await take(visit);
  await rani.workspace.readLists();
  const since = Date.parse(rani.workspace.sending.value.waitingSince ?? '');
  expect(since).toBeGreaterThanOrEqual(before);
  expect(since).toBeLessThanOrEqual(after);
});

test('a disk that is full when a photo is written is told of, and the photo is saved once there is room', async () => {
  const rani = await team.tablet();
  const visit = await team.startVisit(rani);
  const { db } = rani.store;
  const isFull = new DOMException('The disk is full.', 'QuotaExceededError');
  const write = vi.spyOn(db, 'write').mockRejectedValue(isFull);
  const taking = take(visit);
  await until(() => rani.workspace.sending.value.failedWrites === 1 && visit.writing.value === 'failed');
  write.mockRestore();
  const sha256 = await taking;
  expect(rani.workspace.sending.value.failedWrites).toBe(0);
  expect((await rowOf(rani, visit, sha256))?.bytes).toBe(2_000);
});
