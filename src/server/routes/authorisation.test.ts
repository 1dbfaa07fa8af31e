import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InstrumentHash, OfficeId, type OrganisationId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { loadInstrument } from '#domain/instrument/load-instrument.ts';
import { publishedInstruments } from '#instruments/published.ts';
import { PushRequest } from '#protocol/sync.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { findAccount } from '../db/accounts.ts';
import { insertCampaign } from '../db/campaigns.ts';
import { findOffice, insertOffice } from '../db/directory.ts';
import { listSessions } from '../db/sessions.ts';
import { DemoTablet } from '../demo/demo-tablet.ts';
import { SeededRandom } from '../demo/seeded-random.ts';
import { placeOffice } from '../directory/place-office.ts';
import { push } from '../visits/push.ts';
import { takeInEvidence } from '../visits/take-in-evidence.ts';
import { routeTable } from './table.ts';

const whos = [
  'nobody',
  'assessor',
  'member',
  'supervisor',
  'administrator',
  'foreignAssessor',
  'foreignSupervisor',
  'foreignAdministrator',
] as const;
type Who = (typeof whos)[number];

const everyone = whos;
const signedIn = whos.filter((who) => who !== 'nobody');
const readers = ['member', 'supervisor', 'administrator'] as const;
/** Acts in its own organisation. */
const administrators = ['administrator', 'foreignAdministrator'] as const;
const reviewers = ['supervisor', 'administrator', 'foreignSupervisor', 'foreignAdministrator'] as const;
const deciders = ['supervisor', 'administrator'] as const;

let server: TestServer;
let ours: OrganisationId;
let theirs: OrganisationId;
let member: TestPerson;
let target: TestPerson;
let ids: {
  office: string;
  person: string;
  visit: string;
  hash: string;
  sha256: string;
  upload: string;
  backup: string;
  code: string;
  improvement: string;
  campaign: string;
  team: string;
};

beforeAll(async () => {
  server = await openTestServer();
  ours = await server.addOrganisation('Kami');
  theirs = await server.addOrganisation('Mereka');
  member = await server.addPerson(ours, ['assessor']);
  target = await server.addPerson(ours, ['assessor']);
  const { db } = server.deps;
  const asked = { name: 'Kantor kami', address: 'Jl. Kita', regency: '36.72' };
  const office = await insertOffice(db, ours, await placeOffice(db, ours, OfficeId.parse(crypto.randomUUID()), asked));
  const { hash } = await loadInstrument(publishedInstruments[0]);
  const { visit, sha256 } = await foundVisit();
  ids = {
    office: office.id,
    person: target.person,
    visit,
    hash,
    sha256,
    upload: 'a'.repeat(32),
    backup: crypto.randomUUID(),
    code: '0'.repeat(20),
    improvement: crypto.randomUUID(),
    campaign: await foundCampaign(hash),
    team: crypto.randomUUID(),
  };
});
afterAll(() => server.close());

/** A plan without offices: its visits are nobody's. */
async function foundCampaign(hash: InstrumentHash): Promise<string> {
  const id = crypto.randomUUID();
  const days = { startsOn: '2026-01-05', endsOn: '2026-12-18' };
  const campaign = { id, title: 'Penilaian 2026', year: 2026, instrument: hash, ...days, letter: '' };
  await insertCampaign(server.deps.db, ours, { ...campaign, madeBy: member.person });
  return id;
}

