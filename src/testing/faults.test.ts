import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { saveLine } from '#client/store/visit-lines.ts';
import { Unreachable } from '#client/sync/transport.ts';
import type { Database } from '#server/db/database.ts';
import { aPhoto, photoDetails } from './builders.ts';
import { type FieldServer, startFieldServer } from './field-server.ts';
import { officeQuestions, Team } from './team.ts';
import { until } from './until.ts';

/* Faults that the simulator has found, each by its name. */

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

/** The archive is from before any visit. */
async function loseVisits(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(
      'TRUNCATE visit, visit_moved, visit_log, change_body, visit_person, visit_summary, replica, replica_batch, command, evidence CASCADE',
    );
  });
}

test('a member who meets the restored server before the founder of the visit is not refused for good', async () => {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const hers = await team.startVisit(rani, [budi]);
  await rani.sync();
  await budi.sync();
  const his = await budi.visit(hers.id);
  await his.write(first.register, first.high);
  await budi.sync();
  await his.write(second.register, second.low);
  await server.restore(loseVisits);
  await budi.sync();
  await budi.sync();
  await budi.workspace.readLists();
  // The lines he had pulled bring the founding back with them.
  expect(budi.workspace.sending.value).toMatchObject({ refused: [], unsentChanges: 0 });
  await rani.sync();
  await rani.sync();
  await budi.sync();
  await budi.sync();
  await until(() => budi.workspace.sending.value.unsentChanges === 0);
  const read = await (await team.tablet({ roles: ['supervisor'] })).visit(hers.id);
  expect(read.answer(first.key).value.value).toEqual(first.high);
  expect(read.answer(second.key).value.value).toEqual(second.low);
});

test('a supervisor who meets the restored server first does not lock the founder of the visit out', async () => {
  const [rani, boss] = [await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
  const hers = await team.startVisit(rani);
  await hers.write(first.register, first.high);
  await rani.sync();
  const read = await boss.visit(hers.id);
  await server.restore(loseVisits);
  await read.write({ kind: 'comment', id: crypto.randomUUID() }, { text: 'Bagus.' });
  const stranger = await team.person();
  await read.write({ kind: 'member', person: stranger.session.person.id }, { removed: { reason: 'Pindah tugas.' } });
  await boss.sync();
  await boss.sync();
  await rani.sync();
  await rani.sync();
  await rani.workspace.readLists();
  expect(rani.workspace.sending.value).toMatchObject({ refused: [], unsentChanges: 0 });
  await boss.sync();
  await until(() => read.answer(first.key).value.value !== null);
  expect(await read.saw()).toEqual(await hers.saw());
});

test('what a removed member has written survives a server that is restored to before it', async () => {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const hers = await team.startVisit(rani, [budi]);
  await rani.sync();
  await budi.sync();
  const his = await budi.visit(hers.id);
  await his.write(first.register, first.high);
  await budi.sync();
  await rani.sync();
  const removed = { removed: { reason: 'Pindah tugas.' } };
  await hers.write({ kind: 'member', person: budi.person.session.person.id }, removed);
  await rani.sync();
  await budi.sync();
  await until(() => budi.workspace.visits.value.length === 0);
  await server.restore(loseVisits);
  await rani.sync();
  await rani.sync();
  await budi.sync();
  await budi.sync();
  const read = await (await team.tablet({ roles: ['supervisor'] })).visit(hers.id);
  expect(read.history(first.register).map(({ value }) => value)).toEqual([first.high]);
});

test('a line that was still being worked out when its visit was dropped does not bring it back into the list', async () => {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const hers = await team.startVisit(rani, [budi]);
  await rani.sync();
  await budi.sync();
  const line = await budi.store.db.read(['lines'], (tx) => tx.objectStore('lines').get(hers.id));
  if (line === undefined) throw new Error('The visit was fetched.');
  const removed = { removed: { reason: 'Pindah tugas.' } };
  await hers.write({ kind: 'member', person: budi.person.session.person.id }, removed);
  await rani.sync();
  await budi.sync();
  await saveLine(budi.store, line);
  await budi.workspace.readLists();
  expect(budi.workspace.visits.value).toEqual([]);
});

test('a page that dies between the log and the list leaves no visit out of the list', async () => {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const hers = await team.startVisit(rani, [budi]);
  await rani.sync();
  await budi.sync();
  await until(() => budi.workspace.visits.value.length === 1);
  await budi.store.db.write(['lines'], (tx) => tx.objectStore('lines').delete(hers.id));
  await budi.sync();
  await budi.workspace.readLists();
  expect(budi.workspace.visits.value.map(({ visit }) => visit)).toEqual([hers.id]);
});

test('a disk that is full while an upload begins is reported, and the photo is tried again', async () => {
  const isReported = Promise.withResolvers<void>();
  const reported = vi.fn(() => isReported.resolve());
  vi.stubGlobal('reportError', reported);
  const isFull = new DOMException('The disk is full.', 'QuotaExceededError');
  let attempts = 0;
  const rani = await team.tablet({
    uploadPhoto: async ({ onUrl }) => {
      attempts += 1;
      const { db } = rani.store;
      const write = vi.spyOn(db, 'write').mockRejectedValueOnce(isFull);
      onUrl('/api/evidence/uploads/some');
      await isReported.promise;
      write.mockRestore();
      throw new Unreachable('network');
    },
  });
  const visit = await team.startVisit(rani);
  await visit.addPhoto(await aPhoto(2000), photoDetails);
  await rani.sync();
  await rani.sync();
  vi.unstubAllGlobals();
  expect(reported.mock.calls[0]).toEqual([isFull]);
  expect(attempts).toBe(2);
});

test('a visit that was read before the first feed is read anew when the server was restored in between', async () => {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const hers = await team.startVisit(rani, [budi]);
  await hers.submit();
  await rani.sync();
  await budi.store.db.write(['kept'], (tx) => tx.objectStore('kept').clear());
  const his = await budi.visit(hers.id);
  expect(his.view.value.status).toBe('submitted');
  await server.restore(loseVisits);
  for (const tablet of [budi, budi, rani, rani, budi]) await tablet.sync();
  // Whoever comes first, what was submitted is so again, for those who had read it and for those who had not.
  const read = await (await team.tablet({ roles: ['supervisor'] })).visit(hers.id);
  expect(read.view.value.transitions).toEqual(hers.view.value.transitions);
  expect(read.view.value.status).toBe('submitted');
  await until(() => his.view.value.status === 'submitted');
});
