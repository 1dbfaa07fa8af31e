import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VisitId } from '#domain/ids.ts';
import { ProblemBody } from '#protocol/problems.ts';
import type { PushRequest } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { feeRegister, full, PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';

let server: TestServer;
let field: Field;
let visit: VisitId;
let batch: PushRequest;

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
  const tablet = await PushingTablet.open(server, field.siti);
  visit = await tablet.startVisit(field);
  await tablet.push();
  await tablet.write(visit, feeRegister, full);
  batch = await tablet.seal();
});
afterAll(async () => {
  expect(server.errors).toEqual([]);
  await server.close();
});

/** A fault of the server would be a 5xx; anything it refuses is a problem. */
async function expectNoFault(response: Response): Promise<void> {
  const text = await response.text();
  expect(response.status, text).toBeLessThan(500);
  if (response.status >= 400) ProblemBody.parse(JSON.parse(text));
}

const routes = () => [
  '/api/push',
  '/api/offer',
  `/api/visits/${visit}/commands`,
  `/api/visits/${visit}/decisions`,
  `/api/visits/${crypto.randomUUID()}/commands`,
];

describe('whatever is sent, the answer is a problem and no fault', () => {
  test('any JSON at any address', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 4 }), fc.json({ maxDepth: 4 }), async (at, body) => {
        await expectNoFault(await server.ask('POST', routes()[at] ?? '', { as: field.supervisor, body }));
      }),
      { numRuns: 150 },
    );
  });

  test('any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const response = await server.app.request('http://localhost/api/push', {
          method: 'POST',
          headers: { cookie: field.siti.cookie, 'content-type': 'application/json' },
          body: Buffer.from(bytes),
        });
        await expectNoFault(response);
      }),
      { numRuns: 60 },
    );
  });

  test('a body that breaks off', async () => {
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(Buffer.from('{"a":')),
      pull: (stream) => stream.error(new Error('The client is gone.')),
    });
    const headers = { cookie: field.siti.cookie, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    const response = await server.app.request(new Request('http://localhost/api/push', init));
    expect(ProblemBody.parse(await response.json()).code).toBe('malformed');
  });

  test('an upload in parts, which this server does not do', async () => {
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-concat': 'partial' };
    const response = await server.ask('POST', '/api/evidence/uploads', { as: field.siti, headers });
    expect([response.status, ProblemBody.parse(await response.json()).code]).toEqual([400, 'malformed']);
  });

  test('an upload with more bytes than it announced', async () => {
    const text64 = (text: string) => Buffer.from(text).toString('base64');
    const metadata = `visit ${text64(visit)},sha256 ${text64('b'.repeat(64))},mime ${text64('image/jpeg')}`;
    const init = {
      method: 'POST',
      headers: {
        cookie: field.siti.cookie,
        'content-type': 'application/offset+octet-stream',
        'tus-resumable': '1.0.0',
        'upload-length': '3',
        'upload-metadata': metadata,
      },
      body: new Blob(['more than three']).stream(),
      duplex: 'half',
    };
    const response = await server.app.request(new Request('http://localhost/api/evidence/uploads', init));
    expect([response.status, ProblemBody.parse(await response.json()).code]).toEqual([413, 'tooLarge']);
  });

  test('a batch that is right but for one member', async () => {
    const places = pathsOf(batch);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), async (place, value) => {
        const body = withAt(structuredClone(batch), place, value);
        await expectNoFault(await server.ask('POST', '/api/push', { as: field.siti, body: JSON.stringify(body) }));
      }),
      { numRuns: 200 },
    );
  });

  test('any ids and queries in addresses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        const part = encodeURIComponent(text.toWellFormed()) || 'x';
        for (const url of [
          `/api/visits/${part}/log`,
          `/api/visits/${visit}/log?after=${part}`,
          `/api/feed?after=${part}`,
          `/api/visits/${visit}/evidence/${part}`,
          `/api/visits/${part}/evidence/${part}/status`,
        ]) {
          await expectNoFault(await server.ask('GET', url, { as: field.supervisor }));
        }
      }),
      { numRuns: 60 },
    );
  });
});

type Place = readonly (string | number)[];

function pathsOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, member]) =>
      pathsOf(member, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function withAt(target: unknown, [first, ...rest]: Place, value: unknown): unknown {
  if (first === undefined) return value;
  if (typeof target !== 'object' || target === null) return target;
  Reflect.set(target, first, withAt(Reflect.get(target, first), rest, value));
  return target;
}
