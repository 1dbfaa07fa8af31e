import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Change, verifyChange } from '#domain/change/change.ts';
import { LogItem } from '#domain/change/log.ts';
import { emptyHead, headText } from '#domain/change/log-head.ts';
import { type Erasure, erasureOf, redactionText } from '#domain/change/redaction.ts';
import { type ChangeId, Sha256, type VisitId } from '#domain/ids.ts';
import { ProblemBody } from '#protocol/problems.ts';
import { RedactionResult } from '#protocol/redaction.ts';
import { LogPage } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { feeRegister, full, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { eraseLeftPhotos } from '../blobs/erase-photos.ts';
import { hashText } from './hash.ts';
import { reapplyRedactions } from './reapply-redactions.ts';

let server: TestServer;
let field: Field;
let tablet: PushingTablet;
let visit: VisitId;

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
  tablet = await PushingTablet.open(server, field.siti);
  visit = await tablet.startVisit(field);
  await tablet.push();
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

const secret = () => `Ibu Ratna ${crypto.randomUUID()}`;

async function erase(changes: readonly Pick<Change, 'id'>[], as = field.supervisor): Promise<Response> {
  const body = { changes: changes.map(({ id }) => id), reason: 'Diminta yang bersangkutan' };
  return await server.ask('POST', `/api/visits/${visit}/redactions`, { as, body });
}

async function erased(changes: readonly Pick<Change, 'id'>[]): Promise<RedactionResult> {
  const response = await erase(changes);
  const body: unknown = await response.json();
  if (response.status !== 200) throw new Error(`Refused: ${JSON.stringify(body)}`);
  return RedactionResult.parse(body);
}

async function codeOf(response: Response): Promise<string> {
  return ProblemBody.parse(await response.json()).code;
}

async function log(of = visit, as: TestPerson = field.supervisor): Promise<readonly LogItem[]> {
  const page = LogPage.parse(await (await server.ask('GET', `/api/visits/${of}/log`, { as })).json());
  return page.items.map((item) => LogItem.parse(item));
}

async function redactionsOf(id: ChangeId): Promise<readonly Erasure[]> {
  return (await log()).flatMap((item) => (item.kind === 'redaction' && item.change === id ? [erasureOf(item)] : []));
}

/** Every row of every table that has the text in it, and every file. */
async function placesWith(text: string): Promise<readonly string[]> {
  const { db } = server.deps;
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await db.query(`SELECT 1 FROM "${name}" t WHERE t::text LIKE $1`, [`%${text}%`]);
    if (rows.length > 0) found.push(name);
  }
  for (const file of await filesUnder(server.dataFolder)) if ((await readFile(file)).includes(text)) found.push(file);
  return found;
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

interface Photo {
  readonly bytes: Buffer;
  readonly sha256: Sha256;
  readonly text: string;
}

function aJpeg(): Photo {
  const text = randomBytes(16).toString('hex');
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(text.repeat(40))]);
  return { bytes, sha256: Sha256.parse(createHash('sha256').update(bytes).digest('hex')), text };
}

async function upload(photo: Photo, bytes = photo.bytes): Promise<number> {
  const metadata = Object.entries({ visit, sha256: photo.sha256, mime: 'image/jpeg' });
  const response = await server.app.request('http://localhost/api/evidence/uploads', {
    method: 'POST',
    headers: {
      cookie: field.siti.cookie,
      'tus-resumable': '1.0.0',
      'upload-length': `${photo.bytes.length}`,
      'content-type': 'application/offset+octet-stream',
      'upload-metadata': metadata.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(','),
    },
    body: new Uint8Array(bytes),
  });
  return response.status;
}

const photoEntry = ({ sha256, bytes }: Photo, caption: string) => ({
  ...{ sha256, bytes: bytes.length, mime: 'image/jpeg', width: 4, height: 3, caption },
  ...{ capturedAt: '2026-03-02T09:10:00+07:00', place: { unavailable: 'denied' }, source: 'camera', attachedTo: null },
});

const status = async ({ sha256 }: Photo) =>
  (await server.ask('GET', `/api/visits/${visit}/evidence/${sha256}/status`, { as: field.siti })).json();

