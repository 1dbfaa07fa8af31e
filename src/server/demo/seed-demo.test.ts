import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyChange } from '#domain/change/change.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { type DeskLine, DeskPage } from '#protocol/desk.ts';
import { Directory } from '#protocol/directory.ts';
import { Session } from '#protocol/session.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { findInstrument } from '../db/instruments.ts';
import { loadVisitState } from '../visits/read-log.ts';
import { demoOrganisationId } from './demo-organisation.ts';
import { resumeDemo, seedDemo } from './seed-demo.ts';
import { dayIn } from './visit-clock.ts';
import { visitPlans } from './visit-plans.ts';

const password = 'demo-rahasia';
let server: TestServer;
let supervisor: TestPerson;
let began: Date;
let desk: DeskPage;

beforeAll(async () => {
  server = await openTestServer();
  began = new Date();
  const response = await server.ask('POST', '/api/setup/demo', { body: { password } });
  expect(Session.parse(await response.json())).toMatchObject({
    person: { userName: 'admin' },
    roles: ['administrator'],
  });
  supervisor = await signIn('supervisor');
  desk = await readDesk('');
});
afterAll(() => server.close());

async function signIn(userName: string): Promise<TestPerson> {
  const response = await server.ask('POST', '/api/session', { body: { userName, password } });
  const { person, organisation, roles } = Session.parse(await response.json());
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { organisation: organisation.id, person: person.id, roles, userName, cookie };
}

async function readDesk(query: string): Promise<DeskPage> {
  await server.deps.summaries.settled();
  return DeskPage.parse(await (await server.ask('GET', `/api/desk${query}`, { as: supervisor })).json());
}

function lineOf(officeName: string, start: string): DeskLine {
  const line = desk.lines.find((candidate) => candidate.officeName === officeName && candidate.start === start);
  if (line === undefined) throw new Error(`There is no visit to ${officeName} on ${start}.`);
  return line;
}

async function viewOf({ visit }: DeskLine): Promise<VisitView> {
  const loaded = await loadVisitState(server.deps.db, demoOrganisationId, visit);
  if (loaded === null) throw new Error('The visit is not there.');
  return readVisit(loaded.state);
}

test('four people sign in with the one password, each with a role of their own', async () => {
  expect((await signIn('admin')).roles).toEqual(['administrator']);
  expect(supervisor.roles).toEqual(['supervisor']);
  expect((await signIn('asesor1')).roles).toEqual(['assessor']);
  expect((await signIn('asesor2')).roles).toEqual(['assessor']);
});

test('three offices lie in the three time zones', async () => {
  const directory = Directory.parse(await (await server.ask('GET', '/api/directory', { as: supervisor })).json());
  expect(directory.offices.map(({ name, timeZone }) => [name, timeZone])).toEqual([
    ['DPMPTSP Kabupaten Jayapura', 'Asia/Jayapura'],
    ['DPMPTSP Kota Cilegon', 'Asia/Jakarta'],
    ['DPMPTSP Kota Kupang', 'Asia/Makassar'],
  ]);
  expect(directory.institutions).toHaveLength(3);
});

test('the visit of 2022 to the DPMPTSP of Kota Cilegon scores exactly 85.03 and says that it is illustrative', async () => {
  const line = lineOf('DPMPTSP Kota Cilegon', '2022-08-23');
  expect(line).toMatchObject({
    scoreLow: '85.03',
    scoreHigh: '85.03',
    category: 'B',
    zone: 'green',
    isIllustrative: true,
  });
  const view = await viewOf(line);
  const instrument = await findInstrument(
    server.deps.db,
    line.instrument ?? view.instrument.value?.hash ?? expect.fail(),
  );
  if (instrument === null) throw new Error('The instrument is not published.');
  const score = scoreVisit(instrument, scoringInputOf(instrument, view));
  expect(score.rounded).toEqual({ low: '85.03', high: '85.03' });
  expect(view.transitions.find(({ action }) => action === 'approve')?.result?.score).toMatchObject({
    rounded: '85.03',
    category: 'B',
  });
});

test('everything that has an outcome is marked as illustrative', () => {
  const ended = desk.lines.filter(({ outcome }) => outcome !== null);
  expect(ended).toHaveLength(visitPlans.length - 1);
  expect(ended.every(({ isIllustrative }) => isIllustrative)).toBe(true);
});

test('the finished visits differ, over categories, zones and years', () => {
  const finished = desk.lines.filter(
    ({ status, scoreLow }) => ['approved', 'published', 'final'].includes(status) && scoreLow !== null,
  );
  expect(new Set(finished.map(({ scoreLow }) => scoreLow)).size).toBe(finished.length);
  expect(new Set(finished.map(({ zone }) => zone))).toEqual(new Set(['green', 'yellow', 'red']));
  expect(new Set(finished.map(({ start }) => start?.slice(0, 4)))).toEqual(new Set(['2018', '2022', '2023']));
  expect(
    finished.every(
      ({ answered, expected, missingEvidence, notArrived }) =>
        answered === expected && missingEvidence + notArrived === 0,
    ),
  ).toBe(true);
});

