import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '#domain/canonical.ts';
import { Sha256, VisitId } from '#domain/ids.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { feeRegister, full, none, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';

const joinKey = '0123456789abcdef0123456789abcdef';
const joinKeyHash = Sha256.parse(await sha256Hex(joinKey));

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

const open = (person: TestPerson): Promise<PushingTablet> => PushingTablet.open(server, person);
const newVisit = (): VisitId => VisitId.parse(crypto.randomUUID());

async function readStatus(person: TestPerson, visit: VisitId): Promise<number> {
  return (await server.ask('GET', `/api/visits/${visit}/log`, { as: person })).status;
}

describe('a visit begins', () => {
  test('with its author’s membership, wherever in the batch it stands', async () => {
    const tablet = await open(field.siti);
    const visit = await tablet.startVisit(field);
    await tablet.write(visit, feeRegister, full);
    expect((await tablet.push()).held).toHaveLength(5);
    expect(await readStatus(field.siti, visit)).toBe(200);
  });

  test('not without: the changes are refused and no visit is left behind', async () => {
    const tablet = await open(field.siti);
    const visit = newVisit();
    await tablet.write(visit, feeRegister, full);
    const receipt = await tablet.push();
    expect(receipt.refused.map(({ code }) => code)).toEqual(['notAllowed']);
    expect(receipt.visits).toEqual([]);
    const { rows } = await server.deps.db.query('SELECT 1 FROM visit WHERE id = $1', [visit]);
    expect(rows).toEqual([]);
  });

  test('with a membership that was never written as a draft it does not begin', async () => {
    const tablet = await open(field.siti);
    await tablet.write(newVisit(), `member/${field.siti.person}`, {}, { seen: { n: 1, status: 'submitted' } });
    expect((await tablet.push()).refused).toHaveLength(1);
  });

  test('by a supervisor who plans it for others, who then see it', async () => {
    const desk = await open(field.supervisor);
    const visit = newVisit();
    await desk.write(visit, 'visit/office', field.office);
    await desk.write(visit, `member/${field.siti.person}`, {});
    expect((await desk.push()).held).toHaveLength(2);
    expect(await readStatus(field.siti, visit)).toBe(200);
    expect(await readStatus(field.budi, visit)).toBe(404);
    const tablet = await open(field.siti);
    await tablet.write(visit, feeRegister, full);
    expect((await tablet.push()).held.map(({ verdict }) => verdict)).toEqual([{ kind: 'accepted', late: false }]);
  });

  test('by a supervisor with nothing but a refused change it does not begin', async () => {
    const desk = await open(field.supervisor);
    await desk.write(newVisit(), 'visit/office', crypto.randomUUID());
    expect((await desk.push()).refused.map(({ code }) => code)).toEqual(['unknownOffice']);
  });
});

describe('a second tablet that was shown the code', () => {
  test.each([
    ['after', false],
    ['before', true],
  ])('is let in when it reaches the server %s the first', async (_, guestFirst) => {
    const visit = newVisit();
    const [host, guest] = [await open(field.siti), await open(field.budi)];
    for (const tablet of [host, guest]) {
      await tablet.write(visit, 'visit/office', field.office);
      await tablet.write(visit, 'visit/join', { keyHash: joinKeyHash });
      await tablet.write(visit, feeRegister, full);
      await tablet.write(visit, `member/${tablet.person.person}`, { joinKey });
    }
    for (const tablet of guestFirst ? [guest, host] : [host, guest]) {
      expect((await tablet.push()).refused).toEqual([]);
    }
    expect([await readStatus(field.siti, visit), await readStatus(field.budi, visit)]).toEqual([200, 200]);
  });

  test('is refused with another key, and with a lock it brings itself', async () => {
    const host = await open(field.siti);
    const visit = await host.startVisit(field, newVisit(), joinKeyHash);
    await host.push();
    const otherKey = 'f'.repeat(32);
    const stranger = await open(field.budi);
    await stranger.write(visit, 'visit/join', { keyHash: await sha256Hex(otherKey) });
    await stranger.write(visit, `member/${field.budi.person}`, { joinKey: otherKey });
    await stranger.write(visit, feeRegister, none);
    expect((await stranger.push()).refused.map(({ code }) => code)).toEqual(['notAllowed', 'notAllowed', 'notAllowed']);
    expect(await readStatus(field.budi, visit)).toBe(404);
  });

  test('of another organisation is refused even with the key', async () => {
    const host = await open(field.siti);
    const visit = await host.startVisit(field, newVisit(), joinKeyHash);
    await host.push();
    const elsewhere = await aField(server);
    const tablet = await open(elsewhere.siti);
    await tablet.write(visit, `member/${elsewhere.siti.person}`, { joinKey });
    // In the other organisation the same id is another visit, which begins with this membership.
    expect((await tablet.push()).refused).toEqual([]);
    expect(await readStatus(elsewhere.siti, visit)).toBe(200);
    const own = await server.ask('GET', `/api/visits/${visit}/log`, { as: elsewhere.siti });
    expect(((await own.json()) as { items: unknown[] }).items).toHaveLength(1);
  });

  test('reaches an approved visit too late: all of it is held, later batches too', async () => {
    const host = await open(field.siti);
    const visit = await host.startVisit(field, newVisit(), joinKeyHash);
    await host.push();
    await server.deps.db.query(`UPDATE visit SET statuses = '{submitted,approved}' WHERE id = $1`, [visit]);
    const guest = await open(field.budi);
    await guest.write(visit, `member/${field.budi.person}`, { joinKey });
    await guest.write(visit, feeRegister, full);
    const held = { kind: 'held', because: 'after-approval' };
    expect((await guest.push()).held.map(({ verdict }) => verdict)).toEqual([held, held]);
    await guest.write(visit, feeRegister, none);
    expect((await guest.push()).held.map(({ verdict }) => verdict)).toEqual([
      { kind: 'held', because: 'not-permitted' },
    ]);
    expect(await readStatus(field.budi, visit)).toBe(404);
  });
});

