import { afterAll, beforeAll, expect, test } from 'vitest';
import { OrganisationId } from '#domain/ids.ts';
import { ImprovementDetail, ImprovementList } from '#protocol/follow-up.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { visitPlans } from '../demo/visit-plans.ts';

let server: TestServer;
let organisation: OrganisationId;
let supervisor: TestPerson;
let assessor: TestPerson;
let stranger: TestPerson;
let visits: readonly { readonly visit: string; readonly status: string; readonly score: string | null }[];
beforeAll(async () => {
  server = await openTestServer();
  const { deps } = server;
  const submitted = visitPlans.filter(({ ending }) => ending.kind === 'submitted');
  await seedDemo(deps, { password: 'kunjungan-pagi-2026' }, [...visitPlans.slice(0, 2), ...submitted]);
  await deps.summaries.settled();
  const found = await deps.db.query<{ organisation: string; visit: string; status: string; score: string | null }>(
    'SELECT organisation, visit, status, score_low AS score FROM visit_summary ORDER BY visit',
  );
  organisation = OrganisationId.parse(found.rows[0]?.organisation);
  visits = found.rows;
  supervisor = await server.addPerson(organisation, ['supervisor']);
  stranger = await server.addPerson(organisation, ['assessor']);
  assessor = await server.addPerson(organisation, ['assessor']);
});
afterAll(() => server.close());

const approved = (): string => {
  const found = visits.find(
    ({ status, score }) => ['approved', 'published', 'final'].includes(status) && score !== null,
  );
  if (found === undefined) throw new Error('The demonstration has an approved visit.');
  return found.visit;
};

async function make(visit: string): Promise<ImprovementList['improvements']> {
  const response = await server.ask('POST', `/api/visits/${visit}/improvements`, { as: supervisor });
  expect(response.status).toBe(200);
  return ImprovementList.parse(await response.json()).improvements;
}

async function list(as: TestPerson, query = ''): Promise<ImprovementList['improvements']> {
  return ImprovementList.parse(await (await server.ask('GET', `/api/improvements${query}`, { as })).json())
    .improvements;
}

async function detail(id: string): Promise<ImprovementDetail> {
  return ImprovementDetail.parse(await (await server.ask('GET', `/api/improvements/${id}`, { as: supervisor })).json());
}

const step = (id: string, action: string, seen: string, note = 'Papan standar sudah dipasang.') =>
  server.ask('POST', `/api/improvements/${id}/steps`, { as: supervisor, body: { action, seen, note } });

test('an approved visit gives one item for each indicator that would lift the score, the greatest first', async () => {
  const made = await make(approved());
  expect(made.length).toBeGreaterThan(3);
  expect(new Set(made.map(({ indicator }) => indicator)).size).toBe(made.length);
  const gains = made.map(({ gain }) => Number(gain));
  expect(gains).toEqual(gains.toSorted((a, b) => b - a));
  expect(gains.at(-1)).toBeGreaterThanOrEqual(0);
  expect(made[0]).toMatchObject({
    status: 'open',
    owner: '',
    dueOn: null,
    officeName: expect.stringContaining('DPMPTSP'),
  });
  expect(made[0]?.title.id).not.toBe(made[0]?.indicator);
});

test('made twice they are there once, and what was done stays', async () => {
  const [first] = await make(approved());
  await server.ask('PATCH', `/api/improvements/${first?.id}`, {
    as: supervisor,
    body: { owner: 'Sekretaris', dueOn: '2026-12-31' },
  });
  const again = await make(approved());
  expect(new Set(again.map(({ id }) => id)).size).toBe(again.length);
  expect(again.find(({ id }) => id === first?.id)).toMatchObject({ owner: 'Sekretaris', dueOn: '2026-12-31' });
  expect(again[0]?.id).toBe(first?.id);
});

test('a visit that is not approved gives none', async () => {
  const open = visits.find(({ status }) => !['approved', 'published', 'objected', 'final'].includes(status));
  if (open === undefined) throw new Error('The demonstration has an open visit.');
  const response = await server.ask('POST', `/api/visits/${open.visit}/improvements`, { as: supervisor });
  expect(await response.json()).toMatchObject({ code: 'wrongStatus' });
});

test('it is reported, returned, verified and reopened, each step with its note, and in no other order', async () => {
  const id = (await make(approved())).at(-1)?.id ?? '';
  expect((await step(id, 'report', 'open')).status).toBe(200);
  expect(await (await step(id, 'report', 'reported')).json()).toMatchObject({ code: 'wrongStatus' });
  expect((await step(id, 'return', 'reported', 'Fotonya buram.')).status).toBe(200);
  expect(await (await step(id, 'verify', 'reported')).json()).toMatchObject({ code: 'changedSinceYouLooked' });
  expect((await step(id, 'verify', 'open', 'Dilihat di tempat.')).status).toBe(200);
  expect(await (await step(id, 'reopen', 'verified', ' ')).json()).toMatchObject({ code: 'malformed' });
  const { improvement, steps } = await detail(id);
  expect(improvement.status).toBe('verified');
  expect(steps.map(({ n, action, note }) => [n, action, note])).toEqual([
    [1, 'make', ''],
    [2, 'report', 'Papan standar sudah dipasang.'],
    [3, 'return', 'Fotonya buram.'],
    [4, 'verify', 'Dilihat di tempat.'],
  ]);
  expect((await list(supervisor, '?status=verified')).map((one) => one.id)).toContain(id);
  expect((await list(supervisor, '?status=open')).map((one) => one.id)).not.toContain(id);
});

test('of two who decide at the same moment one is told to look again', async () => {
  const id = (await make(approved())).at(-2)?.id ?? '';
  const answers = await Promise.all([step(id, 'verify', 'open'), step(id, 'drop', 'open')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await detail(id)).steps).toHaveLength(2);
});

test('assessors see those of offices they visit, other organisations none', async () => {
  const [first] = await make(approved());
  expect(await list(assessor)).toEqual([]);
  await server.deps.db.query(
    `INSERT INTO visit_person (organisation, visit, person, is_member, was_removed, has_assessed) VALUES ($1, $2, $3, true, false, true)`,
    [organisation, first?.visit, assessor.person],
  );
  expect((await list(assessor)).map(({ office }) => office)).toContain(first?.office);
  expect(await list(stranger)).toEqual([]);
  const foreign = await server.addPerson(await server.addOrganisation('Lain'), ['supervisor']);
  expect(await list(foreign)).toEqual([]);
  expect((await server.ask('GET', `/api/improvements/${first?.id}`, { as: foreign })).status).toBe(404);
  expect((await server.ask('GET', `/api/improvements/${first?.id}`, { as: assessor })).status).toBe(403);
  const edit = { as: foreign, body: { owner: 'Orang lain' } };
  expect((await server.ask('PATCH', `/api/improvements/${first?.id}`, edit)).status).toBe(404);
  expect((await server.ask('GET', '/api/improvements?status=lost', { as: supervisor })).status).toBe(400);
});
