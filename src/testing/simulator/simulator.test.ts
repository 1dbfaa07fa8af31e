import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../postgres.ts';
import { buildHouse } from './house.ts';
import { lastLineOf } from './last-line.ts';
import { planOf } from './plan.ts';
import { runSeeds } from './run-seeds.ts';
import type { ServerHouse } from './server.ts';
import { simulate } from './simulate.ts';

let database: TestDatabase;
let house: ServerHouse;

beforeAll(async () => {
  database = await createTestDatabase();
  house = await buildHouse(database.connection);
});
afterAll(async () => {
  await house.close();
  await database.drop();
});

test('200 seeds of faults lose nothing and end everywhere the same', { timeout: 1_800_000 }, async () => {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const { sums, isGood } = await runSeeds(house, { first: 1, count: 200, stepsOf: planOf, isVerbose: false, say });
  expect(isGood, said.join('\n')).toBe(true);
  expect(lastLineOf(sums)).toMatch(/^seeds 200 changes [1-9]\d{3,} lost 0 diverged 0$/);
});

test('the same seed is the same history', async () => {
  const [once, again] = [await simulate(house, 7), await simulate(house, 7)];
  expect(again.history).toEqual(once.history);
  expect(again.changes).toBe(once.changes);
});
