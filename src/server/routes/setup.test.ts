import { afterEach, beforeEach, expect, test } from 'vitest';
import { SetupState } from '#protocol/account.ts';
import { Session } from '#protocol/session.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';

const request = {
  organisationName: 'Perwakilan Banten',
  personName: 'Sri Wahyuni',
  userName: 'sri',
  password: 'rahasia-panjang',
};
let server: TestServer;

beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

const state = async () => SetupState.parse(await (await server.ask('GET', '/api/setup')).json());

test('an empty server says so, and is set up once', async () => {
  expect(await state()).toEqual({ kind: 'setup', isSetUp: false, organisationName: null });
  const response = await server.ask('POST', '/api/setup', { body: request });
  expect(response.status).toBe(201);
  expect(Session.parse(await response.json())).toMatchObject({
    person: { name: 'Sri Wahyuni', userName: 'sri' },
    roles: ['administrator'],
  });
  expect(response.headers.get('set-cookie')).toMatch(/^tilik=/);
  expect(await state()).toEqual({ kind: 'setup', isSetUp: true, organisationName: 'Perwakilan Banten' });
  expect((await server.ask('POST', '/api/session', { body: request })).status).toBe(200);
});

test('of several who set up at the same moment one does, and the others are told', async () => {
  const asked = [1, 2, 3, 4].map((number) =>
    server.ask('POST', '/api/setup', { body: { ...request, userName: `sri${number}` } }),
  );
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([201, 409, 409, 409]);
  const { rows } = await server.deps.db.query('SELECT 1 FROM organisation UNION ALL SELECT 1 FROM person');
  expect(rows).toHaveLength(2);
});
