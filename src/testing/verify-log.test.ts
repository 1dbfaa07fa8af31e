import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyHead, headText } from '#domain/change/log-head.ts';
import { OrganisationId, VisitId } from '#domain/ids.ts';
import { makeAnchor, makeDueAnchors } from '#server/audit/make-anchor.ts';
import { type VerifiedLog, verifyLog } from '#server/audit/verify-log.ts';
import { evidenceFolders } from '#server/blobs/evidence-folder.ts';
import { findKeptLines, listHeldPhotos } from '#server/db/audit.ts';
import { seedDemo } from '#server/demo/seed-demo.ts';
import { visitPlans } from '#server/demo/visit-plans.ts';
import { hashText } from '#server/visits/hash.ts';
import { openTestServer, type TestServer } from './test-server.ts';

/** A demonstration with approved visits, whose rows each test alters and puts back. */
let server: TestServer;
let organisation: OrganisationId;
let visit: VisitId;
beforeAll(async () => {
  server = await openTestServer();
  await seedDemo(server.deps, { password: 'kunjungan-pagi-2026' }, visitPlans.slice(0, 3));
  const { rows } = await server.deps.db.query<{ organisation: string; visit: string }>(
    `SELECT organisation, visit FROM visit_log WHERE kind = 'transition' AND line::text LIKE '%"result"%' ORDER BY visit LIMIT 1`,
  );
  organisation = OrganisationId.parse(rows[0]?.organisation);
  visit = VisitId.parse(rows[0]?.visit);
});
afterAll(() => server.close());

async function verified(): Promise<VerifiedLog> {
  for await (const found of verifyLog(server.deps, { hasPhotos: true }))
    if (found.organisation.id === organisation) return found;
  throw new Error('The demonstration was not looked at.');
}

/** As somebody who owns the database would: the guards of the append-only tables are set aside. */
async function alter(statement: string, values: readonly unknown[]): Promise<void> {
  await server.deps.db.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(statement, values);
  });
}

async function lines() {
  return await findKeptLines(server.deps.db, organisation, visit, { after: 0, limit: 10_000 });
}

test('a log that nobody touched is whole, photos and replicas too', async () => {
  const found = await verified();
  expect(found.findings).toEqual([]);
  expect(found).toMatchObject({ visits: 3, unsealed: 0 });
  expect(found.lines).toBeGreaterThan(100);
  expect(found.photos).toBeGreaterThan(0);
  expect(found.replicas).toBeGreaterThan(0);
});

describe('an altered row is named', () => {
  const table = [
    {
      what: 'a value',
      row: `SELECT seq FROM visit_log WHERE organisation = $1 AND visit = $2 AND register LIKE 'answer/%' ORDER BY seq LIMIT 1`,
      change: `UPDATE change_body b SET body = json_build_object('salt', b.body->>'salt', 'value', json_build_object('kind', 'option', 'option', 'no'))
        FROM visit_log l WHERE l.organisation = $1 AND l.visit = $2 AND l.seq = $3 AND b.change = l.change`,
      says: 'committed',
    },
    {
      what: 'an author',
      row: `SELECT seq FROM visit_log WHERE organisation = $1 AND visit = $2 AND register LIKE 'answer/%' ORDER BY seq LIMIT 1`,
      change: `UPDATE visit_log SET line = replace(line::text, line->'change'->'content'->>'author', gen_random_uuid()::text)::json
        WHERE organisation = $1 AND visit = $2 AND seq = $3`,
      says: 'its id',
    },
    {
      what: 'a sealed score',
      row: `SELECT seq FROM visit_log WHERE organisation = $1 AND visit = $2 AND line::text LIKE '%"result"%' ORDER BY seq LIMIT 1`,
      change: `UPDATE visit_log SET line = replace(line::text, '"rounded":"', '"rounded":"1')::json
        WHERE organisation = $1 AND visit = $2 AND seq = $3`,
      says: 'head',
    },
    {
      what: 'a verdict',
      row: `SELECT seq FROM visit_log WHERE organisation = $1 AND visit = $2 AND kind = 'change' ORDER BY seq DESC LIMIT 1`,
      change: `UPDATE visit_log SET verdict = '{"kind":"held","because":"after-approval"}'
        WHERE organisation = $1 AND visit = $2 AND seq = $3`,
      says: 'head',
    },
    {
      what: 'the register a row is found by',
      row: `SELECT seq FROM visit_log WHERE organisation = $1 AND visit = $2 AND register LIKE 'answer/%' ORDER BY seq LIMIT 1`,
      change: `UPDATE visit_log SET register = 'note/x' WHERE organisation = $1 AND visit = $2 AND seq = $3`,
      says: 'columns',
    },
  ];
  test.for(table)('$what', async ({ row, change, says }) => {
    const kept = await copyOf();
    const { rows } = await server.deps.db.query<{ seq: number }>(row, [organisation, visit]);
    const seq = rows[0]?.seq;
    await alter(change, [organisation, visit, seq]);
    const { findings } = await verified();
    expect(findings[0]).toMatchObject({ where: `visit ${visit}, line ${seq}` });
    expect(findings.map(({ what }) => what).join(' ')).toContain(says);
    await putBack(kept);
    expect((await verified()).findings).toEqual([]);
  });

  test('a line that was taken out', async () => {
    const kept = await copyOf();
    await alter('DELETE FROM visit_log WHERE organisation = $1 AND visit = $2 AND seq = 5', [organisation, visit]);
    expect((await verified()).findings[0]).toMatchObject({ where: `visit ${visit}, line 5` });
    await putBack(kept);
  });

  test('the last line that was taken out', async () => {
    const kept = await copyOf();
    await alter(
      `DELETE FROM visit_log WHERE organisation = $1 AND visit = $2 AND seq = (SELECT max(seq) FROM visit_log WHERE visit = $2)`,
      [organisation, visit],
    );
    expect((await verified()).findings[0]?.what).toMatch(/The log ends with line/);
    await putBack(kept);
  });

  test('a value that vanished without a redaction', async () => {
    const kept = await copyOf();
    await alter(
      `DELETE FROM change_body WHERE organisation = $1 AND change = (SELECT change FROM visit_log WHERE visit = $2 AND kind = 'change' ORDER BY seq LIMIT 1)`,
      [organisation, visit],
    );
    expect((await verified()).findings[0]?.what).toMatch(/no redaction/);
    await putBack(kept);
  });

  test('a batch with another change in it', async () => {
    const { rows } = await server.deps.db.query<{ replica: string; last_n: string; changes: string[] }>(
      'SELECT replica, last_n, changes FROM replica_batch WHERE organisation = $1 ORDER BY replica, last_n LIMIT 1',
      [organisation],
    );
    const [batch] = rows;
    const set = 'UPDATE replica_batch SET changes = $3 WHERE replica = $1 AND last_n = $2';
    await alter(set, [batch?.replica, batch?.last_n, ['0'.repeat(64), ...(batch?.changes.slice(1) ?? [])]]);
    expect((await verified()).findings[0]).toMatchObject({ where: `replica ${batch?.replica}, entry 1` });
    await alter(set, [batch?.replica, batch?.last_n, batch?.changes]);
  });

  test('a photo whose bytes are others', async () => {
    const [photo] = await listHeldPhotos(server.deps.db, organisation);
    if (photo === undefined) throw new Error('The demonstration has photos.');
    const { held } = evidenceFolders(server.dataFolder);
    const file = path.join(held, organisation, photo.visit, photo.sha256);
    const bytes = await readFile(file);
    await writeFile(file, Buffer.concat([bytes, Buffer.from('x')]));
    expect((await verified()).findings).toMatchObject([{ where: `visit ${photo.visit}, photo ${photo.sha256}` }]);
    await writeFile(file, bytes);
  });
});

