import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OrganisationId, VisitId } from '#domain/ids.ts';
import { exportVisit } from '#server/audit/export-visit.ts';
import { makeAnchor } from '#server/audit/make-anchor.ts';
import { seedDemo } from '#server/demo/seed-demo.ts';
import { visitPlans } from '#server/demo/visit-plans.ts';
import { openTestServer, type TestServer } from './test-server.ts';

const run = promisify(execFile);

let server: TestServer;
let folder: string;
let exported: string;
beforeAll(async () => {
  server = await openTestServer();
  await seedDemo(server.deps, { password: 'kunjungan-pagi-2026' }, visitPlans.slice(0, 3));
  const { rows } = await server.deps.db.query<{ organisation: string; visit: string }>(
    `SELECT l.organisation, l.visit FROM visit_log l JOIN evidence e ON e.visit = l.visit
      WHERE l.kind = 'transition' AND l.line::text LIKE '%"result"%' ORDER BY l.visit LIMIT 1`,
  );
  const organisation = OrganisationId.parse(rows[0]?.organisation);
  const visit = VisitId.parse(rows[0]?.visit);
  await makeAnchor(server.deps, organisation);
  folder = path.join(server.dataFolder, 'export');
  const made = await exportVisit(server.deps, { organisation, visit }, folder);
  expect(made?.missing).toEqual([]);
  exported = await readFile(path.join(folder, 'visit.json'), 'utf8');
});
afterAll(() => server.close());

async function check(): Promise<{ readonly code: number; readonly said: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [path.join(folder, 'verify-visit.mjs')], { cwd: '/' });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'stderr' in error && 'code' in error)) throw error;
    return { code: Number(error.code), said: `${error.stdout}${error.stderr}` };
  }
}

test('an export proves itself without a database, by a program of its own', async () => {
  const { code, said } = await check();
  expect(said).toContain('Everything is as it was written.');
  expect(said).toMatch(/Last sealed result: \d+[.]\d\d/);
  expect(said).toMatch(/Anchor 1 of/);
  expect(code).toBe(0);
});

describe('the program names what was altered', () => {
  const table: { what: string; from: RegExp; to: string; says: RegExp }[] = [
    { what: 'a value', from: /"option": "[^"]+"/, to: '"option": "better"', says: /line \d+: the value is not/ },
    { what: 'a time', from: /"at": "20(\d\d)-/, to: '"at": "2031-', says: /line \d+: the content is not/ },
    {
      what: 'a sealed score',
      from: /"rounded": "(\d)/,
      to: '"rounded": "1$1',
      says: /line \d+: the server did not sign/,
    },
    { what: 'a head', from: /"head": "\w{8}/, to: '"head": "00000000', says: /do not fit|not that of/ },
    { what: 'a link', from: /"links": \[\s*"\w{8}/, to: '"links": [ "00000000', says: /replica .* do not fit/ },
    { what: 'the anchor', from: /"digest": "\w{8}/, to: '"digest": "00000000', says: /anchor: its digest/ },
  ];
  test.for(table)('$what', async ({ from, to, says }) => {
    const altered = exported.replace(from, to);
    expect(altered).not.toBe(exported);
    await writeFile(path.join(folder, 'visit.json'), altered);
    const { code, said } = await check();
    await writeFile(path.join(folder, 'visit.json'), exported);
    expect(said).toMatch(says);
    expect(code).toBe(1);
  });

  test('a photo', async () => {
    const [photo] = await readdir(path.join(folder, 'photos'));
    if (photo === undefined) throw new Error('The visit has photos.');
    const file = path.join(folder, 'photos', photo);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(1));
    expect((await check()).said).toContain('it is another picture');
    await rm(file);
    expect((await check()).said).toContain('it is missing');
    await writeFile(file, bytes);
    expect((await check()).code).toBe(0);
  });
});
