import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, utimes } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sha256, type VisitId } from '#domain/ids.ts';
import { ProblemBody } from '#protocol/problems.ts';
import { EvidenceList, LogPage } from '#protocol/sync.ts';
import { aField, type Field } from '#testing/a-field.ts';
import { PushingTablet } from '#testing/pushing-tablet.ts';
import { openTestServer, type TestPerson, type TestServer } from '#testing/test-server.ts';
import { sweepUploads } from '../blobs/sweep-uploads.ts';

let server: TestServer;
let field: Field;
let visit: VisitId;
let origin: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  server = await openTestServer();
  field = await aField(server);
  const tablet = await PushingTablet.open(server, field.siti);
  visit = await tablet.startVisit(field);
  await tablet.push();
  const http = serve({ fetch: server.app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(http, 'listening');
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  closing.push(() => new Promise((resolve) => http.close(resolve)));
});
afterAll(async () => {
  for (const close of closing) await close();
  expect(server.errors).toEqual([]);
  await server.close();
});

interface Photo {
  readonly bytes: Buffer;
  readonly sha256: Sha256;
}

function aJpeg(size = 400_000): Photo {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size - 4)]);
  return { bytes, sha256: Sha256.parse(createHash('sha256').update(bytes).digest('hex')) };
}

interface Sent {
  readonly url: string | null;
  readonly error: { readonly status: number | undefined; readonly code: string | undefined } | null;
  readonly requests: readonly string[];
}

/** The library that the tablet uses, on a real connection. */
function upload(
  photo: Photo,
  options: { to?: string; as?: TestPerson; metadata?: Record<string, string>; url?: string; chunkSize?: number } = {},
): Promise<Sent> {
  const requests: string[] = [];
  return new Promise((resolve) => {
    const tus = new Upload(photo.bytes, {
      endpoint: `${options.to ?? origin}/api/evidence/uploads`,
      uploadUrl: options.url ?? null,
      headers: { cookie: (options.as ?? field.siti).cookie },
      metadata: { visit, sha256: photo.sha256, mime: 'image/jpeg', ...options.metadata },
      uploadDataDuringCreation: options.chunkSize === undefined,
      ...(options.chunkSize === undefined ? {} : { chunkSize: options.chunkSize }),
      retryDelays: [0, 50, 100],
      onBeforeRequest: (request) => void requests.push(request.getMethod()),
      onSuccess: () => resolve({ url: tus.url, error: null, requests }),
      onError: (error) => {
        const response = 'originalResponse' in error ? error.originalResponse : null;
        const body = ProblemBody.safeParse(JSON.parse(response?.getBody() || '{}'));
        resolve({
          url: tus.url,
          error: { status: response?.getStatus(), code: body.success ? body.data.code : undefined },
          requests,
        });
      },
    });
    tus.start();
  });
}

const status = async (photo: Photo, as = field.siti) =>
  (await server.ask('GET', `/api/visits/${visit}/evidence/${photo.sha256}/status`, { as })).json();

async function evidenceLines(photo: Photo): Promise<number> {
  const page = LogPage.parse(await (await server.ask('GET', `/api/visits/${visit}/log`, { as: field.siti })).json());
  return page.items.filter((item) => item.kind === 'evidence' && item.sha256 === photo.sha256).length;
}

