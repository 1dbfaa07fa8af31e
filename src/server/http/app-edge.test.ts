import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemBody } from '#protocol/problems.ts';
import { openTestServer, type TestServer } from '#testing/test-server.ts';
import { createServerApp } from '../app.ts';
import { DatabaseUnavailable } from '../db/database.ts';
import type { Log } from '../log.ts';
import { asProblem, problemResponse } from './problem-response.ts';
import { openStaticFiles } from './static-files.ts';

let server: TestServer;
let app: Hono;
let proxied: Hono;
let folder: string;
const script = 'console.log("tilik");\n'.repeat(200);

beforeAll(async () => {
  server = await openTestServer();
  folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-app-'));
  await mkdir(path.join(folder, 'assets'));
  await Promise.all([
    writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Tilik</title>'),
    writeFile(path.join(folder, 'service-worker.js'), 'self.x = 1;'),
    writeFile(path.join(folder, 'assets/main-Ab12Cd34.js'), script),
  ]);
  const deps = { ...server.deps, staticFiles: await openStaticFiles(folder) };
  app = createServerApp(deps);
  proxied = createServerApp({ ...deps, trustProxy: true });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function problemOf(response: Response): Promise<ProblemBody> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return ProblemBody.parse(await response.json());
}

describe('every failure is a problem', () => {
  test('an address that is none', async () => {
    const response = await app.request('http://localhost/api/nothing');
    expect(await problemOf(response)).toMatchObject({
      code: 'notFound',
      status: 404,
      type: 'urn:tilik:problem:notFound',
    });
  });

  test('a method that an address does not take names those that it takes', async () => {
    const response = await app.request('http://localhost/api/push', { method: 'DELETE' });
    expect((await problemOf(response)).code).toBe('methodNotAllowed');
    expect(response.headers.get('allow')).toBe('POST');
  });

  test('another media type', async () => {
    const person = await server.addPerson(await server.addOrganisation('Lain'), ['assessor']);
    const headers = { cookie: person.cookie, 'content-type': 'text/plain' };
    const response = await app.request('http://localhost/api/push', { method: 'POST', headers, body: '{}' });
    expect(await problemOf(response)).toMatchObject({ code: 'wrongMediaType', status: 415 });
  });

  test('an unknown protocol version; without one the request counts as of this version', async () => {
    const response = await app.request('http://localhost/api/setup', { headers: { 'tilik-protocol': '99' } });
    expect((await problemOf(response)).code).toBe('wrongProtocol');
    expect((await app.request('http://localhost/api/setup')).headers.get('tilik-protocol')).toBe('1');
  });

  test('what nobody expected is logged whole and told without a word of it', async () => {
    const lines: Parameters<Log>[0][] = [];
    const fault = new Error('relation "secret" does not exist');
    const response = problemResponse(asProblem(fault, (line) => lines.push(line)));
    expect(await response.text()).not.toContain('secret');
    expect(response.status).toBe(500);
    expect(lines).toMatchObject([{ level: 'error', error: fault }]);
  });

  test('a database that is out of reach is busy, and worth another try', async () => {
    const response = problemResponse(asProblem(new DatabaseUnavailable('gone'), () => undefined));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
  });
});

describe('plain HTTP', () => {
  test.each(['localhost:8080', '127.0.0.1:8080', '[::1]:8080'])('is answered at %s', async (host) => {
    expect((await app.request(`http://${host}/`)).status).toBe(200);
  });

  test.each(['192.168.1.20:8080', 'tilik.example', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'is refused at %s, to the app by a problem and to people by a page in both languages',
    async (host) => {
      expect((await problemOf(await app.request(`http://${host}/api/setup`))).code).toBe('insecure');
      const page = await app.request(`http://${host}/kunjungan`);
      expect(page.status).toBe(403);
      const text = await page.text();
      expect(text).toContain('Tilik hanya dapat dibuka lewat HTTPS');
      expect(text).toContain('Tilik opens over HTTPS only');
      expect(text).toContain(host);
    },
  );

  test('is answered for probes everywhere, and over https everything is', async () => {
    expect((await app.request('http://10.0.0.3/healthz')).status).toBe(200);
    expect((await app.request('http://10.0.0.3/readyz')).status).toBe(200);
    const secure = await app.request('https://tilik.example/');
    expect([secure.status, secure.headers.get('strict-transport-security')]).toEqual([200, 'max-age=31536000']);
  });

  test('is believed to be https only from a proxy that is trusted', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await app.request('http://tilik.example/', { headers })).status).toBe(403);
    expect((await proxied.request('http://tilik.example/', { headers })).status).toBe(200);
    expect((await proxied.request('http://tilik.example/', { headers: { 'x-forwarded-proto': 'http' } })).status).toBe(
      403,
    );
  });
});

describe('another site', () => {
  const post = (headers: Record<string, string>) =>
    app.request('http://localhost/api/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });

  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:9999' },
  ])('is refused to change anything (%j)', async (headers) => {
    expect((await problemOf(await post(headers as Record<string, string>))).code).toBe('crossSite');
  });

  test.each([{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://localhost' }, {}])(
    'is not what %j says',
    async (headers) => {
      expect((await problemOf(await post(headers as Record<string, string>))).code).toBe('signedOut');
    },
  );
});

describe('the built app', () => {
  test('answers its own addresses with its page, under a policy that lets nothing inline run', async () => {
    for (const address of ['/', '/kunjungan/123', '/gabung']) {
      const response = await app.request(`http://localhost${address}`);
      expect(await response.text()).toContain('<title>Tilik</title>');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).toContain('trusted-types default');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(response.headers.get('permissions-policy')).toMatch(
        /camera=\(self\), geolocation=\(self\), microphone=\(\)/,
      );
    }
  });

  test('is compressed, and kept for ever where its name holds a hash', async () => {
    const response = await app.request('http://localhost/assets/main-Ab12Cd34.js', {
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(script);
    const plain = await app.request('http://localhost/assets/main-Ab12Cd34.js');
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, script]);
  });

  test('is asked for again each time where it may change: the service worker above all', async () => {
    const response = await app.request('http://localhost/service-worker.js');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const etag = response.headers.get('etag') ?? '';
    expect(
      (await app.request('http://localhost/service-worker.js', { headers: { 'if-none-match': etag } })).status,
    ).toBe(304);
  });

  test.each(['/missing.js', '/assets/gone-12345678.css', '/..%2f..%2fpackage.json', '/.env', '/api/x'])(
    'has no %s',
    async (address) => {
      expect((await app.request(`http://localhost${address}`)).status).toBe(404);
    },
  );
});
