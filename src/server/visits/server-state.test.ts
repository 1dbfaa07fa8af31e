import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldVisit, frontierOf } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import { emptyHead, headText } from '#domain/change/log-head.ts';
import type { VisitId } from '#domain/ids.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { LogPage } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { smallInstrument } from '#testing/builders.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';
import { stateText } from '#testing/visit-histories.ts';
import { findVisit } from '../db/visits.ts';
import { hashText } from './hash.ts';
import { loadVisitState, sortLines } from './read-log.ts';
import { summaryOf } from './summary-of.ts';

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

const registers = [
  feeRegister,
  'answer/1/office/sign',
  'note/1/office/fee',
  'visit/outcome',
  'sample/user',
  'hologram/1',
];
const values = [full, none, null, { text: 'Papan ada' }, { kind: 'closed', reason: 'Tutup' }, { target: 1 }];

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      tablet: fc.nat({ max: 2 }),
      register: fc.nat({ max: 5 }),
      value: fc.nat({ max: 5 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('push' as const), tablet: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('submit' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function play(steps: readonly Step[]): Promise<VisitId> {
  const tablets = await Promise.all(
    [field.siti, field.siti, field.budi].map((person) => PushingTablet.open(server, person)),
  );
  const [first, , third] = tablets;
  if (first === undefined || third === undefined) throw new Error('There are three tablets.');
  const visit = await first.startVisit(field);
  const membership = await first.write(visit, `member/${field.budi.person}`, {});
  await first.push();
  for (const one of steps) {
    if (one.do === 'write') await tablets[one.tablet]?.write(visit, registers[one.register] ?? '', values[one.value]);
    if (one.do === 'push' && (tablets[one.tablet]?.outbox.length ?? 0) > 0) await tablets[one.tablet]?.push();
    if (one.do === 'remove') {
      await first.write(
        visit,
        `member/${field.budi.person}`,
        { removed: { reason: 'Pindah' } },
        { parents: [membership] },
      );
      await first.push();
    }
    if (one.do === 'submit' || one.do === 'return') await move(visit, one.do, tablets);
  }
  await Promise.all(tablets.map((tablet) => (tablet.outbox.length > 0 ? tablet.push() : null)));
  return visit;
}

/** Succeeds or not, as the history has it; only the first tablet hears of it. */
async function move(visit: VisitId, action: 'submit' | 'return', tablets: readonly PushingTablet[]): Promise<void> {
  const loaded = await loadVisitState(server.deps.db, field.organisation, visit);
  const { transitions, registers: folded } = loaded?.state ?? foldVisit({ log: [] });
  const body = {
    id: crypto.randomUUID(),
    action,
    n: transitions.length,
    saw: { frontier: await frontierOf(folded.values()), score: null },
    reason: 'Uji',
  };
  const person = action === 'submit' ? field.siti : field.supervisor;
  const response = await server.ask('POST', `/api/visits/${visit}/commands`, { as: person, body });
  expect([200, 409]).toContain(response.status);
  const [first] = tablets;
  if (response.ok && first !== undefined)
    first.seen = { n: transitions.length + 1, status: action === 'submit' ? 'submitted' : 'returned' };
}

async function wholeLog(visit: VisitId): Promise<LogPage> {
  return LogPage.parse(await (await server.ask('GET', `/api/visits/${visit}/log`, { as: field.supervisor })).json());
}

test('what the server holds of a visit is the fold of its log, in whatever order the lines are read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 25 }),
      fc.infiniteStream(fc.nat()),
      async (steps, random) => {
        const visit = await play(steps);
        const { items, seq } = await wholeLog(visit);
        const { log } = sortLines(items);
        const shuffled = shuffle([...log, ...log.slice(0, 3)], random);
        const loaded = await loadVisitState(server.deps.db, field.organisation, visit);
        if (loaded === null) throw new Error('There is no such visit.');
        expect(stateText(foldVisit({ log: shuffled }))).toBe(stateText(loaded.state));

        const row = await findVisit(server.deps.db, field.organisation, visit);
        expect(row).toEqual({
          id: visit,
          seq,
          head: headOf(log),
          statuses: loaded.state.transitions.map(({ to }) => to),
          mergedInto: null,
          mergedAtN: null,
        });

        const { rows } = await server.deps.db.query<{ person: string; is_member: boolean; was_removed: boolean }>(
          'SELECT person, is_member, was_removed FROM visit_person WHERE visit = $1 AND (is_member OR was_removed) ORDER BY person',
          [visit],
        );
        const view = readVisit(loaded.state);
        expect(rows.filter((one) => one.is_member).map(({ person }) => person)).toEqual(view.members);
        expect(rows.filter((one) => one.was_removed).map(({ person }) => person)).toEqual(view.removedMembers);

        await server.deps.summaries.settled();
        const { rows: summaries } = await server.deps.db.query('SELECT * FROM visit_summary WHERE visit = $1', [visit]);
        const summary = summaryOf(loaded, smallInstrument);
        expect(summaries).toMatchObject([
          {
            summary_seq: seq,
            status: summary.status,
            members: summary.members,
            score_low: summary.scoreLow,
            score_high: summary.scoreHigh,
            answered: summary.answered,
            conflicts: summary.conflicts,
            held: summary.held,
            late: summary.late,
          },
        ]);
      },
    ),
    { numRuns: 12 },
  );
});

