import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '#domain/change/change.ts';
import { VisitId } from '#domain/ids.ts';
import { ProblemBody } from '#protocol/problems.ts';
import { FeedPage, LogPage } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

async function feed(person: TestPerson, after = ''): Promise<FeedPage> {
  const response = await server.ask('GET', `/api/feed?after=${encodeURIComponent(after)}`, { as: person });
  return FeedPage.parse(await response.json());
}

async function log(person: TestPerson, visit: VisitId, query = ''): Promise<LogPage> {
  return LogPage.parse(await (await server.ask('GET', `/api/visits/${visit}/log${query}`, { as: person })).json());
}

async function aVisitOf(field: Field, person = field.siti): Promise<{ visit: VisitId; tablet: PushingTablet }> {
  const tablet = await PushingTablet.open(server, person);
  const visit = await tablet.startVisit(field);
  await tablet.push();
  return { visit, tablet };
}

const lines = (page: FeedPage): unknown[] =>
  page.visits.map(({ visit, seq, access, isMember }) => [visit, seq, access, isMember]);

describe('the feed', () => {
  test('gives members their visits and supervisors every visit, and then only what moves', async () => {
    const field = await aField(server);
    const { visit, tablet } = await aVisitOf(field);
    const [mine, all, other] = [await feed(field.siti), await feed(field.supervisor), await feed(field.budi)];
    expect([lines(mine), lines(all), lines(other)]).toEqual([
      [[visit, 4, 'open', true]],
      [[visit, 4, 'open', false]],
      [],
    ]);
    expect(lines(await feed(field.siti, mine.cursor))).toEqual([]);
    await tablet.write(visit, feeRegister, full);
    await tablet.push();
    expect(lines(await feed(field.siti, mine.cursor))).toEqual([[visit, 5, 'open', true]]);
    expect(lines(await feed(field.supervisor, all.cursor))).toEqual([[visit, 5, 'open', false]]);
  });

  test('keeps organisations apart', async () => {
    const [field, other] = [await aField(server), await aField(server)];
    await aVisitOf(field);
    expect(lines(await feed(other.supervisor))).toEqual([]);
  });

  test('tells a removed member once that the visit is lost, and nothing of what happens in it later', async () => {
    const field = await aField(server);
    const { visit, tablet } = await aVisitOf(field);
    const added = await tablet.write(visit, `member/${field.budi.person}`, {});
    await tablet.push();
    const before = await feed(field.budi);
    expect(lines(before)).toEqual([[visit, 5, 'open', true]]);
    await tablet.write(
      visit,
      `member/${field.budi.person}`,
      { removed: { reason: 'Salah orang' } },
      { parents: [added] },
    );
    await tablet.push();
    const lost = await feed(field.budi, before.cursor);
    expect(lines(lost)).toEqual([[visit, 0, 'lost', false]]);
    await tablet.write(visit, feeRegister, full);
    await tablet.push();
    expect(lines(await feed(field.budi, lost.cursor))).toEqual([]);
  });

  test('tells who is no longer a supervisor which visits are lost with that', async () => {
    const field = await aField(server);
    const [{ visit: seen }, { visit: own }] = [await aVisitOf(field), await aVisitOf(field, field.supervisor)];
    const before = await feed(field.supervisor);
    expect(before.visits).toHaveLength(2);
    await server.deps.db.query(`UPDATE membership SET roles = '{assessor}' WHERE person = $1`, [
      field.supervisor.person,
    ]);
    const after = await feed(field.supervisor, before.cursor);
    // Which of the two comes first is as their ids fall.
    expect(lines(after)).toHaveLength(2);
    expect(lines(after)).toContainEqual([seen, 0, 'lost', false]);
    expect(lines(after)).toContainEqual([own, 4, 'open', true]);
    expect(lines(await feed(field.supervisor, after.cursor))).toEqual([]);
    await server.deps.db.query(`UPDATE membership SET roles = '{supervisor}' WHERE person = $1`, [
      field.supervisor.person,
    ]);
    expect((await feed(field.supervisor, after.cursor)).visits).toHaveLength(2);
  });

  test('starts afresh with a cursor of another database, and refuses what is no cursor', async () => {
    const field = await aField(server);
    const { visit } = await aVisitOf(field);
    const page = await feed(field.siti);
    const ofAnother = page.cursor.replace(page.epoch, crypto.randomUUID());
    expect(lines(await feed(field.siti, ofAnother))).toEqual([[visit, 4, 'open', true]]);
    const response = await server.ask('GET', '/api/feed?after=nanti', { as: field.siti });
    expect(ProblemBody.parse(await response.json()).code).toBe('malformed');
  });

  test('loses no visit to writers that commit while it is read', async () => {
    const field = await aField(server);
    const writers = await Promise.all(Array.from({ length: 6 }, () => PushingTablet.open(server, field.siti)));
    const written = new Map<VisitId, number>();
    const write = async (tablet: PushingTablet): Promise<void> => {
      const own: VisitId[] = [];
      for (let round = 0; round < 12; round++) {
        const [again] = own;
        if (round % 3 === 2 && again !== undefined)
          await tablet.write(again, feeRegister, round % 2 === 0 ? full : none);
        else own.push(await tablet.startVisit(field));
        for (const { visit, seq } of (await tablet.push()).visits) written.set(visit, seq);
      }
    };
    let isWriting = true;
    const seen = new Map<VisitId, number>();
    const read = async (): Promise<void> => {
      let cursor = '';
      for (let isLast = false; ; isLast = !isWriting) {
        const page = await feed(field.siti, cursor);
        for (const { visit, seq } of page.visits) seen.set(visit, seq);
        cursor = page.cursor;
        if (isLast && page.visits.length === 0) return;
      }
    };
    const reading = read();
    await Promise.all(writers.map(write));
    isWriting = false;
    await reading;
    expect(written.size).toBe(48);
    expect(new Map([...seen].sort())).toEqual(new Map([...written].sort()));
  });
});

