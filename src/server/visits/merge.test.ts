import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frontierOf, type VisitState } from '#domain/change/fold.ts';
import { LogItem } from '#domain/change/log.ts';
import { IndicatorId, Sha256, SubjectId, VisitId } from '#domain/ids.ts';
import { scoreVisit } from '#domain/scoring/score-visit.ts';
import { mergedState } from '#domain/visit/merging.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import { answerKey, scoringInputOf } from '#domain/visit/scoring-input.ts';
import type { VisitView } from '#domain/visit/visit-view.ts';
import { DeskPage } from '#protocol/desk.ts';
import { MergePreview, type MergeRequest, MergeResult } from '#protocol/merge.ts';
import { ProblemBody } from '#protocol/problems.ts';
import { FeedPage, LogPage } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { smallInstrument } from '#testing/builders.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { VisitCommands } from '#testing/visit-commands.ts';
import { stateText } from '#testing/visit-histories.ts';
import { completeMerger } from './healing/complete-merger.ts';

let server: TestServer;
let field: Field;
let commands: VisitCommands;
const signRegister = 'answer/1/office/sign';
const keyOf = (id: string) => answerKey(SubjectId.parse('office'), IndicatorId.parse(id));
const [fee, sign] = [keyOf('fee'), keyOf('sign')];

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
  commands = new VisitCommands(server, field.organisation);
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

async function codeOf(response: Response): Promise<string> {
  return ProblemBody.parse(await response.json()).code;
}

interface Twin {
  readonly tablet: PushingTablet;
  readonly visit: VisitId;
}

/** A visit begun alone, with these answers. */
async function aTwin(person: TestPerson, answers: Readonly<Record<string, unknown>>, id?: string): Promise<Twin> {
  const tablet = await PushingTablet.open(server, person);
  const visit = await tablet.startVisit(field, id === undefined ? undefined : VisitId.parse(id));
  for (const [register, value] of Object.entries(answers)) await tablet.write(visit, register, value);
  await tablet.push();
  return { tablet, visit };
}

async function twins(
  mine: Readonly<Record<string, unknown>> = { [feeRegister]: full },
  theirs: Readonly<Record<string, unknown>> = { [feeRegister]: none, [signRegister]: full },
): Promise<{ a: Twin; b: Twin }> {
  return { a: await aTwin(field.siti, mine), b: await aTwin(field.budi, theirs) };
}

async function seen(visit: VisitId): Promise<MergeRequest['saw']> {
  const state = await commands.state(visit);
  return { n: state.transitions.length, frontier: await frontierOf(state.registers.values()) };
}

async function askMerge(from: VisitId, into: VisitId, more: Partial<MergeRequest> = {}, as = field.supervisor) {
  const body = {
    id: crypto.randomUUID(),
    into,
    reason: 'Satu kunjungan, dua tablet',
    saw: await seen(from),
    sawInto: await seen(into),
    ...more,
  };
  return server.ask('POST', `/api/visits/${from}/merge`, { as, body });
}

async function merge(from: VisitId, into: VisitId, more: Partial<MergeRequest> = {}): Promise<MergeResult> {
  const response = await askMerge(from, into, more);
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`Refused: ${JSON.stringify(body)}`);
  return MergeResult.parse(body);
}

async function view(visit: VisitId): Promise<VisitView> {
  return readVisit(await commands.state(visit));
}

function score(state: VisitState): string {
  return JSON.stringify(scoreVisit(smallInstrument, scoringInputOf(smallInstrument, readVisit(state))).rounded);
}

async function log(visit: VisitId, as = field.supervisor): Promise<readonly LogItem[]> {
  const page = LogPage.parse(await (await server.ask('GET', `/api/visits/${visit}/log`, { as })).json());
  return page.items.map((item) => LogItem.parse(item));
}

interface Photo {
  readonly bytes: Buffer;
  readonly sha256: Sha256;
  readonly entry: unknown;
}

function aPhoto(): Photo {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(300)]);
  const sha256 = Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
  const entry = {
    ...{ sha256, bytes: bytes.length, mime: 'image/jpeg', width: 4, height: 3, source: 'camera', attachedTo: null },
    ...{ capturedAt: '2026-03-02T09:10:00+07:00', place: { unavailable: 'denied' } },
  };
  return { bytes, sha256, entry };
}

