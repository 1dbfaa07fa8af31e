import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type FieldServer, startFieldServer } from './field-server.ts';
import { officeQuestions, Team } from './team.ts';
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

test('what a tablet has sent itself is not read back, and is known by it as the server has it', async () => {
  const rani = await team.tablet();
  const visit = await team.startVisit(rani);
  await rani.sync();
  const log = `/api/visits/${visit.id}/log`;
  const before = rani.network.count(log);
  await visit.write(first.register, first.high);
  await visit.write(second.register, second.low);
  await rani.sync();
  await until(() => rani.workspace.sending.value.unsentChanges === 0);
  expect(rani.network.count(log)).toBe(before);
  const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
  expect(await read.saw()).toEqual(await visit.saw());
  const kept = await rani.store.db.read(['logs'], (tx) => tx.objectStore('logs').get(visit.id));
  expect(kept).toMatchObject({ seq: kept?.target, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('what another has written in between is read with what one has sent', async () => {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const hers = await team.startVisit(rani, [budi]);
  await rani.sync();
  await budi.sync();
  const his = await budi.visit(hers.id);
  await his.write(second.register, second.high);
  await hers.write(first.register, first.high);
  await budi.sync();
  await rani.sync();
  await until(() => hers.answer(second.key).value.value !== null);
  await budi.sync();
  await until(() => his.answer(first.key).value.value !== null);
  expect(await hers.saw()).toEqual(await his.saw());
});

test('a server of the release before is sent the plain form', async () => {
  const rani = await team.tablet();
  const visit = await team.startVisit(rani);
  await visit.write(first.register, first.high);
  const unknown = { type: 'about:blank', code: 'notFound', title: 'There is no such address.', status: 404 };
  rani.network.answers('/api/push/packed', 404, unknown);
  await rani.sync();
  await until(() => rani.workspace.sending.value.unsentChanges === 0);
  await visit.write(second.register, second.high);
  await rani.sync();
  await until(() => rani.workspace.sending.value.unsentChanges === 0);
  expect(rani.network.count('/api/push/packed')).toBe(1);
  const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
  expect(await read.saw()).toEqual(await visit.saw());
});

test('more than one push holds goes batch after batch, and a lost answer among them loses nothing', async () => {
  const rani = await team.tablet();
  const visit = await team.startVisit(rani);
  // Some 10 kB each: 25 fill a push.
  const strokes = Array.from({ length: 13 }, () => Array.from({ length: 100 }, (_, at) => [at, (at * 7) % 1000]));
  const signature = { role: 'official', name: 'Kepala Dinas', signedAt: '2026-03-03T15:00:00+07:00', strokes };
  for (let at = 0; at < 60; at++) await visit.write({ kind: 'signature', id: crypto.randomUUID() }, signature);
  rani.network.losesReply('/api/push');
  await rani.sync();
  expect(rani.workspace.sending.value.network).toBe('server-unreachable');
  await rani.sync();
  await until(() => rani.workspace.sending.value.unsentChanges === 0);
  expect(rani.network.count('/api/push')).toBeGreaterThan(2);
  const read = await (await team.tablet({ roles: ['supervisor'] })).visit(visit.id);
  expect(read.view.value.signatures).toHaveLength(60);
  expect(await read.saw()).toEqual(await visit.saw());
});
