import { afterAll, beforeAll, expect, test } from 'vitest';
import { frontierOf } from '#domain/change/fold.ts';
import type { VisitId } from '#domain/ids.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { scoringInputOf } from '#domain/visit/scoring-input.ts';
import { sealedApproval } from '#domain/visit/sealed-approval.ts';
import { Insight, Parts, Ranking, Trend } from '#protocol/insight.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { openSession } from '../auth/sign-in.ts';
import { findAccount } from '../db/accounts.ts';
import { findInstrument } from '../db/instruments.ts';
import { seedOrganisation } from '../seed/seed-organisation.ts';
import { loadVisitState } from '../visits/read-log.ts';

let server: TestServer;
let supervisor: TestPerson;
let foreign: TestPerson;
let visits: readonly VisitId[];

beforeAll(async () => {
  server = await openTestServer();
  const { db } = server.deps;
  const asked = { visits: 34, answers: 60, seed: 'uji', password: 'kata-sandi-percobaan', isBeside: false };
  const { organisation, supervisors } = await seedOrganisation(server.deps, asked);
  const [first] = supervisors;
  const account = first && (await findAccount(db, organisation, first.id));
  if (!first || !account) throw new Error('The seeded supervisor is gone.');
  const { token } = await openSession(db, account, 'uji');
  supervisor = {
    organisation,
    person: first.id,
    roles: ['supervisor'],
    userName: first.userName,
    cookie: `tilik=${token}`,
  };
  foreign = await server.addPerson(await server.addOrganisation('Mereka'), ['supervisor']);
  const { rows } = await db.query<{ id: VisitId }>('SELECT id FROM visit WHERE organisation = $1', [organisation]);
  visits = rows.map(({ id }) => id);
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

async function get(path: string, as = supervisor): Promise<unknown> {
  const response = await server.ask('GET', path, { as });
  expect(response.status).toBe(200);
  return await response.json();
}

const insight = async (query = '') => Insight.parse(await get(`/api/insight${query}`));

/** The sealed results of a year, from the logs themselves. */
async function sealedOf(year: number) {
  const found = [];
  for (const visit of visits) {
    const loaded = await loadVisitState(server.deps.db, supervisor.organisation, visit);
    const view = loaded && readVisit(loaded.state);
    const result = view && sealedApproval(view)?.result;
    if (view?.period.value?.start.startsWith(String(year)) && result?.score) found.push({ visit, view, result });
  }
  return found;
}

test('what counts are the sealed results with a score, and every other visit of the year has its reason', async () => {
  for (const { year, instruments } of (await insight()).choices.years) {
    const { units, leftOut } = await insight(`?year=${year}`);
    expect(units.count).toBe((await sealedOf(year)).length);
    expect(units.count).toBe(instruments[0]?.results);
    expect(units.categories.reduce((sum, { count }) => sum + count, 0)).toBe(units.count);
    const { rows } = await server.deps.db.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM visit_summary WHERE organisation = $1 AND extract(year FROM start_day) = $2',
      [supervisor.organisation, year],
    );
    const others = Object.values(leftOut).reduce<number>((sum, count) => sum + Number(count), 0);
    expect(units.count + others).toBe(rows[0]?.count);
  }
});

test('the ranking has the sealed totals, from the highest down, a page at a time', async () => {
  const sealed = await sealedOf(2023);
  const whole = Ranking.parse(await get('/api/insight/ranking?year=2023'));
  const totals = sealed.map(({ result }) => result.score?.rounded ?? '').toSorted((a, b) => Number(b) - Number(a));
  expect(whole.lines.map(({ total }) => total)).toEqual(totals);
  const first = Ranking.parse(await get('/api/insight/ranking?year=2023&limit=2'));
  const second = Ranking.parse(await get(`/api/insight/ranking?year=2023&limit=2&after=${first.next}`));
  expect([...first.lines, ...second.lines]).toEqual(whole.lines.slice(0, 4));
  expect(first.total).toBe(sealed.length);
});

test('institutions stand apart from their units, with how many of those count', async () => {
  const units = Ranking.parse(await get('/api/insight/ranking?year=2022'));
  const institutions = Ranking.parse(await get('/api/insight/ranking?year=2022&of=institutions'));
  const counted = Map.groupBy(units.lines, ({ institution }) => institution);
  expect(institutions.total).toBe(counted.size);
  for (const line of institutions.lines) {
    const its = counted.get(line.institution) ?? [];
    expect(line.units).toBe(its.length);
    expect(line.unitsKnown).toBeGreaterThanOrEqual(its.length);
    const mean = its.reduce((sum, { total }) => sum + Number(total), 0) / its.length;
    expect(Math.abs(Number(line.total) - mean)).toBeLessThan(0.011);
  }
});

test('means per indicator are those of the sealed results', async () => {
  const { indicators, dimensions } = Parts.parse(await get('/api/insight/parts?year=2024'));
  const sealed = await sealedOf(2024);
  const values = new Map<string, number[]>();
  for (const { view, result } of sealed) {
    const instrument = await findInstrument(server.deps.db, result.instrument);
    if (instrument === null) throw new Error('The instrument is gone.');
    for (const dimension of scoreVisit(instrument, scoringInputOf(instrument, view)).trace.children) {
      const nodes =
        'children' in dimension ? dimension.children.flatMap((one) => ('children' in one ? one.children : [])) : [];
      for (const { id, value } of [dimension, ...nodes]) {
        if (value)
          values.set(id, [...(values.get(id) ?? []), Number(value.low.numerator) / Number(value.low.denominator)]);
      }
    }
  }
  expect(indicators.length + dimensions.length).toBe(values.size);
  for (const { id, mean, count } of [...indicators, ...dimensions]) {
    const own = values.get(id) ?? [];
    expect(count).toBe(own.length);
    expect(Math.abs(Number(mean) - (100 * own.reduce((sum, value) => sum + value, 0)) / own.length)).toBeLessThan(
      0.0051,
    );
  }
  for (const { id, failing, full } of indicators) {
    expect(failing).toBe(values.get(id)?.filter((value) => value < 0.5).length);
    expect(full).toBe(values.get(id)?.filter((value) => value === 1).length);
  }
});

test('years with the same instrument compare everything; another instrument says what it cannot', async () => {
  const { years, comparisons } = Trend.parse(await get('/api/insight/trend'));
  expect(years.map(({ year }) => year)).toEqual(years.map(({ year }) => year).toSorted());
  const between = (from: number, to: number) => comparisons.find((one) => one.from === from && one.to === to);
  expect(between(2023, 2024)?.incomparable).toEqual([]);
  expect(between(2022, 2023)?.incomparable.map(({ because }) => because)).toContain('added');
  expect(between(2022, 2023)?.comparable.length).toBeGreaterThan(10);
});

test('a place narrows every figure', async () => {
  const { choices, units } = await insight('?year=2023');
  const [some] = choices.institutions;
  const narrow = await insight(`?year=2023&institution=${some?.id}`);
  expect(narrow.units.count).toBeLessThan(units.count);
  const provinces = await Promise.all(choices.provinces.map(({ code }) => insight(`?year=2023&province=${code}`)));
  expect(provinces.reduce((sum, one) => sum + one.units.count, 0)).toBe(units.count);
});

test('a result counts until its visit is reopened', async () => {
  const [one] = (await sealedOf(2024)).filter(({ view }) => view.status !== 'objected');
  if (one === undefined) throw new Error('There is no result of 2024.');
  const before = await insight('?year=2024');
  const loaded = await loadVisitState(server.deps.db, supervisor.organisation, one.visit);
  if (loaded === null) throw new Error('The visit is gone.');
  const saw = { frontier: await frontierOf(loaded.state.registers.values()), score: null };
  const body = { id: crypto.randomUUID(), action: 'reopen', n: one.view.statusN, saw, reason: 'Keberatan diterima.' };
  const reopened = await server.ask('POST', `/api/visits/${one.visit}/commands`, { as: supervisor, body });
  expect(reopened.status).toBe(200);
  await server.deps.summaries.settled();
  const after = await insight('?year=2024');
  expect(after.units.count).toBe(before.units.count - 1);
  expect(after.leftOut.underWay).toBe(before.leftOut.underWay + 1);
});

test('results that were sealed before they were kept apart count once the lists are made anew', async () => {
  const { db, summaries } = server.deps;
  const before = await get('/api/insight/parts?year=2023');
  await db.query('DELETE FROM visit_result_part');
  await db.query('DELETE FROM visit_result');
  await db.query('UPDATE visit_summary SET summary_seq = 0');
  await summaries.refreshStale(supervisor.organisation);
  expect(await get('/api/insight/parts?year=2023')).toEqual(before);
});

test('another organisation sees nothing of it, whatever it names', async () => {
  const { choices } = await insight();
  const [some] = choices.institutions;
  const [year] = choices.years;
  for (const query of ['', `?year=${year?.year}&instrument=${year?.instruments[0]?.hash}&institution=${some?.id}`]) {
    const seen = Insight.parse(await get(`/api/insight${query}`, foreign));
    expect([seen.units.count, seen.choices.institutions, seen.choices.years]).toEqual([0, [], []]);
    expect(Ranking.parse(await get(`/api/insight/ranking${query}`, foreign)).lines).toEqual([]);
  }
});

test.each(['year=20', 'year=next', 'province=1', 'institution=x', 'instrument=x'])(
  '%s is refused by name',
  async (query) => {
    const response = await server.ask('GET', `/api/insight?${query}`, { as: supervisor });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ issues: [{ path: query.split('=')[0] }] });
  },
);

test('a database with an organisation is seeded only when that is said', async () => {
  const asked = { visits: 1, answers: 60, seed: 'lagi', password: 'kata-sandi-percobaan', isBeside: false };
  await expect(seedOrganisation(server.deps, asked)).rejects.toThrow(/--beside/);
});