async function upload(visit: VisitId, { bytes, sha256 }: Photo): Promise<number> {
  const metadata = Object.entries({ visit, sha256, mime: 'image/jpeg' });
  const sent = await server.app.request('http://localhost/api/evidence/uploads', {
    method: 'POST',
    headers: {
      cookie: field.budi.cookie,
      'tus-resumable': '1.0.0',
      'upload-length': `${bytes.length}`,
      'content-type': 'application/offset+octet-stream',
      'upload-metadata': metadata.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(','),
    },
    body: new Uint8Array(bytes),
  });
  return sent.status;
}

describe('merging a visit into another', () => {
  test('gives what the same functions foretell, to the last digit', async () => {
    const { a, b } = await twins();
    const expected = mergedState(await commands.state(b.visit), await commands.state(a.visit), b.visit);
    const preview = MergePreview.parse(
      await (await server.ask('GET', `/api/visits/${b.visit}/merge?into=${a.visit}`, { as: field.supervisor })).json(),
    );
    expect(preview).toMatchObject({ answers: 2, newConflicts: 1, members: 1, periodDiffers: false });
    expect(preview.saw).toEqual(await seen(b.visit));
    const before = await commands.state(b.visit);
    const result = await merge(b.visit, a.visit);
    const state = await commands.state(a.visit);
    expect(stateText(state)).toBe(stateText(expected));
    expect(await frontierOf(state.registers.values())).toBe(await frontierOf(expected.registers.values()));
    expect(score(state)).toBe(score(expected));
    expect(state.adoptions).toMatchObject([{ from: b.visit, into: a.visit, by: field.supervisor.person }]);
    expect((await log(a.visit)).at(-1)?.seq).toBe(result.intoSeq);
    // The one that was given up stays as it was, and says where it counts.
    const given = await commands.state(b.visit);
    expect(stateText(given)).toBe(stateText(before));
    expect(given.mergedInto).toMatchObject({ into: a.visit, reason: 'Satu kunjungan, dua tablet' });
  });

  test('puts differing answers side by side until a person settles them, then it can be approved', async () => {
    const { a, b } = await twins();
    await merge(b.visit, a.visit);
    const merged = await view(a.visit);
    expect(merged.conflicts.map(({ register }) => register)).toEqual([feeRegister]);
    expect(merged.answers.get(sign)?.value).toMatchObject(full);
    expect(merged.members.toSorted()).toEqual([field.siti.person, field.budi.person].toSorted());
    expect(await codeOf(await commands.ask(field.siti, a.visit, 'submit'))).toBe('unsettledConflict');
    const lines = (await log(a.visit)).flatMap((line) =>
      (line.kind === 'change' || line.kind === 'adopted') && line.change.content.register === feeRegister
        ? [line.change]
        : [],
    );
    expect(lines).toHaveLength(2);
    // Budi, who is a member by the merger, settles it in the visit that he now belongs to.
    await b.tablet.write(a.visit, feeRegister, full, { parents: lines });
    await b.tablet.write(a.visit, 'sample/user', { target: 2, closed: { reason: 'Tidak ada pengguna' } });
    await b.tablet.push();
    expect((await view(a.visit)).conflicts).toEqual([]);
    await commands.do(field.budi, a.visit, 'submit');
    const approved = await commands.do(field.supervisor, a.visit, 'approve');
    expect(approved.transition.result?.score?.rounded).toBeDefined();
  });

  test('keeps equal answers one value, and a member of both one member', async () => {
    const a = await aTwin(field.siti, { [feeRegister]: full, 'visit/join': { keyHash: 'a'.repeat(64) } });
    const b = await aTwin(field.siti, { [feeRegister]: full, 'visit/join': { keyHash: 'b'.repeat(64) } });
    await b.tablet.write(b.visit, `member/${field.siti.person}`, { joinKey: 'c'.repeat(32) });
    await b.tablet.push();
    await merge(b.visit, a.visit);
    const merged = await view(a.visit);
    expect(merged.conflicts).toEqual([]);
    expect(merged.answers.get(fee)?.value).toMatchObject(full);
    expect(merged.answers.get(fee)?.heads.map(({ from }) => from)).toHaveLength(2);
    expect(merged.answers.get(fee)?.heads.flatMap(({ from }) => from ?? [])).toEqual([b.visit]);
    expect(merged.joinKeyHash.value).toEqual({ keyHash: 'a'.repeat(64) });
  });

  test('is the same merger when it is asked for again', async () => {
    const { a, b } = await twins();
    const request = { id: crypto.randomUUID(), saw: await seen(b.visit), sawInto: await seen(a.visit) };
    const first = await merge(b.visit, a.visit, request);
    expect(await merge(b.visit, a.visit, request)).toEqual(first);
    expect((await commands.state(a.visit)).adoptions).toHaveLength(1);
  });

  test('takes along what had been merged before, and what comes to that later', async () => {
    const { a, b } = await twins();
    const c = await aTwin(field.siti, { 'note/1/office/fee': { text: 'Papan di lantai dua' } });
    await merge(c.visit, b.visit);
    await merge(b.visit, a.visit);
    expect((await view(a.visit)).notes.get(fee)?.value).toMatchObject({ text: 'Papan di lantai dua' });
    await c.tablet.write(c.visit, 'note/1/office/sign', { text: 'Terlambat' });
    await c.tablet.push();
    expect((await view(a.visit)).notes.get(sign)?.value).toMatchObject({ text: 'Terlambat' });
    expect((await view(c.visit)).mergedInto?.into).toBe(a.visit);
  });

  test('leaves the list of the desk and shows the visit that stands for it', async () => {
    const { a, b } = await twins();
    await merge(b.visit, a.visit);
    await server.deps.summaries.settled();
    const page = DeskPage.parse(
      await (await server.ask('GET', '/api/desk?limit=200', { as: field.supervisor })).json(),
    );
    const listed = page.lines.map(({ visit }) => visit);
    expect(listed).toContain(a.visit);
    expect(listed).not.toContain(b.visit);
  });

  test('brings the visit to the tablets of those who come in by it', async () => {
    const { a, b } = await twins();
    expect((await feedOf(field.budi)).get(a.visit)).toBeUndefined();
    await merge(b.visit, a.visit);
    expect((await feedOf(field.budi)).get(a.visit)).toMatchObject({ access: 'open', isMember: true });
    expect((await feedOf(field.budi)).get(b.visit)).toMatchObject({ access: 'open', isMember: true });
  });
});