describe('erasing a note', () => {
  test('takes its value from every table, and leaves a history that still verifies', async () => {
    const text = secret();
    const note = await tablet.write(visit, 'note/1/office/fee', { text });
    await tablet.push();
    expect(await placesWith(text)).toEqual(['change_body']);
    const { seq } = await erased([note]);
    expect(await placesWith(text)).toEqual([]);
    const lines = await log();
    expect(lines.at(-1)).toMatchObject({ seq, kind: 'redaction', change: note.id, by: field.supervisor.person });
    const line = lines.find((item) => item.kind === 'change' && item.change.id === note.id);
    if (line?.kind !== 'change') throw new Error('The line of the change is gone.');
    expect(line.change.body).toBeNull();
    expect(await verifyChange(line.change)).toBe(true);
    const head = lines.reduce((before, item) => hashText(headText(before, item)), emptyHead);
    const { rows } = await server.deps.db.query('SELECT head FROM visit WHERE id = $1', [visit]);
    expect(rows).toEqual([{ head }]);
  });

  test('is signed by the server, and done once however often it is asked for', async () => {
    const note = await tablet.write(visit, 'note/1/office/sign', { text: secret() });
    await tablet.push();
    const first = await erased([note]);
    expect((await erased([note])).seq).toBe(first.seq);
    const [erasure, ...more] = await redactionsOf(note.id);
    expect(more).toEqual([]);
    if (erasure?.signature === undefined) throw new Error('The redaction has no signature.');
    const about = { organisation: field.organisation, visit, change: note.id };
    const { identity } = server.deps;
    expect(identity.verify('redaction', redactionText(about, erasure), erasure.signature)).toBe(true);
    const forged = redactionText(about, { ...erasure, reason: 'x' });
    expect(identity.verify('redaction', forged, erasure.signature)).toBe(false);
  });

  test('is not undone by a tablet that sends the change again, under its own replica or another', async () => {
    const text = secret();
    const note = await tablet.write(visit, 'note/1/office/open', { text });
    await tablet.push();
    await erased([note]);
    const again = await PushingTablet.open(server, field.siti);
    again.outbox.push(note);
    expect((await again.push()).held.map(({ id }) => id)).toEqual([note.id]);
    expect(await placesWith(text)).toEqual([]);
  });

  test('is for administrators and supervisors who took no part, and of changes that are there, all or none', async () => {
    const text = secret();
    const note = await tablet.write(visit, `comment/${crypto.randomUUID()}`, { text });
    await tablet.push();
    const stranger = await server.addPerson(await server.addOrganisation('Lain'), ['administrator']);
    const involved = await server.addPerson(field.organisation, ['assessor', 'supervisor']);
    await tablet.write(visit, `member/${involved.person}`, {});
    await tablet.push();
    expect(await codeOf(await erase([note], field.siti))).toBe('notAllowed');
    expect(await codeOf(await erase([note], involved))).toBe('ownVisit');
    expect(await codeOf(await erase([note], stranger))).toBe('notFound');
    const unsent = await tablet.write(visit, 'visit/remark', { text: 'Belum terkirim' });
    expect(await codeOf(await erase([note, unsent]))).toBe('notFound');
    expect(await placesWith(text)).toEqual(['change_body']);
    expect((await erase([note], await server.addPerson(field.organisation, ['administrator']))).status).toBe(200);
  });

  test('refuses what the visit stands on until something else is written in its place', async () => {
    const text = secret();
    const id = crypto.randomUUID();
    const named = await tablet.write(visit, `subject/${id}`, { kind: 'user', number: 1, label: text });
    await tablet.push();
    expect(await codeOf(await erase([named]))).toBe('valueNeeded');
    await tablet.write(visit, `subject/${id}`, { kind: 'user', number: 1 });
    await tablet.push();
    await erased([named]);
    expect(await placesWith(text)).toEqual([]);
  });

  test('leaves an answer unanswered', async () => {
    const answer = await tablet.write(visit, feeRegister, { kind: 'not-applicable', reason: secret() });
    await tablet.push();
    await erased([answer]);
    await server.deps.summaries.settled();
    const answered = async () =>
      (await server.deps.db.query('SELECT answered FROM visit_summary WHERE visit = $1', [visit])).rows[0];
    expect(await answered()).toEqual({ answered: 0 });
    await tablet.write(visit, feeRegister, full);
    await tablet.push();
    await server.deps.summaries.settled();
    expect(await answered()).toEqual({ answered: 1 });
  });
});

