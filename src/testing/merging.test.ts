import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { keysOf } from '#client/store/database.ts';
import type { VisitId } from '#domain/ids.ts';
import { MergePreview } from '#protocol/merge.ts';
import { LogPage } from '#protocol/sync.ts';
import type { Database } from '#server/db/database.ts';
import { aPhoto, photoDetails } from './builders.ts';
import { type FieldServer, type SignedIn, startFieldServer } from './field-server.ts';
import { type OnTablet, officeQuestions, Team } from './team.ts';
import { until } from './until.ts';

let server: FieldServer;
let team: Team;
let supervisor: SignedIn;

beforeAll(async () => {
  server = await startFieldServer();
  team = new Team(server);
  supervisor = await team.person(['supervisor']);
});
afterEach(() => team.goHome());
afterAll(() => server.close());

const [first, second, third] = officeQuestions;
if (first === undefined || second === undefined || third === undefined)
  throw new Error('The instrument asks the office three things.');
const asked = { first, second };

/** The archive is from before any visit. */
async function loseVisits(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(
      'TRUNCATE visit, visit_moved, visit_log, change_body, visit_person, visit_summary, replica, replica_batch, command, evidence CASCADE',
    );
  });
}

async function ask(path: string, body?: unknown): Promise<unknown> {
  const response = await server.fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...supervisor.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

/** As the supervisor does it: looks, and decides by what was seen. */
async function merge(from: string, into: string): Promise<MergePreview> {
  const preview = MergePreview.parse(await ask(`/api/visits/${from}/merge?into=${into}`));
  const { saw, sawInto } = preview;
  await ask(`/api/visits/${from}/merge`, { id: crypto.randomUUID(), into, reason: 'Kembar', saw, sawInto });
  return preview;
}

/** Two tablets that have each begun the same visit. */
async function twins() {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const hers = await team.startVisit(rani);
  const his = await team.startVisit(budi);
  await hers.write(asked.first.register, asked.first.high);
  await his.write(asked.first.register, asked.first.low);
  await his.write(asked.second.register, asked.second.high);
  await rani.sync();
  await budi.sync();
  return { rani, budi, hers, his };
}

/** The database as a version leaves it that kept the lines of the merger raw. */
async function asReadByTheReleaseBefore({ store }: OnTablet, visit: VisitId): Promise<void> {
  const { items } = LogPage.parse(await ask(`/api/visits/${visit}/log`));
  const registers = await store.db.write(['logs', 'registers'], async (tx) => {
    const log = await tx.objectStore('logs').get(visit);
    if (log === undefined) throw new Error('The tablet does not have the visit.');
    const { adoptions: _adoptions, ...rest } = log;
    const unknown = items.filter(({ kind }) => kind === 'adoption' || kind === 'adopted');
    await tx.objectStore('logs').put({ ...rest, unknown });
    const rows = await tx.objectStore('registers').getAll(keysOf(visit));
    for (const row of rows) {
      const changes = row.changes.filter(({ from }) => from === undefined);
      await tx.objectStore('registers').put({ ...row, changes });
    }
    return rows.map(({ name }) => name);
  });
  store.events.emit({ kind: 'visit', visit, registers, log: true });
}

const listed = ({ workspace }: OnTablet) => workspace.visits.value.map(({ visit }) => visit);

describe('tablets of merged visits', () => {
  test('all hold one visit with one score and one frontier, as was foretold', async () => {
    const { rani, budi, hers, his } = await twins();
    const preview = await merge(his.id, hers.id);
    await rani.sync();
    await budi.sync();
    const merged = await budi.visit(hers.id);
    await until(() => hers.view.value.conflicts.length === 1 && merged.view.value.conflicts.length === 1);
    expect(await hers.saw()).toEqual(await merged.saw());
    expect((await hers.saw()).score).toBe(preview.scoreAfter);
    expect(hers.score.value).toEqual(merged.score.value);
    expect(hers.view.value.members).toHaveLength(2);
    await merged.write(first.register, first.high);
    await budi.sync();
    await rani.sync();
    await until(() => hers.view.value.conflicts.length === 0);
    expect(await hers.saw()).toEqual(await merged.saw());
  });

  test('do not edit, submit or list the one that was given up, and send what they had of it', async () => {
    const { rani, budi, hers, his } = await twins();
    await merge(his.id, hers.id);
    await his.write(third.register, third.high);
    await his.submit();
    await budi.sync();
    await until(() => his.view.value.mergedInto?.into === hers.id);
    expect(his.canEdit.value).toBe(false);
    await until(() => his.submitIntent.value === null);
    await until(() => budi.workspace.sending.value.unsentChanges === 0);
    await until(() => listed(budi).join() === hers.id);
    expect(budi.workspace.sending.value.refused).toEqual([]);
    await rani.sync();
    await until(() => hers.answer(third.key).value.value !== null);
    expect(hers.answer(third.key).value.value).toEqual(third.high);
    const merged = await budi.visit(hers.id);
    await budi.sync();
    await until(() => merged.answer(third.key).value.value !== null);
    expect(await merged.saw()).toEqual(await hers.saw());
  });

  test('show a photo from where it was taken, also without a network', async () => {
    const { budi, hers, his } = await twins();
    const photo = await aPhoto();
    await his.addPhoto(photo, photoDetails);
    await budi.sync();
    await merge(his.id, hers.id);
    await budi.sync();
    const merged = await budi.visit(hers.id);
    budi.network.isOffline({ times: 50 });
    expect(await (await merged.photo(photo.sha256))?.arrayBuffer()).toEqual(photo.bytes);
  });

  test('lead who scans the old code to the visit that stands for it', async () => {
    const { budi, hers, his } = await twins();
    const invitation = await his.invitation();
    if (invitation === null) throw new Error('No invitation.');
    await merge(his.id, hers.id);
    const tari = await team.tablet();
    const visit = await tari.workspace.joinVisit(invitation);
    expect(visit).toBe(his.id);
    const joined = await tari.visit(visit);
    await joined.write(third.register, third.low);
    await tari.sync();
    await tari.sync();
    await until(() => joined.view.value.mergedInto?.into === hers.id);
    expect(await tari.workspace.joinVisit(invitation)).toBe(hers.id);
    const merged = await tari.visit(hers.id);
    expect(merged.canEdit.value).toBe(true);
    expect(merged.answer(third.key).value.value).toEqual(third.low);
    await budi.sync();
  });

  test('that could not read the lines of a merger read them once their app is newer', async () => {
    const { rani, hers, his } = await twins();
    await merge(his.id, hers.id);
    await rani.sync();
    await until(() => hers.view.value.adoptions.length === 1);
    const before = await hers.saw();
    await asReadByTheReleaseBefore(rani, hers.id);
    const again = await rani.visit(hers.id);
    await until(() => again.view.value.isProvisional);
    expect(again.view.value.adoptions).toEqual([]);
    expect(await again.saw()).not.toEqual(before);
    await rani.sync();
    await until(() => !again.view.value.isProvisional);
    expect(await again.saw()).toEqual(before);
  });

  test('bring the merger back to a server that was restored to before it, with all that belongs to it', async () => {
    const { rani, budi, hers, his } = await twins();
    await merge(his.id, hers.id);
    await rani.sync();
    await budi.sync();
    await his.write(third.register, third.high);
    await budi.sync();
    await rani.sync();
    await until(() => hers.answer(third.key).value.value !== null);
    const before = await hers.saw();
    await server.restore(loseVisits);
    for (let round = 0; round < 3; round++) for (const tablet of [rani, budi]) await tablet.sync();
    const read = await (await team.tablet({ roles: ['supervisor'] })).visit(hers.id);
    expect(await read.saw()).toEqual(before);
    expect(read.view.value.adoptions).toMatchObject([{ from: his.id, reason: 'Kembar' }]);
    await until(() => his.view.value.mergedInto?.into === hers.id);
    expect(await hers.saw()).toEqual(before);
  });
});