async function feedOf(person: TestPerson) {
  const page = FeedPage.parse(await (await server.ask('GET', '/api/feed', { as: person })).json());
  return new Map<string, FeedPage['visits'][number]>(page.visits.map((line) => [line.visit, line]));
}

describe('a merger is refused', () => {
  test('to those who took part, to assessors, and to strangers', async () => {
    const { a, b } = await twins();
    const both = await server.addPerson(field.organisation, ['assessor', 'supervisor']);
    const c = await aTwin(both, {});
    expect(await codeOf(await askMerge(c.visit, a.visit, {}, both))).toBe('ownVisit');
    expect(await codeOf(await askMerge(a.visit, c.visit, {}, both))).toBe('ownVisit');
    expect((await askMerge(b.visit, a.visit, {}, field.budi)).status).toBeGreaterThanOrEqual(403);
    const elsewhere = await server.addPerson(await server.addOrganisation('Lain'), ['supervisor']);
    expect(await codeOf(await askMerge(b.visit, a.visit, {}, elsewhere))).toBe('notFound');
  });

  test('when either has changed since it was looked at', async () => {
    const { a, b } = await twins();
    const looked = { saw: await seen(b.visit), sawInto: await seen(a.visit) };
    await a.tablet.write(a.visit, signRegister, none);
    await a.tablet.push();
    expect(await codeOf(await askMerge(b.visit, a.visit, looked))).toBe('changedSinceYouLooked');
    await commands.do(field.budi, b.visit, 'submit');
    expect(await codeOf(await askMerge(b.visit, a.visit, { saw: looked.saw }))).toBe('changedSinceYouLooked');
  });

  test('of two that are not about the same, of one with itself, and of what is merged already', async () => {
    const { a, b } = await twins();
    const closed = await aTwin(field.budi, { 'visit/outcome': { kind: 'closed', reason: 'Libur' } });
    expect(await codeOf(await askMerge(closed.visit, a.visit))).toBe('notTwins');
    expect(await codeOf(await askMerge(a.visit, a.visit))).toBe('notTwins');
    await merge(b.visit, a.visit);
    expect(await codeOf(await askMerge(b.visit, a.visit))).toBe('merged');
    // No circle, and nothing into what is given up.
    expect(await codeOf(await askMerge(a.visit, b.visit))).toBe('merged');
  });

  test('of what has a result', async () => {
    const { a, b } = await twins();
    await a.tablet.write(a.visit, signRegister, none);
    await a.tablet.write(a.visit, 'sample/user', { target: 2, closed: { reason: 'Tidak ada' } });
    await a.tablet.push();
    await commands.do(field.siti, a.visit, 'submit');
    await commands.do(field.supervisor, a.visit, 'approve');
    expect(await codeOf(await askMerge(b.visit, a.visit))).toBe('wrongStatus');
    await commands.do(field.supervisor, a.visit, 'reopen', { reason: 'Ada kunjungan kembar' });
    expect(await codeOf(await askMerge(a.visit, b.visit))).toBe('wrongStatus');
    await merge(b.visit, a.visit);
  });

  test('and so is every decision on the visit that was given up', async () => {
    const { a, b } = await twins();
    await merge(b.visit, a.visit);
    expect(await codeOf(await commands.ask(field.budi, b.visit, 'submit'))).toBe('merged');
    const body = { changes: ['a'.repeat(64)], reason: 'Diminta' };
    const response = await server.ask('POST', `/api/visits/${b.visit}/redactions`, { as: field.supervisor, body });
    expect(await codeOf(response)).toBe('merged');
  });
});