test('two pushes to one visit at the same moment are both in, one after the other', async () => {
  const tablets = await Promise.all(
    [field.siti, field.siti, field.siti, field.siti].map((person) => PushingTablet.open(server, person)),
  );
  const visit = (await tablets[0]?.startVisit(field)) as VisitId;
  await tablets[0]?.push();
  for (const tablet of tablets)
    for (let at = 0; at < 25; at++)
      await tablet.write(visit, `note/1/office/${at % 2 === 0 ? 'fee' : 'sign'}`, { text: `${at}` });
  const receipts = await Promise.all(tablets.map((tablet) => tablet.push()));
  const seqs = receipts.flatMap(({ held }) => held.map(({ seq }) => seq)).sort((a, b) => a - b);
  expect(seqs).toEqual(Array.from({ length: 100 }, (_, at) => at + 5));
  const { items } = await wholeLog(visit);
  expect((await findVisit(server.deps.db, field.organisation, visit))?.head).toBe(headOf(sortLines(items).log));
});

test('the same new visit pushed by two tablets at once is one visit', async () => {
  for (let round = 0; round < 5; round++) {
    const [a, b] = await Promise.all([PushingTablet.open(server, field.siti), PushingTablet.open(server, field.siti)]);
    const visit = await a.startVisit(field);
    await b.startVisit(field, visit);
    const receipts = await Promise.all([a.push(), b.push()]);
    expect(receipts.flatMap(({ refused }) => refused)).toEqual([]);
    expect((await wholeLog(visit)).items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  }
});

test('pushes that touch the same visits in opposite order do not block each other', async () => {
  const [a, b] = await Promise.all([PushingTablet.open(server, field.siti), PushingTablet.open(server, field.siti)]);
  const visits = [await a.startVisit(field), await a.startVisit(field), await a.startVisit(field)];
  await a.push();
  for (let round = 0; round < 8; round++) {
    for (const visit of visits) await a.write(visit, feeRegister, full);
    for (const visit of visits.toReversed()) await b.write(visit, feeRegister, none);
    await Promise.all([a.push(), b.push()]);
  }
  for (const visit of visits) expect((await wholeLog(visit)).items).toHaveLength(20);
});

function headOf(log: readonly LogItem[]): string {
  return log.reduce((head, item) => hashText(headText(head, item)), emptyHead);
}

function shuffle<T>(items: T[], random: fc.Stream<number>): readonly T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = (random.next().value ?? 0) % (at + 1);
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}