describe('a member who was removed', () => {
  async function aRemovedMember(): Promise<{ visit: VisitId; guest: PushingTablet; host: PushingTablet }> {
    const host = await open(field.siti);
    const visit = await host.startVisit(field, newVisit(), joinKeyHash);
    await host.push();
    const guest = await open(field.budi);
    await guest.write(visit, `member/${field.budi.person}`, { joinKey });
    await guest.push();
    const desk = await open(field.supervisor);
    const log = (await (await server.ask('GET', `/api/visits/${visit}/log`, { as: field.supervisor })).json()) as {
      items: { change: never }[];
    };
    const last = log.items.at(-1)?.change;
    await desk.write(
      visit,
      `member/${field.budi.person}`,
      { removed: { reason: 'Pindah tugas' } },
      last === undefined ? {} : { parents: [last] },
    );
    await desk.push();
    return { visit, guest, host };
  }

  test('no longer reads the visit, and what still arrives is held for a supervisor', async () => {
    const { visit, guest } = await aRemovedMember();
    expect(await readStatus(field.budi, visit)).toBe(403);
    await guest.write(visit, feeRegister, full);
    expect((await guest.push()).held.map(({ verdict }) => verdict)).toEqual([
      { kind: 'held', because: 'removed-member' },
    ]);
  });

  test('does not come back in by the code', async () => {
    const { visit, guest } = await aRemovedMember();
    await guest.write(visit, `member/${field.budi.person}`, { joinKey });
    expect((await guest.push()).held.map(({ verdict }) => verdict)).toEqual([
      { kind: 'held', because: 'removed-member' },
    ]);
    expect(await readStatus(field.budi, visit)).toBe(403);
  });
});

describe('verdicts', () => {
  test('an answer written before its author knew of the submit is late; one by a supervisor is not permitted', async () => {
    const tablet = await open(field.siti);
    const visit = await tablet.startVisit(field);
    await tablet.push();
    await server.deps.db.query(`UPDATE visit SET statuses = '{submitted}' WHERE id = $1`, [visit]);
    await tablet.write(visit, feeRegister, full);
    expect((await tablet.push()).held.map(({ verdict }) => verdict)).toEqual([{ kind: 'accepted', late: true }]);
    const desk = await open(field.supervisor);
    await desk.write(visit, feeRegister, none, { seen: { n: 1, status: 'submitted' } });
    await desk.write(
      visit,
      `comment/${crypto.randomUUID()}`,
      { text: 'Mohon foto papan biaya.' },
      { seen: { n: 1, status: 'submitted' } },
    );
    expect((await desk.push()).held.map(({ verdict }) => verdict)).toEqual([
      { kind: 'held', because: 'not-permitted' },
      { kind: 'accepted', late: false },
    ]);
  });

  test('a status nobody ever reached is held', async () => {
    const tablet = await open(field.siti);
    const visit = await tablet.startVisit(field);
    await tablet.push();
    await tablet.write(visit, feeRegister, full, { seen: { n: 3, status: 'returned' } });
    expect((await tablet.push()).held.map(({ verdict }) => verdict)).toEqual([
      { kind: 'held', because: 'unknown-status' },
    ]);
  });
});