describe('what is sent to a visit that was merged meanwhile', () => {
  test('is admitted there and counts in the other one, in the same breath', async () => {
    const { a, b } = await twins();
    await b.tablet.write(b.visit, 'note/1/office/fee', { text: 'Ditulis tanpa jaringan' });
    await b.tablet.write(b.visit, 'visit/period', { start: '2026-04-01', end: '2026-04-02' });
    await merge(b.visit, a.visit);
    const sealed = await b.tablet.seal();
    const receipt = await b.tablet.receipt(await b.tablet.send(sealed));
    expect(receipt.refused).toEqual([]);
    expect(receipt.visits.map(({ visit }) => visit)).toEqual([b.visit]);
    const merged = await view(a.visit);
    expect(merged.notes.get(fee)?.value).toMatchObject({ text: 'Ditulis tanpa jaringan' });
    expect(merged.period.value).toEqual({ start: '2026-03-02', end: '2026-03-03' });
    // Once more, as after a lost answer, changes nothing.
    const lines = await log(a.visit);
    expect((await b.tablet.receipt(await b.tablet.send(sealed))).held).toEqual(receipt.held);
    expect(await log(a.visit)).toEqual(lines);
  });

  test('is held where a result was sealed meanwhile, late where it was submitted', async () => {
    const { a, b } = await twins({ [feeRegister]: full, [signRegister]: none }, {});
    await a.tablet.write(a.visit, 'sample/user', { target: 2, closed: { reason: 'Tidak ada' } });
    await a.tablet.push();
    await merge(b.visit, a.visit);
    await commands.do(field.siti, a.visit, 'submit');
    await b.tablet.write(b.visit, 'note/1/office/fee', { text: 'Setelah diajukan' });
    await b.tablet.push();
    expect((await view(a.visit)).late.map(({ register }) => register)).toEqual(['note/1/office/fee']);
    await commands.do(field.supervisor, a.visit, 'approve');
    const sealed = await seen(a.visit);
    const late = await b.tablet.write(b.visit, signRegister, full);
    await b.tablet.push();
    expect(await seen(a.visit)).toEqual(sealed);
    expect((await view(a.visit)).held).toMatchObject([
      { change: { id: late.id, standing: { because: 'after-approval' } } },
    ]);
    await commands.do(field.supervisor, a.visit, 'reopen', { reason: 'Jawaban terlambat' });
    const body = { changes: [late.id], decision: 'taken-in', reason: 'Ditulis sebelum digabung' };
    const url = (visit: VisitId) => `/api/visits/${visit}/decisions`;
    expect(await codeOf(await server.ask('POST', url(b.visit), { as: field.supervisor, body }))).toBe('merged');
    expect((await server.ask('POST', url(a.visit), { as: field.supervisor, body })).status).toBe(200);
    expect((await view(a.visit)).held).toEqual([]);
    expect((await view(a.visit)).conflicts.map(({ register }) => register)).toEqual([signRegister]);
  });

  test('of a batch for both visits keeps one order in each log', async () => {
    const { a, b } = await twins();
    await merge(b.visit, a.visit);
    await b.tablet.write(a.visit, 'note/1/office/fee', { text: 'di A' });
    await b.tablet.write(b.visit, 'note/1/office/sign', { text: 'di B' });
    await b.tablet.write(a.visit, `comment/${crypto.randomUUID()}`, { text: 'lagi di A' });
    await b.tablet.push();
    expect((await log(a.visit)).map(({ seq }) => seq)).toEqual((await log(a.visit)).map((_, at) => at + 1));
    expect((await view(a.visit)).notes.size).toBe(2);
  });

  test('by who joins with its code makes a member of the other', async () => {
    const joinKey = 'd'.repeat(32);
    const keyHash = Sha256.parse(createHash('sha256').update(joinKey).digest('hex'));
    const { a, b } = await twins({ [feeRegister]: full }, { 'visit/join': { keyHash } });
    await merge(b.visit, a.visit);
    const rani = await server.addPerson(field.organisation, ['assessor']);
    const tablet = await PushingTablet.open(server, rani);
    await tablet.write(b.visit, `member/${rani.person}`, { joinKey });
    await tablet.write(b.visit, signRegister, none);
    expect((await tablet.push()).refused).toEqual([]);
    expect((await view(a.visit)).members).toContain(rani.person);
    await tablet.write(a.visit, 'note/1/office/sign', { text: 'Langsung di A' });
    expect((await tablet.push()).refused).toEqual([]);
  });

  test('photos too: they lie where they were sent and are found from the other', async () => {
    const { a, b } = await twins();
    const photo = aPhoto();
    const { sha256, bytes } = photo;
    await b.tablet.write(b.visit, `evidence/${crypto.randomUUID()}`, photo.entry);
    await b.tablet.push();
    await merge(b.visit, a.visit);
    expect((await view(a.visit)).arrived.size).toBe(0);
    expect(await upload(b.visit, photo)).toBe(201);
    expect([...(await view(a.visit)).arrived]).toEqual([sha256]);
    const got = await server.ask('GET', `/api/visits/${a.visit}/evidence/${sha256}`, { as: field.siti });
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    const status = await server.ask('GET', `/api/visits/${a.visit}/evidence/${sha256}/status`, { as: field.siti });
    expect(await status.json()).toMatchObject({ held: true });
  });
});