describe('erasing a photo', () => {
  test('takes its bytes from the folder and from unfinished uploads, and nothing brings them back', async () => {
    const photo = aJpeg();
    const register = `evidence/${crypto.randomUUID()}`;
    const taken = await tablet.write(visit, register, photoEntry(photo, 'Loket'));
    const attached = await tablet.write(visit, register, photoEntry(photo, secret()));
    await tablet.push();
    expect(await upload(photo)).toBe(201);
    expect(await placesWith(photo.text)).toHaveLength(1);
    // The same photo, half sent by somebody else.
    await upload(photo, photo.bytes.subarray(0, 200));
    expect(await placesWith(photo.text)).toHaveLength(2);
    await erased([taken, attached]);
    expect(await placesWith(photo.text)).toEqual([]);
    expect(await status(photo)).toMatchObject({ held: false, erased: true });
    // Also to a browser that still has it in its cache.
    const again = { as: field.supervisor, headers: { 'if-none-match': `"${photo.sha256}"` } };
    expect((await server.ask('GET', `/api/visits/${visit}/evidence/${photo.sha256}`, again)).status).toBe(404);
    expect(await upload(photo)).toBe(201);
    expect(await placesWith(photo.text)).toEqual([]);
    // Written by a tablet that had not heard of it.
    const later = await tablet.write(visit, register, photoEntry(photo, 'Loket 2'));
    await tablet.push();
    expect((await log()).find((item) => item.kind === 'change' && item.change.id === later.id)).toMatchObject({
      change: { body: null },
    });
    expect(await redactionsOf(later.id)).toMatchObject([
      { reason: 'Diminta yang bersangkutan', evidence: photo.sha256 },
    ]);
  });

  test('leaves the bytes while another change of the visit names them', async () => {
    const photo = aJpeg();
    const [one, other] = [
      await tablet.write(visit, `evidence/${crypto.randomUUID()}`, photoEntry(photo, 'Pertama')),
      await tablet.write(visit, `evidence/${crypto.randomUUID()}`, photoEntry(photo, 'Kedua')),
    ];
    await tablet.push();
    await upload(photo);
    await erased([one]);
    expect(await status(photo)).toMatchObject({ held: true });
    await erased([other]);
    expect(await placesWith(photo.text)).toEqual([]);
  });

  test('that a kill cut off before the bytes were gone is finished with the next cleaning', async () => {
    const photo = aJpeg();
    const change = await tablet.write(visit, `evidence/${crypto.randomUUID()}`, photoEntry(photo, 'Ruang tunggu'));
    await tablet.push();
    await upload(photo);
    const address = { organisation: field.organisation, visit, sha256: photo.sha256 };
    const kept = { ...server.deps.blobs };
    const { redact } = await import('./redact.ts');
    const killed = { ...server.deps, blobs: { ...kept, copyToTrash: () => Promise.reject(new Error('killed')) } };
    const request = { changes: [change.id], reason: 'Diminta' };
    await expect(redact(killed, field.supervisor, visit, request)).rejects.toThrow('killed');
    expect(await server.deps.blobs.read(address)).not.toBeNull();
    await eraseLeftPhotos(server.deps);
    expect(await placesWith(photo.text)).toEqual([]);
  });
});

describe('a restored server', () => {
  test('carries out again what tablets know was erased, whether the change is here already or comes later', async () => {
    const [here, later] = [secret(), secret()];
    const known = await tablet.write(visit, `comment/${crypto.randomUUID()}`, { text: here });
    await tablet.push();
    const coming = await tablet.write(visit, `comment/${crypto.randomUUID()}`, { text: later });
    const signed = ({ id }: Change): [ChangeId, Erasure] => {
      const erasure = { by: field.supervisor.person, reason: 'Diminta', at: '2026-03-05T01:00:00.000Z' };
      const text = redactionText({ organisation: field.organisation, visit, change: id }, erasure);
      return [id, { ...erasure, signature: server.deps.identity.sign('redaction', text) }];
    };
    const redactions = new Map([signed(known), signed(coming)]);
    expect(await reapplyRedactions(server.deps, field.siti, visit, redactions)).toBe(1);
    expect(await placesWith(here)).toEqual([]);
    await tablet.push();
    expect(await placesWith(later)).toEqual([]);
    expect(await redactionsOf(coming.id)).toEqual([redactions.get(coming.id)]);
    expect(await reapplyRedactions(server.deps, field.siti, visit, redactions)).toBe(0);
  });

  test('believes no redaction but its own', async () => {
    const text = secret();
    const note = await tablet.write(visit, `comment/${crypto.randomUUID()}`, { text });
    await tablet.push();
    const erasure = { by: field.supervisor.person, reason: 'Palsu', at: '2026-03-05T01:00:00.000Z' };
    const signature = server.deps.identity.sign(
      'redaction',
      redactionText({ organisation: field.organisation, visit, change: note.id }, erasure),
    );
    const forged = new Map([[note.id, { ...erasure, reason: 'Lain', signature }]]);
    expect(await reapplyRedactions(server.deps, field.siti, visit, forged)).toBe(0);
    expect(await placesWith(text)).toEqual(['change_body']);
  });
});
