import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { browserLocks } from '#client/platform/locks.ts';
import type { Backups } from '#client/store/backups.ts';
import { currentReplica } from '#client/store/outbox.ts';
import { handInBackup } from '#client/sync/backup/hand-in.ts';
import { makeBackup, NoBackupKey, NothingToBackUp } from '#client/sync/backup/make-backup.ts';
import { renewReplica, type SealingContext } from '#client/sync/sealer.ts';
import { createReplicaKey, signWith } from '#client/vault/replica-key.ts';
import type { VisitId } from '#domain/ids.ts';
import { Problem } from '#protocol/problems.ts';
import { aPhoto, photoDetails } from './builders.ts';
import { type FieldServer, startFieldServer } from './field-server.ts';
import { openTablet } from './tablet.ts';
import { type OnTablet, officeQuestions, Team } from './team.ts';
import { until } from './until.ts';

let server: FieldServer;
let team: Team;

beforeAll(async () => {
  server = await startFieldServer();
  team = new Team(server);
});
afterEach(() => team.goHome());
afterAll(() => server.close());

const [first, second] = officeQuestions;
if (first === undefined || second === undefined) throw new Error('The instrument asks the office two things.');

const backupsOn = async ({ workspace }: OnTablet): Promise<Backups> => (await workspace.device()).backups();

function sealing({ store }: Pick<OnTablet, 'store'>): SealingContext {
  const keys = { create: createReplicaKey, sign: signWith };
  return { store, keys, locks: browserLocks, signal: new AbortController().signal };
}

/** A visit with two answers and a photo, that only this tablet has. */
async function anUnsentVisit(tablet: OnTablet): Promise<{ visit: VisitId; sha256: string }> {
  const visit = await team.startVisit(tablet);
  await visit.write(first?.register as never, first?.high);
  await visit.write(second?.register as never, second?.low);
  const photo = await aPhoto(20_000);
  await visit.addPhoto(photo, photoDetails);
  return { visit: visit.id, sha256: photo.sha256 };
}

async function carriedBy(bearer: OnTablet, file: File): Promise<Awaited<ReturnType<Backups['carried']>>[number]> {
  const backups = await backupsOn(bearer);
  const { id } = await backups.carry(file);
  await bearer.sync();
  const found = (await backups.carried()).find((one) => one.id === id);
  if (found === undefined) throw new Error('The file is not carried.');
  return found;
}

