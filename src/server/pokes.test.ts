import { afterAll, beforeAll, expect, test } from 'vitest';
import type { VisitId } from '#domain/ids.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';

let server: TestServer;
let field: Field;
const streams: EventStream[] = [];

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
});
afterAll(async () => {
  for (const stream of streams) await stream.close();
  expect(server.errors).toEqual([]);
  await server.close();
});

/** The events of one open stream, read as they come. */
class EventStream {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #text = '';

  constructor(response: Response) {
    if (response.body === null) throw new Error('There is no stream.');
    this.#reader = response.body.getReader();
  }

  static async open(person: TestPerson): Promise<EventStream> {
    const response = await server.ask('GET', '/api/pokes', { as: person });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const stream = new EventStream(response);
    streams.push(stream);
    expect(await stream.next()).toContain('event: ready');
    return stream;
  }

  async next(): Promise<string> {
    for (let end = this.#text.indexOf('\n\n'); ; end = this.#text.indexOf('\n\n')) {
      if (end >= 0) {
        const event = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return event;
      }
      const { value, done } = await this.#reader.read();
      if (done) throw new Error('The stream ended.');
      this.#text += new TextDecoder().decode(value);
    }
  }

  async poke(): Promise<unknown> {
    const event = await this.next();
    const [, data] = /event: poke\ndata: (.*)/.exec(event) ?? [];
    return JSON.parse(data ?? 'null');
  }

  /** Reads on until this visit is named; what was still under way from before is passed over. */
  async untilPoked(visit: VisitId): Promise<void> {
    while (JSON.stringify(await this.poke()) !== JSON.stringify({ visit }));
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }
}

async function aVisitOf(person: TestPerson): Promise<{ visit: VisitId; tablet: PushingTablet }> {
  const tablet = await PushingTablet.open(server, person);
  const visit = await tablet.startVisit(field);
  await tablet.push();
  return { visit, tablet };
}

test('members and supervisors are poked when a visit moves, others only by their own', async () => {
  const [member, other, desk] = [
    await EventStream.open(field.siti),
    await EventStream.open(field.budi),
    await EventStream.open(field.supervisor),
  ];
  const { visit } = await aVisitOf(field.siti);
  expect(await member.poke()).toEqual({ visit });
  expect(await desk.poke()).toEqual({ visit });
  const own = await aVisitOf(field.budi);
  // The first poke that the stranger gets is of the own visit: the other one never came.
  expect(await other.poke()).toEqual({ visit: own.visit });
});

test('who is removed is poked by that, to find out', async () => {
  const { visit, tablet } = await aVisitOf(field.siti);
  const added = await tablet.write(visit, `member/${field.budi.person}`, {});
  await tablet.push();
  const removed = await EventStream.open(field.budi);
  await tablet.write(visit, `member/${field.budi.person}`, { removed: { reason: 'Pindah' } }, { parents: [added] });
  await tablet.push();
  expect(await removed.poke()).toEqual({ visit });
});

test('a burst is one poke for each visit that moved in it', async () => {
  const stream = await EventStream.open(field.siti);
  const visits = [];
  for (let at = 0; at < 2; at++) {
    const { visit } = await aVisitOf(field.siti);
    await stream.untilPoked(visit);
    visits.push(visit);
  }
  for (let at = 0; at < 20; at++) server.deps.pokes.moved(field.organisation, visits);
  const { visit: after } = await aVisitOf(field.siti);
  expect([await stream.poke(), await stream.poke(), await stream.poke()]).toEqual(
    [...visits, after].map((visit) => ({ visit })),
  );
});

test('after the listening connection broke everyone is told that something may have been missed', async () => {
  const stream = await EventStream.open(field.siti);
  await server.deps.db.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%tilik_moved%'`,
  );
  for (let poke = await stream.poke(); ; poke = await stream.poke()) {
    if (JSON.stringify(poke) === '{}') break;
  }
  const { visit } = await aVisitOf(field.siti);
  expect(await stream.poke()).toEqual({ visit });
});

test('a stream is for who is signed in', async () => {
  expect((await server.ask('GET', '/api/pokes')).status).toBe(401);
});