describe('what is erased in a visit that has adopted another', () => {
  test('is gone from both logs, photos included', async () => {
    const { a, b } = await twins();
    const photo = aPhoto();
    const named = await b.tablet.write(b.visit, `evidence/${crypto.randomUUID()}`, photo.entry);
    const note = await b.tablet.write(b.visit, 'note/1/office/fee', { text: 'Ibu Ratna' });
    await b.tablet.push();
    await upload(b.visit, photo);
    await merge(b.visit, a.visit);
    const body = { changes: [note.id, named.id], reason: 'Diminta yang bersangkutan' };
    const erased = await server.ask('POST', `/api/visits/${a.visit}/redactions`, { as: field.supervisor, body });
    expect(erased.status).toBe(200);
    for (const visit of [a.visit, b.visit]) {
      const lines = await log(visit);
      const bodies = lines.flatMap((line) => (line.kind === 'change' || line.kind === 'adopted' ? [line.change] : []));
      expect(bodies.filter(({ id }) => id === note.id || id === named.id).map((change) => change.body)).toEqual([
        null,
        null,
      ]);
      const redactions = lines.filter(({ kind }) => kind === 'redaction');
      expect(redactions).toMatchObject([{ change: named.id, evidence: photo.sha256 }, { change: note.id }]);
      const photoUrl = `/api/visits/${visit}/evidence/${photo.sha256}`;
      expect((await server.ask('GET', photoUrl, { as: field.supervisor })).status).toBe(404);
    }
    expect(await upload(b.visit, photo)).toBe(201);
    expect(
      (await server.ask('GET', `/api/visits/${a.visit}/evidence/${photo.sha256}`, { as: field.siti })).status,
    ).toBe(404);
  });
});

