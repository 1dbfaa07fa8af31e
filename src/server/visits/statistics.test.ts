import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProblemBody } from '#protocol/problems.ts';
import { Statistics } from '#protocol/statistics.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { smallInstrumentHash } from '#testing/builders.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';

let server: TestServer;
let field: Field;

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

async function statistics(query = '', as = field.supervisor): Promise<Response> {
  return await server.ask('GET', `/api/desk/statistics${query}`, { as });
}

test('conflicts are counted for the visit, for both who wrote and for the question; settled ones apart', async () => {
  const [siti, budi] = [await PushingTablet.open(server, field.siti), await PushingTablet.open(server, field.budi)];
  const visit = await siti.startVisit(field);
  await siti.write(visit, `member/${field.budi.person}`, {});
  await siti.push();
  const one = await siti.write(visit, feeRegister, full);
  const two = await budi.write(visit, feeRegister, none);
  await siti.write(visit, 'visit/remark', { text: 'Akan diperbaiki' });
  await budi.write(visit, 'visit/remark', { text: 'Minta waktu' });
  await siti.push();
  await budi.push();
  await siti.write(visit, feeRegister, none, { parents: [one, two] });
  await siti.push();
  const found = Statistics.parse(await (await statistics()).json());
  const zero = { late: 0, waiting: 0, takenIn: 0, declined: 0 };
  expect(found.visits).toEqual([{ visit, office: field.office, open: 1, settled: 1, ...zero }]);
  expect(found.people).toHaveLength(2);
  for (const line of found.people) expect(line).toMatchObject({ open: 1, settled: 1 });
  expect(found.entries).toHaveLength(2);
  expect(found.entries).toContainEqual({
    ...{ instrument: smallInstrumentHash, indicator: 'fee', kind: 'answer', open: 0, settled: 1 },
    ...zero,
  });
  expect(found.entries).toContainEqual({
    instrument: null,
    indicator: null,
    kind: 'remark',
    open: 1,
    settled: 0,
    ...zero,
  });
  const before = Statistics.parse(await (await statistics('?from=2020-01-01&to=2020-01-31')).json());
  expect(before).toMatchObject({
    from: '2020-01-01',
    to: '2020-01-31',
    visits: [],
    people: [],
    entries: [],
    isCut: false,
  });
});

test('held changes are counted by what became of them', async () => {
  const siti = await PushingTablet.open(server, field.siti);
  const visit = await siti.startVisit(field);
  await siti.push();
  // A status that never was: each is held for a supervisor.
  const seen = { n: 3, status: 'draft' } as const;
  const held = [
    await siti.write(visit, feeRegister, full, { seen }),
    await siti.write(visit, 'answer/1/office/sign', full, { seen }),
    await siti.write(visit, 'note/1/office/fee', { text: 'Papan' }, { seen }),
  ];
  await siti.push();
  for (const [change, decision] of [[held[0], 'taken-in'] as const, [held[1], 'declined'] as const]) {
    const body = { changes: [change?.id], decision, reason: 'Dicek' };
    const { status } = await server.ask('POST', `/api/visits/${visit}/decisions`, { as: field.supervisor, body });
    expect(status).toBe(200);
  }
  const found = Statistics.parse(await (await statistics()).json());
  expect(found.visits.find((line) => line.visit === visit)).toMatchObject({ waiting: 1, takenIn: 1, declined: 1 });
});

test('a period is asked for in days, and by supervisors', async () => {
  for (const query of ['?from=kemarin', '?from=2026-02-01&to=2026-01-01', '?from=2020-01-01&to=2026-01-01']) {
    const response = await statistics(query);
    expect([response.status, ProblemBody.parse(await response.json()).code]).toEqual([400, 'malformed']);
  }
  expect((await statistics('', field.siti)).status).toBe(403);
});