/** A visit of the member with one photo. */
async function foundVisit(): Promise<{ visit: VisitId; sha256: Sha256 }> {
  const { deps } = server;
  const tablet = await DemoTablet.open({
    organisation: ours,
    person: member.person,
    replica: ReplicaId.parse(crypto.randomUUID()),
    random: new SeededRandom('authorisation'),
    push: (batch) => push(deps, member, PushRequest.parse(JSON.parse(JSON.stringify(batch)))),
  });
  const visit = VisitId.parse(crypto.randomUUID());
  const seen = { n: 0, status: 'draft' } as const;
  await tablet.write(visit, new Map(), {
    register: `member/${member.person}`,
    value: {},
    at: '2026-11-24T08:00:00+07:00',
    seen,
  });
  const { instrument, hash } = await loadInstrument(publishedInstruments[0]);
  const reference = { id: instrument.id, version: instrument.version, hash };
  await tablet.write(visit, new Map(), {
    register: 'visit/instrument',
    value: reference,
    at: '2026-11-24T08:00:00+07:00',
    seen,
  });
  await tablet.handIn();
  const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  const sha256 = Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
  const file = path.join(deps.uploadFolder, 'authorisation');
  await writeFile(file, bytes);
  await takeInEvidence(deps, member, { visit, sha256, mime: 'image/jpeg', file });
  return { visit, sha256 };
}

interface Case {
  readonly route: string;
  readonly note?: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who is not turned away. Everyone else must be. */
  readonly through: readonly Who[];
}

const saw = { frontier: '0'.repeat(64), score: null };
const command = (action: string) => ({ id: crypto.randomUUID(), action, n: 0, saw, reason: 'Alasan' });
const tus = { 'tus-resumable': '1.0.0' };
const text64 = (text: string) => Buffer.from(text).toString('base64');

const seen = { n: 0, frontier: '0'.repeat(64) };
const merger = { id: crypto.randomUUID(), into: ':visit', reason: 'Alasan', saw: seen, sawInto: seen };

