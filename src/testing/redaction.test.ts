import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { registerName } from '#domain/visit/register.ts';
import { aPhoto, photoDetails } from './builders.ts';
import { type FieldServer, startFieldServer } from './field-server.ts';
import { MemoryFiles, secondCopyOver } from './memory-journal.ts';
import { type OnTablet, officeQuestions, Team } from './team.ts';
import { until } from './until.ts';

let server: FieldServer;
let team: Team;

beforeAll(async () => {
  server = await startFieldServer();
  team = new Team(server);
});
afterEach(() => team.goHome());
afterAll(() => server.close());

const [question, other] = officeQuestions;
if (question === undefined || other === undefined) throw new Error('The instrument asks the office two things.');
const { subject, indicator } = question;
const note = { kind: 'note', round: 1, subject, indicator } as const;
const secret = () => `Ibu Ratna ${crypto.randomUUID()}`;

/** Everything in the database of the tablet, as text, and what lies in its private files. */
async function kept({ store }: OnTablet, files?: MemoryFiles): Promise<string> {
  const tables = ['changes', 'registers', 'outbox', 'logs', 'lines', 'batches', 'kept', 'receipts', 'refused'] as const;
  const rows = await store.db.read([...tables, 'evidence'], async (tx) =>
    Promise.all([...tables, 'evidence' as const].map((table) => tx.objectStore(table).getAll())),
  );
  const decoder = new TextDecoder('latin1');
  const journal = [...(files?.contents.values() ?? [])].map((bytes) => decoder.decode(bytes));
  return JSON.stringify([rows, journal]);
}

const supervisor = () => team.tablet({ roles: ['supervisor'] });

describe('a redaction', () => {
  test('takes the value from everyone’s tablet and second copy, and says who and why', async () => {
    const files = new MemoryFiles();
    const [rani, budi, sari] = [
      await team.tablet({ secondCopy: secondCopyOver(files) }),
      await team.tablet(),
      await supervisor(),
    ];
    const hers = await team.startVisit(rani, [budi]);
    const text = secret();
    await hers.write(note, { text });
    await rani.sync();
    await budi.sync();
    expect(await kept(rani, files)).toContain(text);
    expect(await kept(budi)).toContain(text);
    const seen = await sari.visit(hers.id);
    const before = await hers.saw();
    await seen.redact(
      seen.history(note).map(({ id }) => id),
      'Diminta yang bersangkutan',
    );
    expect(await kept(sari)).not.toContain(text);
    await rani.sync();
    await budi.sync();
    expect(await kept(rani, files)).not.toContain(text);
    expect(await kept(budi)).not.toContain(text);
    expect(hers.history(note)).toMatchObject([
      {
        value: null,
        isErased: true,
        erasure: { by: sari.person.session.person.id, reason: 'Diminta yang bersangkutan' },
      },
    ]);
    await until(() => hers.note(question.key).value.value === null);
    expect(await hers.saw()).toEqual(before);
    await hers.write(note, { text: 'Tanpa nama' });
    await rani.sync();
    await budi.sync();
    expect((await budi.visit(hers.id)).note(question.key).value.value).toEqual({ text: 'Tanpa nama' });
  });

  test('finds a change that its own tablet still counts as unsent', async () => {
    const files = new MemoryFiles();
    const [rani, sari] = [await team.tablet({ secondCopy: secondCopyOver(files) }), await supervisor()];
    const hers = await team.startVisit(rani);
    await rani.sync();
    const text = secret();
    await hers.write(note, { text });
    // It arrives; the receipt does not come back.
    rani.network.losesReply('/api/push');
    await rani.sync();
    await rani.workspace.readLists();
    expect(rani.workspace.sending.value.unsentChanges).toBeGreaterThan(0);
    const seen = await sari.visit(hers.id);
    await seen.redact(
      seen.history(note).map(({ id }) => id),
      'Diminta',
    );
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentChanges === 0);
    expect(await kept(rani, files)).not.toContain(text);
    await rani.workspace.reconcileCopies();
    expect(await kept(rani, files)).not.toContain(text);
    const { rows } = await server.db.query('SELECT 1 FROM change_body b WHERE b::text LIKE $1', [`%${text}%`]);
    expect(rows).toEqual([]);
  });

  test('that arrives in the middle of a pull is obeyed by what is pulled behind it, and by another device of the author', async () => {
    const [rani, sari] = [await team.tablet(), await supervisor()];
    const hers = await team.startVisit(rani);
    await rani.sync();
    const second = await team.tablet({ person: rani.person, device: '2' });
    const text = secret();
    await hers.write(note, { text });
    await rani.sync();
    const seen = await sari.visit(hers.id);
    // The page with the value is on its way while the value is erased.
    const page = second.network.holdsReply(`/api/visits/${hers.id}/log`);
    const pulling = second.sync();
    await page.arrived;
    await seen.redact(
      seen.history(note).map(({ id }) => id),
      'Diminta',
    );
    page.release();
    await pulling;
    await second.sync();
    expect(await kept(second)).not.toContain(text);
  });

  test('of a photo takes its bytes from the tablet, sent or not', async () => {
    const files = new MemoryFiles();
    const [rani, sari] = [await team.tablet({ secondCopy: secondCopyOver(files) }), await supervisor()];
    const hers = await team.startVisit(rani);
    const photo = await aPhoto(20_000);
    const id = await hers.addPhoto(photo, { ...photoDetails, attachedTo: { subject, indicator } });
    // No upload in this test: the photo stays unsent.
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentPhotos === 1);
    const register = { kind: 'evidence', id } as const;
    const seen = await sari.visit(hers.id);
    await seen.redact(
      seen.history(register).map((change) => change.id),
      'Wajah warga',
    );
    await rani.sync();
    await until(() => rani.workspace.sending.value.unsentPhotos === 0);
    expect(await kept(rani, files)).not.toContain(`"sha256":"${photo.sha256}","bytes"`);
    const chunks = await rani.store.db.read(['evidenceChunks'], (tx) => tx.objectStore('evidenceChunks').getAll());
    expect(chunks).toEqual([]);
    await until(() => hers.view.value.evidence.length === 0);
    expect(hers.completeness.value.notArrived).toEqual([]);
  });

  test('refuses what the visit stands on, and the tablet keeps it', async () => {
    const [rani, sari] = [await team.tablet(), await supervisor()];
    const hers = await team.startVisit(rani);
    await rani.sync();
    const seen = await sari.visit(hers.id);
    const office = { kind: 'visit', field: 'office' } as const;
    const ids = seen.history(office).map(({ id }) => id);
    await expect(seen.redact(ids, 'Keliru')).rejects.toMatchObject({ code: 'valueNeeded' });
    expect(seen.view.value.office.value).toBe(server.office);
    expect(registerName(office)).toBe('visit/office');
  });
});
