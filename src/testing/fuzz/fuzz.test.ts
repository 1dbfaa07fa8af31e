import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RouteDescription } from '#server/routes/route-description.ts';
import { routeTable } from '#server/routes/table.ts';
import { createTestDatabase, type TestDatabase } from '../postgres.ts';
import { requestOf } from './generate.ts';
import { mustBeAnswered } from './hostile-request.ts';
import { type FuzzHouse, openFuzzHouse } from './house.ts';
import { neighboursSecret, wrongWith } from './judge.ts';
import { runFuzz } from './run-fuzz.ts';
import type { Outcome } from './wire.ts';

describe('the requests', () => {
  test('follow from seed and number alone', () => {
    for (const number of [0, 7, 99, 1234]) expect(requestOf('s', number)).toEqual(requestOf('s', number));
    const requests = Array.from({ length: 300 }, (_, number) => requestOf('s', number));
    expect(requests).not.toEqual(requests.map(({ number }) => requestOf('t', number)));
  });

  test('come to every route of the table, a new one by itself, in every kind', () => {
    const added: RouteDescription = {
      method: 'PUT',
      path: '/api/brand/:new',
      group: 'Test',
      summary: 'A route of tomorrow',
      access: 'signedIn',
      response: { mime: [], what: 'Nothing.' },
    };
    const table = [...routeTable, added];
    const requests = Array.from({ length: table.length * 200 }, (_, number) => requestOf('s', number, table));
    for (const { method, path } of table) {
      const own = requests.filter(({ route }) => route === `${method} ${path}`);
      expect(own).toHaveLength(200);
      const kinds = new Set(own.map(({ kind }) => kind));
      for (const kind of ['schema', 'address', 'headers', 'bytes', 'wire'])
        expect(kinds, `${path} ${kind}`).toContain(kind);
      expect(own.filter(mustBeAnswered).length).toBeGreaterThan(100);
    }
  });
});

describe('the judge', () => {
  const route = routeTable.find(({ path, method }) => path === '/api/feed' && method === 'GET');
  const request = { ...requestOf('s', 0), method: 'GET', framing: 'whole' } as const;
  const answer = (status: number, body: unknown, type = 'application/problem+json'): Outcome => ({
    kind: 'answer',
    status,
    headers: new Map([['content-type', type]]),
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  const problem = { type: 'urn:tilik:problem:malformed', code: 'malformed', title: 'x', status: 400 };
  const judge = (outcome: Outcome) => wrongWith(request, route ?? (routeTable[0] as RouteDescription), outcome);

  test('takes a problem of the table for right', () => {
    expect(judge(answer(400, problem))).toBeNull();
  });

  test.each<[string, Outcome]>([
    ['a hang', { kind: 'hang' }],
    ['no answer', { kind: 'closed', received: '' }],
    ['a fault of the server', answer(500, { ...problem, status: 500 })],
    ['a failure in plain text', answer(400, 'no', 'text/plain')],
    ['a code that is in no table', answer(400, { ...problem, code: 'oops' })],
    ['another status than it says', answer(404, problem)],
    ['a stack', answer(400, { ...problem, detail: 'Error: x\n    at run (/srv/tilik/main.ts:1:2)' })],
    ['a statement', answer(400, { ...problem, detail: 'SELECT id FROM visit' })],
    ['words of PostgreSQL', answer(400, { ...problem, detail: 'relation "visit" does not exist' })],
    ["another organisation's data", answer(200, { kind: 'feed', note: neighboursSecret }, 'application/json')],
    ['a success of another shape', answer(200, { kind: 'done' }, 'application/json')],
  ])('finds %s', (_, outcome) => {
    expect(judge(outcome)).not.toBeNull();
  });
});

describe('the server under fire', () => {
  let database: TestDatabase;
  let house: FuzzHouse;
  beforeAll(async () => {
    database = await createTestDatabase();
    house = await openFuzzHouse(database.connectionString);
  });
  afterAll(async () => {
    await house?.close();
    await database.drop();
  });

  // `npm run fuzz -- --requests 100000` is the long form.
  test('answers malformed and hostile requests by problems, and valid work goes on', async () => {
    const lines: string[] = [];
    const numbers = Array.from({ length: 1_200 }, (_, number) => number);
    const result = await runFuzz(house, { seed: 'test', numbers, say: (line) => lines.push(line) });
    expect(lines.filter((line) => line.startsWith('FAILURE'))).toEqual([]);
    expect(result.lastLine).toBe('requests 1200 failures 0 hangs 0');
    expect([...result.byRoute.keys()].sort()).toEqual(routeTable.map(({ method, path }) => `${method} ${path}`).sort());
    // Past the door and through to what they ask for, not only turned away.
    expect(Number(result.byStatus.get('200'))).toBeGreaterThan(150);
  });
});