const cases: readonly Case[] = [
  { route: 'GET /healthz', through: everyone },
  { route: 'GET /readyz', through: everyone },
  { route: 'GET /api/openapi.json', through: everyone },
  { route: 'GET /api/docs', through: everyone },
  { route: 'GET /api/docs/style.css', through: everyone },
  { route: 'GET /api/setup', through: everyone },
  // Open to everyone, and answered with "already set up".
  {
    route: 'POST /api/setup',
    body: { organisationName: 'X', personName: 'X', userName: 'xxx', password: 'rahasia-panjang' },
    through: everyone,
  },
  { route: 'POST /api/setup/demo', body: { password: 'rahasia-panjang' }, through: everyone },
  { route: 'POST /api/session', body: { userName: 'x', password: 'x' }, through: everyone },
  { route: 'GET /api/session', through: signedIn },
  { route: 'DELETE /api/session', through: signedIn },
  { route: 'PATCH /api/session/password', body: { current: 'salah', next: 'rahasia-panjang' }, through: signedIn },
  { route: 'GET /api/session/second-factor', through: signedIn },
  { route: 'POST /api/session/second-factor', body: { password: 'salah' }, through: signedIn },
  { route: 'POST /api/session/second-factor/confirm', body: { code: '000000' }, through: signedIn },
  { route: 'POST /api/session/second-factor/end', body: { password: 'salah' }, through: signedIn },
  // Nobody of these has one: what it ends is tested beside it.
  { route: 'DELETE /api/people/:person/second-factor', through: [] },
  { route: 'GET /api/sessions', note: 'one’s own', through: signedIn },
  { route: 'GET /api/sessions', note: 'another’s', query: '?person=:person', through: administrators },
  { route: 'DELETE /api/sessions/:session', note: 'another’s', through: ['administrator'] },
  { route: 'GET /api/directory', through: signedIn },
  { route: 'GET /api/instruments/:hash', through: signedIn },
  { route: 'GET /api/regencies', through: signedIn },
  { route: 'POST /api/institutions', body: {}, through: administrators },
  { route: 'POST /api/offices', body: {}, through: administrators },
  { route: 'PATCH /api/offices/:office', body: { name: 'Diubah' }, through: ['administrator'] },
  { route: 'GET /api/access-log', through: administrators },
  { route: 'GET /api/anchors', through: administrators },
  { route: 'POST /api/anchors', through: administrators },
  { route: 'GET /api/people', through: administrators },
  { route: 'POST /api/people', body: {}, through: administrators },
  { route: 'PATCH /api/people/:person', body: { name: 'Diubah' }, through: ['administrator'] },
  { route: 'POST /api/people/:person/invitations', through: ['administrator'] },
  // Whoever has a link may use it; this is none.
  { route: 'POST /api/invitations/look', body: { token: 'A'.repeat(43) }, through: everyone },
  {
    route: 'POST /api/invitations/accept',
    body: { token: 'A'.repeat(43), password: 'rahasia-panjang' },
    through: everyone,
  },
  { route: 'PATCH /api/organisation', body: {}, through: administrators },
  { route: 'GET /api/letterhead', through: signedIn },
  { route: 'PUT /api/letterhead', body: {}, through: administrators },
  { route: 'POST /api/push', body: {}, through: signedIn },
  { route: 'POST /api/push/packed', body: {}, through: signedIn },
  { route: 'GET /api/feed', through: signedIn },
  { route: 'POST /api/offer', body: {}, through: signedIn },
  { route: 'GET /api/server-key', through: everyone },
  // Whoever brings lines, the server's own signature says whether they are its own.
  { route: 'POST /api/visits/:visit/heal', body: {}, through: signedIn },
  { route: 'GET /api/visits/:visit/healing', through: deciders },
  { route: 'GET /api/pokes', through: signedIn },
  { route: 'GET /api/visits/:visit/log', through: readers },
  { route: 'GET /api/visits/:visit/report', query: '?format=json', through: readers },
  // A foreign supervisor is told what is told of any visit that there is not: it has no photos.
  {
    route: 'GET /api/visits/:visit/evidence',
    through: [...readers, 'foreignSupervisor', 'foreignAdministrator'],
  },
  { route: 'GET /api/visits/:visit/evidence/:sha256', through: readers },
  // To a foreign supervisor it says what it says of any visit that there is not: nothing is held. See below.
  {
    route: 'GET /api/visits/:visit/evidence/:sha256/status',
    through: [...readers, 'foreignSupervisor', 'foreignAdministrator'],
  },
  { route: 'POST /api/visits/:visit/commands', note: 'submit', body: command('submit'), through: ['member'] },
  { route: 'POST /api/visits/:visit/commands', note: 'approve', body: command('approve'), through: deciders },
  { route: 'POST /api/visits/:visit/commands', note: 'reopen', body: command('reopen'), through: deciders },
  {
    route: 'POST /api/visits/:visit/decisions',
    body: { changes: ['0'.repeat(64)], decision: 'declined', reason: 'Alasan' },
    through: deciders,
  },
  { route: 'GET /api/visits/:visit/merge', query: '?into=:visit', through: deciders },
  { route: 'POST /api/visits/:visit/merge', body: merger, through: deciders },
  { route: 'POST /api/visits/:visit/redactions', note: 'malformed', body: {}, through: reviewers },
  {
    route: 'POST /api/visits/:visit/redactions',
    note: 'of a change that is not there',
    body: { changes: ['0'.repeat(64)], reason: 'Alasan' },
    through: [],
  },
  { route: 'POST /api/visits/:visit/improvements', through: deciders },
  { route: 'GET /api/improvements', through: signedIn },
  // There is none of this id; whose they are to read and change is tested beside it.
  { route: 'GET /api/improvements/:improvement', through: [] },
  { route: 'PATCH /api/improvements/:improvement', body: { owner: 'Sekretaris' }, through: [] },
  {
    route: 'POST /api/improvements/:improvement/steps',
    body: { action: 'verify', seen: 'open', note: 'Dilihat' },
    through: [],
  },
  { route: 'GET /api/campaigns', through: reviewers },
  { route: 'POST /api/campaigns', note: 'malformed', body: {}, through: reviewers },
  { route: 'GET /api/campaigns/:campaign', through: deciders },
  { route: 'PATCH /api/campaigns/:campaign', body: { title: 'Penilaian tahun 2026' }, through: deciders },
  {
    route: 'PUT /api/campaigns/:campaign/teams/:team',
    body: { name: 'Tim', members: [':person'] },
    through: deciders,
  },
  {
    route: 'POST /api/campaigns/:campaign/visits',
    note: 'of an office that there is not',
    body: { offices: ['00000000-0000-4000-8000-000000000000'] },
    through: deciders,
  },
  // This visit is in no plan.
  {
    route: 'PATCH /api/campaigns/:campaign/visits/:visit',
    body: { team: null, startsOn: null, endsOn: null, letter: '' },
    through: [],
  },
  { route: 'DELETE /api/campaigns/:campaign/visits/:visit', through: [] },
  // Whoever may dissolve it has done so by then: the first of them finds it, and nobody else.
  { route: 'DELETE /api/campaigns/:campaign/teams/:team', through: ['supervisor'] },
  { route: 'GET /api/desk', through: reviewers },
  { route: 'GET /api/desk/statistics', through: reviewers },
  { route: 'GET /api/insight', through: reviewers },
  { route: 'GET /api/insight/ranking', through: reviewers },
  { route: 'GET /api/insight/parts', through: reviewers },
  { route: 'GET /api/insight/trend', through: reviewers },
  // No result has this code; what a code shows to whom is tested beside it.
  { route: 'GET /api/verification/:code', through: [] },
  { route: 'GET /verify', through: everyone },
  { route: 'GET /verify/style.css', through: everyone },
  { route: 'GET /verify/:code', through: [] },
  {
    route: 'POST /api/evidence/uploads',
    headers: { ...tus, 'upload-length': '10' },
    through: ['member'],
  },
  { route: 'OPTIONS /api/evidence/uploads', headers: tus, through: signedIn },
  { route: 'OPTIONS /api/evidence/uploads/:upload', headers: tus, through: signedIn },
  // An upload is its sender's alone: to all others, here everyone, there is none.
  { route: 'HEAD /api/evidence/uploads/:upload', headers: tus, through: [] },
  {
    route: 'PATCH /api/evidence/uploads/:upload',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    through: [],
  },
  { route: 'DELETE /api/evidence/uploads/:upload', headers: tus, through: [] },
  { route: 'POST /api/replicas', body: {}, through: signedIn },
  { route: 'GET /api/backups', through: signedIn },
  { route: 'POST /api/backups/:backup/parts', through: signedIn },
  // A file on its way in is its bearer's alone: to all others, here everyone, there is none.
  { route: 'POST /api/backups/:backup', through: [] },
];