describe('at the same time', () => {
  test('two supervisors who merge the two into each other make one merger', async () => {
    for (let round = 0; round < 5; round++) {
      const { a, b } = await twins();
      const [sawA, sawB] = [await seen(a.visit), await seen(b.visit)];
      const answers = await Promise.all([
        askMerge(b.visit, a.visit, { saw: sawB, sawInto: sawA }),
        askMerge(a.visit, b.visit, { saw: sawA, sawInto: sawB }),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const states = [await commands.state(a.visit), await commands.state(b.visit)];
      expect(states.filter(({ mergedInto }) => mergedInto !== null)).toHaveLength(1);
    }
  });

  test('a submit of either and a merger never both stand on what the other changed', async () => {
    for (let round = 0; round < 5; round++) {
      const { a, b } = await twins({ [feeRegister]: full }, { [signRegister]: full });
      const [sawA, sawB] = [await seen(a.visit), await seen(b.visit)];
      const [submitted, merged] = await Promise.all([
        commands.ask(field.siti, a.visit, 'submit'),
        askMerge(b.visit, a.visit, { saw: sawB, sawInto: sawA }),
      ]);
      expect([submitted.status, merged.status].toSorted()).toEqual([200, 409]);
      const code = await codeOf(submitted.status === 409 ? submitted : merged);
      expect(code).toBe('changedSinceYouLooked');
    }
  });

  test('pushes to both while they are merged lose nothing, and every log has one order', async () => {
    const { a, b } = await twins();
    const notes = Array.from({ length: 6 }, (_, at) => `catatan ${at}`);
    const pushes = async ({ tablet, visit }: Twin): Promise<void> => {
      for (const text of notes) {
        await tablet.write(visit, `comment/${crypto.randomUUID()}`, { text });
        await tablet.push();
      }
    };
    const saw = await seen(b.visit);
    // Comments are outside of what is compared.
    await Promise.all([pushes(a), pushes(b), merge(b.visit, a.visit, { saw })]);
    expect((await view(a.visit)).comments).toHaveLength(2 * notes.length);
    expect((await view(b.visit)).comments).toHaveLength(notes.length);
    for (const visit of [a.visit, b.visit])
      expect((await log(visit)).map(({ seq }) => seq)).toEqual((await log(visit)).map((_, at) => at + 1));
  });
});

describe('after a restore', () => {
  test('the server believes its own word and no other', async () => {
    const { a, b } = await twins();
    const other = await twins();
    await merge(b.visit, a.visit);
    const before = await commands.state(a.visit);
    const merger = before.adoptions[0];
    if (merger === undefined) throw new Error('No adoption.');
    const { organisation } = field;
    const forged = { ...merger, from: other.b.visit, into: other.a.visit };
    expect(await completeMerger(server.deps, organisation, forged)).toEqual([]);
    expect((await commands.state(other.b.visit)).mergedInto).toBeNull();
    // As if the merger had been forgotten while the given up visit went on.
    await server.deps.db.query('UPDATE visit SET merged_into = NULL, merged_at_n = NULL WHERE id = $1', [b.visit]);
    await b.tablet.write(b.visit, 'note/1/office/sign', { text: 'Sementara itu' });
    await b.tablet.push();
    expect(await completeMerger(server.deps, organisation, merger)).toEqual([b.visit, a.visit]);
    expect(await completeMerger(server.deps, organisation, merger)).toEqual([]);
    const after = await commands.state(a.visit);
    expect(readVisit(after).notes.get(sign)?.value).toMatchObject({ text: 'Sementara itu' });
    expect(after.adoptions).toEqual(before.adoptions);
    expect(readVisit(after).conflicts).toEqual(readVisit(before).conflicts);
  });
});