test('one waits for review with photos missing and a comment, one was returned with reasons, one was not let in, one is planned', async () => {
  const [submitted] = desk.lines.filter(({ status }) => status === 'submitted');
  expect(submitted).toMatchObject({ missingEvidence: 4, conflicts: 0 });
  expect((await viewOf(submitted ?? expect.fail())).comments).toHaveLength(1);
  const returned = await viewOf(desk.lines.find(({ status }) => status === 'returned') ?? expect.fail());
  expect(returned.transitions.at(-1)?.returned).toHaveLength(2);
  expect([...returned.reviews.values()].map(({ value }) => value?.verdict)).toEqual(['questioned', 'questioned']);
  expect(desk.lines.find(({ outcome }) => outcome === 'refused')).toMatchObject({ status: 'approved', scoreLow: null });
  const planned = desk.lines.find(({ status }) => status === 'draft') ?? expect.fail();
  expect(planned.answered).toBe(0);
  // Midnight may have been in between.
  expect([began, new Date()].map((at) => dayIn('Asia/Jakarta', at))).toContain(planned.start);
  expect(planned.members).toHaveLength(2);
});

test('nothing is provisional, late, held or in conflict', () => {
  for (const line of desk.lines) expect(line).toMatchObject({ isProvisional: false, late: 0, held: 0, conflicts: 0 });
});

test('every change is what its id says, and a photo is given out with the bytes that were named', async () => {
  const line = lineOf('DPMPTSP Kota Cilegon', '2022-08-23');
  const page = await (await server.ask('GET', `/api/visits/${line.visit}/log?limit=500`, { as: supervisor })).json();
  const changes = page.items.filter(({ kind }: { kind: string }) => kind === 'change');
  expect(changes.length).toBeGreaterThan(200);
  for (const { change } of changes) expect(await verifyChange(change)).toBe(true);
  const sha256 = (await viewOf(line)).evidence[0]?.value?.sha256;
  const photo = await server.ask('GET', `/api/visits/${line.visit}/evidence/${sha256}`, { as: supervisor });
  expect(Buffer.from(await crypto.subtle.digest('SHA-256', await photo.arrayBuffer())).toString('hex')).toBe(sha256);
});

test('the desk filters, searches and pages', async () => {
  expect((await readDesk('?status=final,published')).lines).toHaveLength(4);
  expect((await readDesk('?search=cilegon+2023')).total).toBe(2);
  expect((await readDesk('?search=yohanes')).total).toBe(9);
  // What a pattern would take for anything is a sign like others.
  expect((await readDesk('?search=%25')).total).toBe(0);
  expect((await readDesk('?search=yohan_s')).total).toBe(0);
  expect((await readDesk('?flag=missing-evidence')).lines.map(({ status }) => status)).toEqual(['submitted']);
  const office = lineOf('DPMPTSP Kota Kupang', '2022-09-06').office;
  expect((await readDesk(`?office=${office}`)).total).toBe(3);
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: DeskPage = await readDesk(`?limit=3${next === '' ? '' : `&after=${next}`}`);
    expect(page.total).toBe(visitPlans.length);
    seen.push(...page.lines.map(({ visit }) => visit));
    next = page.next;
  }
  expect(seen).toEqual(desk.lines.map(({ visit }) => visit));
});

test('a filter that cannot be is a problem, not an empty list', async () => {
  for (const query of ['?status=unknown', '?limit=0', '?after=x', '?flag=x']) {
    const response = await server.ask('GET', `/api/desk${query}`, { as: supervisor });
    expect([response.status, (await response.json()).code]).toEqual([400, 'malformed']);
  }
});

test('a second set-up is refused, of an organisation and of a demonstration', async () => {
  await expect(seedDemo(server.deps, { password })).rejects.toMatchObject({ code: 'alreadySetUp' });
  const body = { organisationName: 'Lain', personName: 'Lain', userName: 'lain', password };
  expect((await server.ask('POST', '/api/setup', { body })).status).toBe(409);
  expect(await (await server.ask('GET', '/api/setup')).json()).toMatchObject({
    isSetUp: true,
    organisationName: 'Perwakilan Ombudsman Demo',
  });
});

test('a demonstration that was cut off is finished at the next start, without anything twice', async () => {
  const { db } = server.deps;
  const count = async () =>
    (await db.query('SELECT kind, count(*)::int FROM visit_log GROUP BY kind ORDER BY kind')).rows;
  expect(await resumeDemo(server.deps)).toBe(false);
  const before = await count();
  await db.query('UPDATE demo_seeding SET finished_at = NULL');
  expect(await resumeDemo(server.deps)).toBe(true);
  expect(await count()).toEqual(before);
});
