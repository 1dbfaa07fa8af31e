import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { keptPages, wholeLines } from '#client/store/log-lines.ts';
import { serverNotice } from '#client/store/server-notice.ts';
import type { UnknownLogItem } from '#domain/change/log.ts';
import type { Database } from '#server/db/database.ts';
import { type FieldServer, startFieldServer } from './field-server.ts';
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

const [first] = officeQuestions;
if (first === undefined) throw new Error('The instrument asks the office something.');

/** The archive is from before any visit. The log is append-only, so its guards are set aside for this. */
async function loseAllVisits(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query('TRUNCATE visit, replica CASCADE');
  });
}

/** A visit that its author and a supervisor have read, submitted by the author. */
async function readBySupervisor() {
  const [rani, dewi] = [await team.tablet(), await team.tablet({ roles: ['supervisor'] })];
  const hers = await team.startVisit(rani);
  await hers.write(first?.register ?? never(), first?.high);
  await hers.submit();
  await rani.sync();
  await until(() => hers.view.value.status === 'submitted');
  const read = await dewi.visit(hers.id);
  return { rani, dewi, visit: hers.id, saw: await read.saw(), read };
}

function never(): never {
  throw new Error('There is a first question.');
}

async function headsOf(visit: string): Promise<readonly unknown[]> {
  const { rows } = await server.db.query('SELECT seq, head FROM visit_log WHERE visit = $1 ORDER BY seq', [visit]);
  return rows;
}

async function post(from: OnTablet, path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'tilik-protocol': '1', ...from.person.headers };
  return await server.fetch(path, { method: 'POST', body: JSON.stringify(body), headers });
}

describe('a server restored from before a visit whose author’s tablet is gone', () => {
  test('gets the very log back from another tablet that had read it', async () => {
    const { rani, dewi, visit, saw, read } = await readBySupervisor();
    const before = await headsOf(visit);
    await rani.workspace.close();
    await server.restore(loseAllVisits);
    await dewi.sync();
    await dewi.sync();
    expect(await headsOf(visit)).toEqual(before);
    expect(await read.saw()).toEqual(saw);
    const other = await (await team.tablet({ roles: ['supervisor'] })).visit(visit);
    expect(await other.saw()).toEqual(saw);
    expect(other.view.value.status).toBe('submitted');
  });

  test('takes what it lacks behind what has come in meanwhile', async () => {
    const { rani, dewi, visit, saw, read } = await readBySupervisor();
    const kinds = (await headsOf(visit)).length;
    await server.restore(loseAllVisits);
    // It goes out before the tablet hears that the server is another one: the new log begins with it.
    await read.write({ kind: 'comment', id: crypto.randomUUID() }, { text: 'Sudah dibaca.' });
    await dewi.sync();
    await dewi.sync();
    await rani.sync();
    expect(await headsOf(visit)).toHaveLength(kinds + 1);
    const hers = await rani.visit(visit);
    for (const one of [read, hers]) {
      await until(() => one.view.value.status === 'submitted');
      expect(await one.saw()).toEqual(saw);
    }
  });
});

describe('lines that are not the server’s own', () => {
  test('are not taken, whatever in them was changed', async () => {
    const { dewi, visit } = await readBySupervisor();
    const pages = await keptPages(dewi.store, visit);
    const lines =
      (await wholeLines(
        dewi.store,
        pages.flatMap((page) => page.lines),
      )) ?? [];
    const [before, head] = [pages[0]?.before, pages.at(-1)?.head];
    await server.restore(loseAllVisits);
    const heal = (changed: readonly UnknownLogItem[], signed: unknown = head): Promise<Response> =>
      post(dewi, `/api/visits/${visit}/heal`, { before, lines: changed, head: signed });
    const late = lines.map((line) =>
      line.kind === 'change' ? { ...line, verdict: { kind: 'accepted', late: true } } : line,
    );
    expect((await heal(late)).status).toBe(400);
    expect((await heal(lines.slice(1))).status).toBe(400);
    expect((await heal(lines.map((line) => (line.kind === 'change' ? withOtherValue(line) : line)))).status).toBe(400);
    expect((await heal(lines, { ...head, seq: (head?.seq ?? 0) + 1 })).status).toBe(409);
    expect(await headsOf(visit)).toEqual([]);
    expect((await heal(lines)).status).toBe(200);
    expect(await headsOf(visit)).toHaveLength(lines.length);
  });
});

function withOtherValue(line: UnknownLogItem): UnknownLogItem {
  const change = line.change as { readonly body: object };
  return { ...line, change: { ...change, body: { ...change.body, value: 'another' } } };
}

describe('a log that went back under the same epoch', () => {
  test('is noticed by the tablet, healed, and told to the supervisor', async () => {
    const { rani, dewi, visit, saw, read } = await readBySupervisor();
    await server.db.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      const { rows } = await tx.query<{ seq: number; head: string }>(
        'SELECT seq, head FROM visit_log WHERE visit = $1 ORDER BY seq OFFSET 1 LIMIT 1',
        [visit],
      );
      await tx.query('DELETE FROM command WHERE visit = $1', [visit]);
      await tx.query('DELETE FROM visit_log WHERE visit = $1 AND seq > $2', [visit, rows[0]?.seq]);
      await tx.query("UPDATE visit SET seq = $2, head = $3, statuses = '{}', feed_position = 0 WHERE id = $1", [
        visit,
        rows[0]?.seq,
        rows[0]?.head,
      ]);
    });
    await dewi.sync();
    await dewi.sync();
    expect((await serverNotice(dewi.store))?.contradictions).toEqual([expect.objectContaining({ visit })]);
    expect(await read.saw()).toEqual(saw);
    await rani.sync();
    const notes = await server.fetch(`/api/visits/${visit}/healing`, { headers: dewi.person.headers });
    expect(await notes.json()).toMatchObject({ notes: [{ kind: 'rolled-back' }] });
  });
});