/** A fresh person each time: some of these requests end the session they are made with. */
async function personFor(who: Who): Promise<TestPerson | null> {
  switch (who) {
    case 'nobody':
      return null;
    case 'member': {
      const { deps } = server;
      const person = await server.addPerson(ours, ['assessor']);
      await deps.db.query(
        `INSERT INTO visit_person (organisation, visit, person, is_member, was_removed, has_assessed) VALUES ($1, $2, $3, true, false, false)`,
        [ours, ids.visit, person.person],
      );
      return person;
    }
    case 'assessor':
    case 'supervisor':
    case 'administrator':
      return server.addPerson(ours, [who]);
    case 'foreignAssessor':
      return server.addPerson(theirs, ['assessor']);
    case 'foreignSupervisor':
      return server.addPerson(theirs, ['supervisor']);
    case 'foreignAdministrator':
      return server.addPerson(theirs, ['administrator']);
  }
}

async function sessionOfTarget(): Promise<string> {
  const somebody = await server.addPerson(ours, ['assessor']);
  const [session] = await listSessions(server.deps.db, ours, somebody.person);
  return session?.id ?? '';
}

const turnedAway: ReadonlySet<string> = new Set(['signedOut', 'notAllowed', 'notFound', 'ownVisit', 'crossSite']);