describe('the log of a visit', () => {
  test('comes in pages, in order, without a gap', async () => {
    const field = await aField(server);
    const { visit, tablet } = await aVisitOf(field);
    for (let at = 0; at < 6; at++) await tablet.write(visit, feeRegister, at % 2 === 0 ? full : none);
    await tablet.push();
    const [first, second] = [
      await log(field.siti, visit, '?limit=7'),
      await log(field.siti, visit, '?after=7&limit=7'),
    ];
    expect([first.items.map(({ seq }) => seq), first.hasMore, first.seq]).toEqual([[1, 2, 3, 4, 5, 6, 7], true, 10]);
    expect([second.items.map(({ seq }) => seq), second.hasMore]).toEqual([[8, 9, 10], false]);
    expect((await log(field.siti, visit, '?after=99')).hasMore).toBe(false);
  });

  test('ends a page before it gets too heavy, but always goes on', async () => {
    const field = await aField(server);
    const { visit, tablet } = await aVisitOf(field);
    const heavy = 'x'.repeat(9_900);
    for (let batch = 0; batch < 6; batch++) {
      for (let at = 0; at < 20; at++) await tablet.write(visit, 'visit/remark', { text: `${heavy}${batch}-${at}` });
      await tablet.push();
    }
    const page = await log(field.siti, visit);
    expect(page.hasMore).toBe(true);
    expect(page.items.length).toBeLessThan(120);
    const rest = await log(field.siti, visit, `?after=${page.items.length}`);
    expect(page.items.length + rest.items.length).toBe(124);
  });

  test('gives every change back as it was sent, members a newer tablet adds included', async () => {
    const field = await aField(server);
    const { visit, tablet } = await aVisitOf(field);
    const change = await tablet.write(visit, feeRegister, { ...full, sureness: 'tinggi' });
    const request = await tablet.seal();
    await tablet.send({ ...request, changes: request.changes.map((one) => ({ ...one, traceparent: '00-1' })) });
    const page = await log(field.siti, visit, '?after=4');
    expect(page.items).toEqual([
      {
        seq: 5,
        kind: 'change',
        change: { ...change, traceparent: '00-1' } satisfies Change,
        verdict: { kind: 'accepted', late: false },
        replica: tablet.replica,
        n: 5,
        receivedAt: expect.any(String),
      },
    ]);
  });

  test.each(['?after=-1', '?after=abc', '?limit=1.5', '?after=9999999999999999'])(
    'with %s is malformed',
    async (query) => {
      const field = await aField(server);
      const { visit } = await aVisitOf(field);
      const response = await server.ask('GET', `/api/visits/${visit}/log${query}`, { as: field.siti });
      expect([response.status, ProblemBody.parse(await response.json()).code]).toEqual([400, 'malformed']);
    },
  );

  test('of no visit, or of an id that is none, is not found', async () => {
    const field = await aField(server);
    for (const id of [crypto.randomUUID(), 'x', '..%2f..']) {
      expect((await server.ask('GET', `/api/visits/${id}/log`, { as: field.supervisor })).status).toBe(404);
    }
  });
});

describe('an offer after a restore', () => {
  test('names what the server lacks of the visit', async () => {
    const field = await aField(server);
    const { visit, tablet } = await aVisitOf(field);
    const held = await tablet.write(visit, feeRegister, full);
    await tablet.push();
    const unsent = await tablet.write(visit, feeRegister, none);
    const ids = [unsent.id, held.id];
    const response = await server.ask('POST', '/api/offer', { as: field.siti, body: { visit, ids } });
    expect(await response.json()).toMatchObject({ kind: 'missing', missing: [unsent.id] });
    const elsewhere = { visit: VisitId.parse(crypto.randomUUID()), ids };
    expect(await (await server.ask('POST', '/api/offer', { as: field.siti, body: elsewhere })).json()).toMatchObject({
      missing: ids,
    });
  });
});