describe('a backup made without a network', () => {
  test('brings a lost tablet’s answers and photos through another person’s tablet', async () => {
    const [rani, budi, desk] = [await team.tablet(), await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
    const { visit, sha256 } = await anUnsentVisit(rani);
    const { file, counts } = await (await backupsOn(rani)).make('Tablet Rani');
    expect(counts.photos).toBe(1);
    // Rani's tablet is never heard of again.
    const carried = await carriedBy(budi, file);
    expect(carried.standing).toMatchObject({ kind: 'handedIn', report: { isProven: true, damage: null } });
    await desk.sync();
    const seen = await desk.visit(visit);
    await until(() => seen.answer(first.key).value.value !== null && seen.view.value.arrived.has(sha256 as never));
    expect(seen.answer(second.key).value.value).toEqual(second.low);
  });

  test('is carried without a network and handed in once there is one', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    await anUnsentVisit(rani);
    const { file } = await (await backupsOn(rani)).make('');
    const backups = await backupsOn(budi);
    budi.network.isOffline({ times: 2 });
    await backups.carry(file);
    await budi.sync();
    expect((await backups.carried()).map(({ standing }) => standing.kind)).toEqual(['waiting']);
    await budi.sync();
    await budi.sync();
    expect((await backups.carried()).map(({ standing }) => standing.kind)).toEqual(['handedIn']);
  });

  test('changes nothing for the tablet: it wakes, pushes the same, and both are one', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const { visit } = await anUnsentVisit(rani);
    const { file } = await (await backupsOn(rani)).make('');
    const before = await currentReplica(rani.store);
    await carriedBy(budi, file);
    const mine = await rani.visit(visit);
    await mine.write(first.register, first.low);
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    expect(rani.workspace.sending.value.refused).toEqual([]);
    expect((await currentReplica(rani.store))?.id).toBe(before?.id);
    expect(mine.view.value.conflicts).toEqual([]);
    expect(mine.answer(first.key).value.value).toEqual(first.low);
  });

  test('twice, and through two people, brings everything once', async () => {
    const [rani, budi, desk] = [await team.tablet(), await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
    await anUnsentVisit(rani);
    const { file } = await (await backupsOn(rani)).make('');
    const [a, b] = [await carriedBy(budi, file), await carriedBy(desk, file)];
    const takenBy = ({ standing }: typeof a) => (standing.kind === 'handedIn' ? standing.report.visits : []);
    expect(takenBy(a)[0]).toMatchObject({ already: 0, photosTaken: 1 });
    expect(takenBy(b)[0]).toMatchObject({ taken: 0, photosTaken: 0, photosAlready: 1 });
  });

  test('counts as on this device only until the server has it, and says what came since', async () => {
    const rani = await team.tablet();
    const { visit } = await anUnsentVisit(rani);
    const backups = await backupsOn(rani);
    await backups.make('');
    const at = await backups.onlyHere();
    expect(at.lastBackup).toMatchObject({ changesSince: 0, photosSince: 0 });
    expect([at.changes > 0, at.photos]).toEqual([true, 1]);
    await (await rani.visit(visit)).write(first.register, first.low);
    expect((await backups.onlyHere()).lastBackup).toMatchObject({ changesSince: 1 });
    await rani.sync();
    expect(await backups.onlyHere()).toMatchObject({ changes: 0 });
  });

  test('holds a waiting submit as something to know', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const visit = await team.startVisit(rani);
    await visit.submit();
    const { file, counts } = await (await backupsOn(rani)).make('');
    expect(counts.submits).toBe(1);
    const { standing } = await carriedBy(budi, file);
    expect(standing.kind === 'handedIn' && standing.report.visits[0]?.submitPressedAt).toEqual(expect.any(String));
  });

  test('of several hundred changes goes in batches, and the tablet pushes the same ones', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    const visit = await team.startVisit(rani);
    for (let at = 0; at < 520; at++) await visit.write(first.register, at % 2 === 0 ? first.high : first.low);
    const { file } = await (await backupsOn(rani)).make('');
    const { standing } = await carriedBy(budi, file);
    expect(standing.kind === 'handedIn' && standing.report.visits[0]?.taken).toBeGreaterThan(520);
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    expect(rani.workspace.sending.value.refused).toEqual([]);
  });
});