/** A body may name the visit or a person as an address does. */
function withIds(body: unknown): unknown {
  if (body === undefined) return undefined;
  return JSON.parse(JSON.stringify(body).replaceAll(':visit', ids.visit).replaceAll(':person', ids.person));
}

async function isLetThrough(one: Case, who: Who): Promise<{ through: boolean; status: number; code: string }> {
  const [method = '', route = ''] = one.route.split(' ');
  const known = { ...ids, session: await sessionOfTarget() };
  const url = `${route}${one.query ?? ''}`.replace(/:(\w+)/g, (_, name: keyof typeof known) => known[name]);
  const metadata = `visit ${text64(ids.visit)},sha256 ${text64('b'.repeat(64))},mime ${text64('image/jpeg')}`;
  const headers = {
    ...one.headers,
    ...(route.endsWith('/uploads') && method === 'POST' ? { 'upload-metadata': metadata } : {}),
  };
  const response = await server.ask(method, url, { as: await personFor(who), body: withIds(one.body), headers });
  const { status } = response;
  const isProblem = method !== 'HEAD' && (response.headers.get('content-type')?.includes('problem+json') ?? false);
  const code: string = isProblem ? (await response.json()).code : '';
  if (!isProblem) await response.body?.cancel();
  const through = isProblem ? !turnedAway.has(code) : ![401, 403, 404].includes(status);
  return { through, status, code };
}

/** Asked without a session, and answered with "no such thing" rather than "sign in". */
function isPublic({ route }: Case): boolean {
  return route.endsWith(':code');
}

test('the matrix has a case for every route', () => {
  const described = routeTable.map(({ method, path: address }) => `${method} ${address}`).sort();
  expect([...new Set(cases.map(({ route }) => route))].sort()).toEqual(described);
});

test.for(cases.map((one) => [`${one.route}${one.note === undefined ? '' : ` (${one.note})`}`, one] as const))(
  '%s lets through whom it should and nobody else',
  async ([, one]) => {
    for (const who of whos) {
      const answer = await isLetThrough(one, who);
      expect({ who, ...answer }).toMatchObject({ who, through: one.through.includes(who) });
      expect(answer.status, `${who}: ${answer.code}`).toBeLessThan(500);
      if (who === 'nobody' && !answer.through && !isPublic(one)) expect(answer.status).toBe(401);
    }
  },
);

test('of a foreign photo one learns no more than of one that there is not', async () => {
  const as = await personFor('foreignSupervisor');
  const ask = async (visit: string) =>
    (await server.ask('GET', `/api/visits/${visit}/evidence/${ids.sha256}/status`, { as })).json();
  const nothing = { kind: 'evidence', sha256: ids.sha256, held: false, at: expect.any(String) };
  expect(await ask(ids.visit)).toEqual(nothing);
  expect(await ask(crypto.randomUUID())).toEqual(nothing);
  const own = await personFor('supervisor');
  const held = await server.ask('GET', `/api/visits/${ids.visit}/evidence/${ids.sha256}/status`, { as: own });
  expect(await held.json()).toMatchObject({ held: true, bytes: 7 });
});

test('whoever was turned away changed nothing, and no request was a fault of the server', async () => {
  const { db } = server.deps;
  await server.ask('PATCH', `/api/offices/${ids.office}`, {
    as: await personFor('administrator'),
    body: { name: 'Kantor kami' },
  });
  for (const who of whos.filter((one) => one !== 'administrator')) {
    const as = await personFor(who);
    await server.ask('PATCH', `/api/offices/${ids.office}`, { as, body: { name: 'Direbut' } });
    await server.ask('PATCH', `/api/people/${ids.person}`, { as, body: { roles: ['administrator'] } });
  }
  expect((await findOffice(db, ours, OfficeId.parse(ids.office)))?.name).toBe('Kantor kami');
  expect((await findAccount(db, ours, target.person))?.roles).toEqual(['assessor']);
  expect(server.errors).toEqual([]);
});
