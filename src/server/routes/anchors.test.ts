import { afterAll, beforeAll, expect, test } from 'vitest';
import { AnchorList } from '#protocol/anchors.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';

let server: TestServer;
let admin: TestPerson;
beforeAll(async () => {
  server = await openTestServer();
  admin = await server.addPerson(await server.addOrganisation('Perwakilan'), ['administrator']);
});
afterAll(() => server.close());

async function list(): Promise<AnchorList['anchors']> {
  return AnchorList.parse(await (await server.ask('GET', '/api/anchors', { as: admin })).json()).anchors;
}

test('an anchor is made when it is asked for, where anything moved', async () => {
  const make = () => server.ask('POST', '/api/anchors', { as: admin });
  expect((await make()).status).toBe(200);
  expect(await list()).toEqual([]);
  const visit = crypto.randomUUID();
  await server.deps.db.query('INSERT INTO visit (organisation, id, seq, head) VALUES ($1, $2, 3, $3)', [
    admin.organisation,
    visit,
    'a'.repeat(64),
  ]);
  await make();
  await make();
  expect(await list()).toMatchObject([{ n: 1, visits: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  await server.deps.db.query('UPDATE visit SET seq = 4 WHERE id = $1', [visit]);
  await make();
  expect((await list()).map(({ n }) => n)).toEqual([2, 1]);
});