/** Breaks the first connection after so many bytes have gone up; later ones go through. */
async function aBreakingLine(afterBytes: number): Promise<string> {
  let isFirst = true;
  const line: Server = createServer((client) => {
    const breaks = isFirst;
    isFirst = false;
    const upstream = connect(Number(new URL(origin).port), '127.0.0.1');
    let bytes = 0;
    client.on('data', (chunk) => {
      bytes += chunk.length;
      upstream.write(chunk);
      if (breaks && bytes > afterBytes) {
        client.destroy();
        upstream.destroy();
      }
    });
    upstream.pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  closing.unshift(() => new Promise((resolve) => line.close(resolve)));
  return `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
}

describe('a photo', () => {
  test('goes up in one request, is named in the log, and comes back byte for byte and inert', async () => {
    const photo = aJpeg();
    expect(await status(photo)).toMatchObject({ kind: 'evidence', sha256: photo.sha256, held: false });
    expect(await upload(photo)).toMatchObject({ error: null, requests: ['POST'] });
    expect(await status(photo)).toEqual({
      kind: 'evidence',
      sha256: photo.sha256,
      held: true,
      bytes: photo.bytes.length,
      at: expect.any(String),
    });
    expect(await evidenceLines(photo)).toBe(1);
    const shown = await server.ask('GET', `/api/visits/${visit}/evidence/${photo.sha256}`, { as: field.supervisor });
    expect(Buffer.from(await shown.arrayBuffer()).equals(photo.bytes)).toBe(true);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    const head = await server.ask('HEAD', `/api/visits/${visit}/evidence/${photo.sha256}`, { as: field.siti });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(photo.bytes.length)]);
    expect(await readdir(server.deps.uploadFolder)).toEqual([]);
  });

  test('that was cut off goes on where it stopped', async () => {
    const photo = aJpeg(3_000_000);
    const line = await aBreakingLine(1_200_000);
    const sent = await upload(photo, { to: line, chunkSize: 3_000_000 });
    // A busy machine may cut it once more; it is never begun anew.
    expect(sent.error).toBeNull();
    expect(sent.requests.slice(0, 4)).toEqual(['POST', 'PATCH', 'HEAD', 'PATCH']);
    expect(sent.requests.slice(4)).not.toContain('POST');
    expect(await status(photo)).toMatchObject({ held: true, bytes: 3_000_000 });
  });

  test('in pieces is held once the last one is in', async () => {
    const photo = aJpeg(1_000_000);
    expect((await upload(photo, { chunkSize: 256 * 1024 })).error).toBeNull();
    expect(await status(photo)).toMatchObject({ held: true });
  });

  test('sent again is a success without a second line', async () => {
    const photo = aJpeg();
    await upload(photo);
    expect((await upload(photo)).error).toBeNull();
    expect(await evidenceLines(photo)).toBe(1);
  });

  test('from two connections at once becomes one line', async () => {
    const photo = aJpeg(1_000_000);
    const both = await Promise.all([upload(photo, { chunkSize: 300_000 }), upload(photo)]);
    expect(both.map(({ error }) => error)).toEqual([null, null]);
    expect(await evidenceLines(photo)).toBe(1);
  });

  test('whose bytes are others than announced is discarded', async () => {
    const photo = aJpeg();
    const sent = await upload({ ...photo, sha256: aJpeg(10).sha256 });
    expect(sent.error).toEqual({ status: 422, code: 'hashMismatch' });
    expect(await readdir(server.deps.uploadFolder)).toEqual([]);
    expect(await status(photo)).toMatchObject({ held: false });
  });

  test('that is no JPEG is refused whatever it is called', async () => {
    const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const sent = await upload({ bytes, sha256: Sha256.parse(createHash('sha256').update(bytes).digest('hex')) });
    expect(sent.error).toEqual({ status: 415, code: 'wrongMediaType' });
    expect((await upload(aJpeg(), { metadata: { mime: 'image/svg+xml' } })).error).toEqual({
      status: 415,
      code: 'wrongMediaType',
    });
  });

  test('over 15 MB is refused before it is sent', async () => {
    const sent = await upload(aJpeg(15 * 1024 * 1024 + 1));
    expect(sent.error).toEqual({ status: 413, code: 'tooLarge' });
  });

  test('without the data it needs is malformed', async () => {
    expect((await upload(aJpeg(), { metadata: { visit: 'x' } })).error).toEqual({ status: 400, code: 'malformed' });
  });

  test('of a visit one is no member of is refused, and its bytes are not shown', async () => {
    const photo = aJpeg();
    expect((await upload(photo, { as: field.budi })).error).toEqual({ status: 403, code: 'notAllowed' });
    await upload(photo);
    for (const path_ of ['', '/status']) {
      expect(
        (await server.ask('GET', `/api/visits/${visit}/evidence/${photo.sha256}${path_}`, { as: field.budi })).status,
      ).toBe(404);
      expect((await server.ask('GET', `/api/visits/${visit}/evidence/${photo.sha256}${path_}`)).status).toBe(401);
    }
  });

  test('is not said to be held once its bytes have gone bad', async () => {
    const photo = aJpeg();
    await upload(photo);
    const held = path.join(server.deps.uploadFolder, '..', 'held', field.organisation, visit, photo.sha256);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(held, photo.bytes.subarray(1));
    expect(await status(photo)).toMatchObject({ held: false });
    const list = async () => {
      const answer = await server.ask('GET', `/api/visits/${visit}/evidence`, { as: field.supervisor });
      return EvidenceList.parse(await answer.json()).photos.find(({ sha256 }) => sha256 === photo.sha256);
    };
    expect((await list())?.damagedSince).toBeDefined();
    // The tablet sends it again by itself, and then nothing is wrong with it any more.
    await upload(photo);
    expect(await status(photo)).toMatchObject({ held: true });
    expect(await list()).toMatchObject({ bytes: photo.bytes.length });
    expect((await list())?.damagedSince).toBeUndefined();
  });
});

describe('an unfinished upload', () => {
  async function begun(): Promise<string> {
    const response = await server.ask('POST', '/api/evidence/uploads', {
      as: field.siti,
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': '100',
        'upload-metadata': Object.entries({ visit, sha256: aJpeg(10).sha256, mime: 'image/jpeg' })
          .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      },
    });
    expect(response.status).toBe(201);
    return response.headers.get('location') ?? '';
  }

  const head = (url: string, as: TestPerson) => server.ask('HEAD', url, { as, headers: { 'tus-resumable': '1.0.0' } });

  test('is another person’s secret', async () => {
    const url = await begun();
    expect((await head(url, field.siti)).status).toBe(200);
    expect((await head(url, field.budi)).status).toBe(404);
    expect((await server.ask('DELETE', url, { as: field.budi, headers: { 'tus-resumable': '1.0.0' } })).status).toBe(
      404,
    );
  });

  test('expires by its last activity', async () => {
    const url = await begun();
    const name = url.split('/').at(-1) ?? '';
    const old = new Date(Date.now() - 8 * 86_400_000);
    const limit = new Date(Date.now() - 7 * 86_400_000);
    await utimes(path.join(server.deps.uploadFolder, `${name}.json`), old, old);
    expect(await sweepUploads(server.deps.uploadFolder, limit)).toBe(0);
    await utimes(path.join(server.deps.uploadFolder, name), old, old);
    expect(await sweepUploads(server.deps.uploadFolder, limit)).toBe(2);
    expect((await head(url, field.siti)).status).toBe(404);
  });

  test.each([
    ['no protocol version', {}, 412],
    ['no offset', { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' }, 403],
    [
      'a wrong offset',
      { 'tus-resumable': '1.0.0', 'upload-offset': '7', 'content-type': 'application/offset+octet-stream' },
      409,
    ],
  ])('with %s is a problem by the status that tus gives it', async (_, headers: Record<string, string>, expected) => {
    const response = await server.ask('PATCH', await begun(), { as: field.siti, headers });
    expect(response.status).toBe(expected);
    expect(ProblemBody.parse(await response.json()).status).toBe(expected);
  });

  test('outside the folder does not exist', async () => {
    for (const name of ['..%2f..%2fetc%2fpasswd', `${field.organisation}~${field.siti.person}~..%2f..%2fx`, 'x']) {
      expect((await head(`/api/evidence/uploads/${name}`, field.siti)).status).toBe(404);
    }
    expect((await server.ask('GET', '/api/evidence/uploads/x', { as: field.siti })).status).toBe(405);
  });
});