describe('a backup of a replica that no server knows', () => {
  test('is held, and its author’s own push takes it in', async () => {
    const [rani, budi, desk] = [await team.tablet(), await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
    const { visit } = await anUnsentVisit(rani);
    // As after the key was lost without a network.
    await renewReplica(sealing(rani));
    const made = await makeBackup(sealing(rani));
    const report = await handInBackup(budi.network, { id: crypto.randomUUID(), blob: new Blob([...made.parts]) });
    expect(report).toMatchObject({ isProven: false, visits: [{ visit, taken: 0, photosTaken: 1 }] });
    const seen = await desk.workspace.openVisit(visit);
    expect('missing' in seen).toBe(true);
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    const mine = await rani.visit(visit);
    await until(() => mine.answer(first.key).value.value !== null);
    await desk.sync();
    const hers = await desk.visit(visit);
    await until(() => hers.answer(first.key).value.value !== null);
    expect(hers.view.value.held).toEqual([]);
  });
});

describe('a supervisor', () => {
  test('decides about what an unknown tablet’s file brought, and then opens the visit', async () => {
    const [rani, desk] = [await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
    const { visit } = await anUnsentVisit(rani);
    await renewReplica(sealing(rani));
    const { parts } = await makeBackup(sealing(rani));
    const backups = await backupsOn(desk);
    await carriedBy(desk, new File([...parts], 'cadangan.tilik'));
    const heldIn = async () => (await backups.handedIn())[0]?.visits[0];
    const before = await heldIn();
    expect(before).toMatchObject({ visit, taken: 0 });
    expect(before?.undecided).toBe(before?.held);
    await backups.decide(visit, before?.heldIds ?? [], 'taken-in', 'Sudah dicek dengan Rani.');
    expect(await heldIn()).toMatchObject({ undecided: 0 });
    await desk.sync();
    const opened = await desk.visit(visit);
    await until(() => opened.answer(first.key).value.value !== null);
  });
});

describe('handing in over a bad network', () => {
  test('goes on where it was cut, and a lost answer gives the same report', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    await anUnsentVisit(rani);
    const { file } = await (await backupsOn(rani)).make('');
    const id = crypto.randomUUID();
    budi.network.losesReply('/api/backups/');
    await expect(handInBackup(budi.network, { id, blob: file })).rejects.toThrow();
    const report = await handInBackup(budi.network, { id, blob: file });
    expect(await handInBackup(budi.network, { id, blob: file })).toEqual(report);
    budi.network.isCaptive({ times: 1 });
    await expect(handInBackup(budi.network, { id, blob: file })).rejects.toThrow('notOurs');
  });

  test('what the server refuses stays, holds up no other, and goes once it may', async () => {
    const [rani, budi] = [await team.tablet(), await team.tablet()];
    await anUnsentVisit(rani);
    const { file } = await (await backupsOn(rani)).make('');
    const body = { type: 'urn:tilik:problem:keyUnknown', code: 'keyUnknown', title: '', status: 422, detail: 'key 12' };
    budi.network.answers('/api/backups/', 422, body);
    const carried = await carriedBy(budi, file);
    expect(carried.standing).toEqual({ kind: 'refused', code: 'keyUnknown', detail: 'key 12' });
    const backups = await backupsOn(budi);
    await backups.handInNow(carried.id);
    expect((await backups.carried())[0]?.standing.kind).toBe('handedIn');
    expect((await backups.handedIn()).length).toBeGreaterThan(0);
    await backups.letGo(carried.id);
    expect(await backups.carried()).toEqual([]);
  });
});

describe('what is not taken along', () => {
  test('a file that is none, or another organisation’s, also without a network', async () => {
    const backups = await backupsOn(await team.tablet());
    const wrong = backups.carry(new File(['Bukan cadangan'], 'foto.jpg'));
    await expect(wrong).rejects.toEqual(expect.objectContaining({ code: 'notABackup' }));
    await expect(wrong).rejects.toBeInstanceOf(Problem);
  });

  test('nothing is no backup, and without a key there is none', async () => {
    const rani = await team.tablet();
    await expect((await backupsOn(rani)).make('')).rejects.toBeInstanceOf(NothingToBackUp);
    const { session } = await team.person();
    const fresh = await openTablet({ session });
    await expect(makeBackup(sealing(fresh))).rejects.toBeInstanceOf(NoBackupKey);
    await fresh.workspace.close();
  });
});

test('a tablet enrols with its first contact, once per server', async () => {
  const rani = await team.tablet();
  const replica = await currentReplica(rani.store);
  expect(replica).toMatchObject({ n: 0, enrolledIn: expect.any(String) });
  await rani.sync();
  expect(rani.network.count('/api/replicas')).toBe(1);
  await server.restore(async (db) => {
    await db.query('DELETE FROM replica WHERE n = 0');
  });
  await rani.sync();
  await rani.sync();
  expect(rani.network.count('/api/replicas')).toBe(2);
  expect((await currentReplica(rani.store))?.id).toBe(replica?.id);
});
