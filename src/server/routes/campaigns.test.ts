import { afterAll, beforeAll, expect, test } from 'vitest';
import { OfficeId, type OrganisationId, ReplicaId } from '#domain/ids.ts';
import { loadInstrument } from '#domain/instrument/load-instrument.ts';
import { publishedInstruments } from '#instruments/published.ts';
import { Directory } from '#protocol/directory.ts';
import { CampaignDetail, CampaignList, type ScheduledVisit, WithScheduled } from '#protocol/planning.ts';
import { ProblemBody } from '#protocol/problems.ts';
import { PushRequest } from '#protocol/sync.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { insertOffice } from '../db/directory.ts';
import { DemoTablet } from '../demo/demo-tablet.ts';
import { SeededRandom } from '../demo/seeded-random.ts';
import { placeOffice } from '../directory/place-office.ts';
import { push } from '../visits/push.ts';

let server: TestServer;
let organisation: OrganisationId;
let supervisor: TestPerson;
let rani: TestPerson;
let budi: TestPerson;
let offices: readonly string[];
let hash: string;

beforeAll(async () => {
  server = await openTestServer();
  hash = (await loadInstrument(publishedInstruments[0])).hash;
  organisation = await server.addOrganisation('Perwakilan');
  supervisor = await server.addPerson(organisation, ['supervisor']);
  rani = await server.addPerson(organisation, ['assessor']);
  budi = await server.addPerson(organisation, ['assessor']);
  offices = await Promise.all(
    ['36.72', '36.71'].map((regency, at) => addOffice(organisation, `Kantor ${at}`, regency)),
  );
});
afterAll(() => server.close());

async function addOffice(of: OrganisationId, name: string, regency: string): Promise<string> {
  const { db } = server.deps;
  const asked = { name, address: 'Jl. Satu', regency };
  return (await insertOffice(db, of, await placeOffice(db, of, OfficeId.parse(crypto.randomUUID()), asked))).id;
}

const days = { startsOn: '2026-03-02', endsOn: '2026-10-30' };
const plan = () => ({ title: 'Penilaian 2026', year: 2026, instrument: hash, ...days, letter: 'ST/1/2026' });

async function begun(as = supervisor): Promise<CampaignDetail> {
  const response = await server.ask('POST', '/api/campaigns', { as, body: plan() });
  expect(response.status).toBe(201);
  return CampaignDetail.parse(await response.json());
}

/** The plan as a change of it leaves it. */
async function changed(method: string, url: string, body?: unknown): Promise<CampaignDetail> {
  const response = await server.ask(method, url, { as: supervisor, body });
  expect(response.status, await response.clone().text()).toBe(200);
  return CampaignDetail.parse(await response.json());
}

async function refused(method: string, url: string, body?: unknown, as = supervisor): Promise<string> {
  return ProblemBody.parse(await (await server.ask(method, url, { as, body })).json()).code;
}

async function scheduled(as: TestPerson): Promise<readonly ScheduledVisit[]> {
  const answer: unknown = await (await server.ask('GET', '/api/directory', { as })).json();
  Directory.parse(answer);
  return WithScheduled.parse(answer).scheduled;
}

/** A plan with one visit that a team has days for. */
async function planned() {
  const { campaign } = await begun();
  const team = crypto.randomUUID();
  const url = `/api/campaigns/${campaign.id}`;
  await changed('PUT', `${url}/teams/${team}`, { name: 'Tim A', members: [rani.person, budi.person] });
  const { visits } = await changed('POST', `${url}/visits`, { offices });
  const visit = visits.find(({ office }) => office === offices[0]);
  if (visit === undefined) throw new Error('The office is in the plan.');
  const edit = { team, startsOn: '2026-04-06', endsOn: '2026-04-07', letter: '' };
  await changed('PATCH', `${url}/visits/${visit.visit}`, edit);
  return { url, team, visit: visit.visit, edit };
}

/** The team's first change reaches the server. */
async function begin(visit: ScheduledVisit, as: TestPerson): Promise<void> {
  const tablet = await DemoTablet.open({
    organisation,
    person: as.person,
    replica: ReplicaId.parse(crypto.randomUUID()),
    random: new SeededRandom(visit.visit),
    push: (batch) => push(server.deps, as, PushRequest.parse(JSON.parse(JSON.stringify(batch)))),
  });
  const seen = { n: 0, status: 'draft' } as const;
  const member = {
    register: `member/${as.person}`,
    value: { joinKey: visit.joinKey },
    at: '2026-04-06T08:00:00+07:00',
  };
  await tablet.write(visit.visit, new Map(), { ...member, seen });
  await tablet.handIn();
}