interface Kept {
  readonly log: string;
  readonly bodies: string;
}

async function copyOf(): Promise<Kept> {
  const read = async (statement: string): Promise<string> =>
    (await server.deps.db.query<{ rows: string }>(statement, [organisation])).rows[0]?.rows ?? '[]';
  return {
    log: await read('SELECT json_agg(t)::text AS rows FROM visit_log t WHERE organisation = $1'),
    bodies: await read('SELECT json_agg(t)::text AS rows FROM change_body t WHERE organisation = $1'),
  };
}

async function putBack({ log, bodies }: Kept): Promise<void> {
  await alter('DELETE FROM change_body WHERE organisation = $1', [organisation]);
  await alter('DELETE FROM visit_log WHERE organisation = $1', [organisation]);
  await alter('INSERT INTO visit_log SELECT * FROM json_populate_recordset(NULL::visit_log, $1::json)', [log]);
  await alter('INSERT INTO change_body SELECT * FROM json_populate_recordset(NULL::change_body, $1::json)', [bodies]);
}

describe('anchors', () => {
  beforeEach(async () => {
    await alter('DELETE FROM log_anchor_head WHERE organisation = $1', [organisation]);
    await alter('DELETE FROM log_anchor WHERE organisation = $1', [organisation]);
  });

  test('one is made a day, and only where something moved', async () => {
    await makeDueAnchors(server.deps);
    await makeDueAnchors(server.deps);
    expect((await verified()).anchors).toHaveLength(1);
    const tomorrow = { ...server.deps, clock: () => new Date(Date.now() + 25 * 3_600_000) };
    await makeDueAnchors(tomorrow);
    const found = await verified();
    expect(found.anchors).toHaveLength(1);
    expect(found.findings).toEqual([]);
  });

  test('whoever rewrites a log with all its heads is found by the anchor', async () => {
    expect(await makeAnchor(server.deps, organisation)).toBe(1);
    const kept = await copyOf();
    const before = await server.deps.db.query<{ head: string }>('SELECT head FROM visit WHERE id = $1', [visit]);
    // The newest line that is no change gets another text, and every head after it is made to fit.
    const rewritten = await lines();
    const at = rewritten.findLastIndex(({ item }) => item.kind === 'transition');
    let head = emptyHead;
    for (const [index, line] of rewritten.entries()) {
      const item = index === at ? { ...line.item, remark: 'nothing to see' } : line.item;
      head = hashText(headText(head, item));
      if (index < at) continue;
      await alter(
        `UPDATE visit_log SET head = $4, line = CASE WHEN $5 THEN (line::jsonb || '{"remark":"nothing to see"}')::json ELSE line END
          WHERE organisation = $1 AND visit = $2 AND seq = $3`,
        [organisation, visit, line.seq, head, index === at],
      );
    }
    await alter('UPDATE visit SET head = $2 WHERE id = $1', [visit, head]);
    const { findings } = await verified();
    expect(findings).toMatchObject([{ where: `visit ${visit}, line ${rewritten.length}` }]);
    expect(findings[0]?.what).toMatch(/anchor 1/);
    await putBack(kept);
    await alter('UPDATE visit SET head = $2 WHERE id = $1', [visit, before.rows[0]?.head]);
    expect((await verified()).findings).toEqual([]);
  });

  test('an anchor that was altered is named', async () => {
    await makeAnchor(server.deps, organisation);
    await alter('UPDATE log_anchor_head SET seq = seq - 1 WHERE organisation = $1 AND visit = $2', [
      organisation,
      visit,
    ]);
    expect((await verified()).findings.map(({ where }) => where)).toContain('anchor 1');
  });
});