test('offices, a team and days make a visit that the team, and nobody else, finds with its key', async () => {
  const { visit, team } = await planned();
  const [mine, ...others] = (await scheduled(rani)).filter((one) => one.visit === visit);
  expect(others).toEqual([]);
  expect(mine).toMatchObject({
    office: offices[0],
    campaign: 'Penilaian 2026',
    instrument: { hash },
    period: { start: '2026-04-06', end: '2026-04-07' },
    letter: 'ST/1/2026',
    members: [rani.person, budi.person].sort(),
    joinKey: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect((await scheduled(budi)).find((one) => one.visit === visit)).toEqual(mine);
  expect(await scheduled(await server.addPerson(organisation, ['assessor']))).toEqual([]);
  expect(await scheduled(supervisor)).toEqual([]);
  expect(team).toBeTruthy();
});

test('an office is in a plan once, and one without days is on no tablet', async () => {
  const { url, visit } = await planned();
  const again = await changed('POST', `${url}/visits`, { offices: [...offices, ...offices] });
  expect(again.visits).toHaveLength(2);
  expect(again.campaign.progress).toEqual({ unscheduled: 1, scheduled: 1, started: 0, submitted: 0, approved: 0 });
  expect((await scheduled(rani)).filter((one) => again.visits.some((other) => other.visit === one.visit))).toHaveLength(
    1,
  );
  await changed('PATCH', `${url}/visits/${visit}`, { team: null, startsOn: null, endsOn: null, letter: '' });
  expect((await scheduled(rani)).some((one) => one.visit === visit)).toBe(false);
});

test('what has been begun is changed in the visit, and shown to the team until it is submitted', async () => {
  const { url, visit, edit } = await planned();
  const mine = (await scheduled(rani)).find((one) => one.visit === visit);
  if (mine === undefined) throw new Error('The visit is scheduled.');
  await begin(mine, rani);
  const { campaign, visits } = CampaignDetail.parse(await (await server.ask('GET', url, { as: supervisor })).json());
  expect(visits.find((one) => one.visit === visit)?.stage).toBe('started');
  expect(campaign.progress).toMatchObject({ started: 1, scheduled: 0 });
  expect(await refused('PATCH', `${url}/visits/${visit}`, edit)).toBe('wrongStatus');
  expect(await refused('DELETE', `${url}/visits/${visit}`)).toBe('wrongStatus');
  expect((await scheduled(budi)).some((one) => one.visit === visit)).toBe(true);
  for (const [status, stage] of [
    ['submitted', 'submitted'],
    ['returned', 'started'],
    ['published', 'approved'],
  ]) {
    await server.deps.db.query('UPDATE visit SET statuses = statuses || $3::text WHERE organisation = $1 AND id = $2', [
      organisation,
      visit,
      status,
    ]);
    const now = CampaignDetail.parse(await (await server.ask('GET', url, { as: supervisor })).json());
    expect(now.visits.find((one) => one.visit === visit)?.stage).toBe(stage);
  }
  expect((await scheduled(budi)).some((one) => one.visit === visit)).toBe(false);
});

test('a closed plan takes what nobody has begun off the tablets, and back when it is opened', async () => {
  const { url, visit } = await planned();
  await changed('PATCH', url, { isClosed: true });
  expect((await scheduled(rani)).some((one) => one.visit === visit)).toBe(false);
  await changed('PATCH', url, { isClosed: false, letter: 'ST/2/2026' });
  expect((await scheduled(rani)).find((one) => one.visit === visit)?.letter).toBe('ST/2/2026');
});

test('a dissolved team leaves its visits without one', async () => {
  const { url, team, visit } = await planned();
  const after = await changed('DELETE', `${url}/teams/${team}`);
  expect(after.teams).toEqual([]);
  expect(after.visits.find((one) => one.visit === visit)).toMatchObject({ team: null, stage: 'unscheduled' });
  expect(await refused('DELETE', `${url}/teams/${team}`)).toBe('notFound');
});

test('days in the wrong order, strangers in a team and unknown offices, teams and instruments are refused, and nothing stands', async () => {
  const { url, visit, edit } = await planned();
  const before: unknown = await (await server.ask('GET', url, { as: supervisor })).json();
  const elsewhere = await server.addOrganisation('Lain');
  const stranger = await server.addPerson(elsewhere, ['assessor']);
  const foreign = await addOffice(elsewhere, 'Kantor lain', '36.72');
  const team = `${url}/teams/${crypto.randomUUID()}`;
  expect(await refused('POST', '/api/campaigns', { ...plan(), endsOn: '2026-01-01' })).toBe('malformed');
  expect(await refused('POST', '/api/campaigns', { ...plan(), instrument: 'a'.repeat(64) })).toBe('unknownInstrument');
  expect(await refused('PATCH', url, { endsOn: '2026-01-01' })).toBe('malformed');
  expect(await refused('PUT', team, { name: 'B', members: [rani.person, stranger.person] })).toBe('malformed');
  expect(await refused('PUT', team, { name: 'B', members: [supervisor.person] })).toBe('malformed');
  expect(await refused('PUT', team, { name: 'Tim A', members: [rani.person] })).toBe('nameTaken');
  expect(await refused('POST', `${url}/visits`, { offices: [foreign] })).toBe('unknownOffice');
  const visitUrl = `${url}/visits/${visit}`;
  expect(await refused('PATCH', visitUrl, { ...edit, startsOn: '2026-05-01' })).toBe('malformed');
  expect(await refused('PATCH', visitUrl, { ...edit, endsOn: null })).toBe('malformed');
  expect(await refused('PATCH', visitUrl, { ...edit, team: crypto.randomUUID() })).toBe('malformed');
  expect(await (await server.ask('GET', url, { as: supervisor })).json()).toEqual(before);
});

test('another organisation neither sees nor changes a plan', async () => {
  const { url, team, visit, edit } = await planned();
  const elsewhere = await server.addOrganisation('Seberang');
  const as = await server.addPerson(elsewhere, ['supervisor', 'administrator', 'assessor']);
  const { campaigns } = CampaignList.parse(await (await server.ask('GET', '/api/campaigns', { as })).json());
  expect(campaigns).toEqual([]);
  expect(await scheduled(as)).toEqual([]);
  for (const [method, path, body] of [
    ['GET', url],
    ['PATCH', url, { title: 'Direbut' }],
    ['PUT', `${url}/teams/${team}`, { name: 'Tim X', members: [as.person] }],
    ['DELETE', `${url}/teams/${team}`],
    ['POST', `${url}/visits`, { offices }],
    ['PATCH', `${url}/visits/${visit}`, edit],
    ['DELETE', `${url}/visits/${visit}`],
  ] as const)
    expect(await refused(method, path, body, as)).toBe('notFound');
  expect(server.errors).toEqual([]);
});
