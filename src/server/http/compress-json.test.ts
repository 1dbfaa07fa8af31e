import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { compressJson } from './compress-json.ts';
import { asProblem, problemResponse } from './problem-response.ts';
import { readJson } from './read-json.ts';

const words = Array.from({ length: 400 }, (_, at) => `kata-${at}`);
const app = new Hono();
app.onError((error) => problemResponse(asProblem(error, () => undefined)));
app.use(compressJson);
app.get('/long', (c) => c.json({ words }, 200, { 'x-kept': 'yes' }));
app.get('/short', (c) => c.json({ words: [] }));
app.get('/photo', () => new Response(new Uint8Array(5_000), { headers: { 'content-type': 'image/jpeg' } }));
app.post('/count', async (c) =>
  c.json({ count: (await readJson(c, z.object({ words: z.array(z.string()) }), { maxBytes: 10_000 })).words.length }),
);

const get = (address: string, accepted: string) => app.request(address, { headers: { 'accept-encoding': accepted } });
const post = (body: BodyInit, encoding: string) =>
  app.request('/count', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'content-encoding': encoding },
  });
const codeOf = async (response: Response) => (await response.json()).code;

test('an answer is compressed as the asker can take it, and otherwise left as it is', async () => {
  const best = await get('/long', 'gzip, deflate, br');
  expect(best.headers.get('content-encoding')).toBe('br');
  expect([best.headers.get('x-kept'), best.headers.get('vary')]).toEqual(['yes', 'accept-encoding']);
  expect(best.headers.get('content-type')).toBe('application/json');
  expect(JSON.parse(brotliDecompressSync(await best.arrayBuffer()).toString())).toEqual({ words });
  const second = await get('/long', 'gzip, br;q=0');
  expect(second.headers.get('content-encoding')).toBe('gzip');
  expect(JSON.parse(gunzipSync(await second.arrayBuffer()).toString())).toEqual({ words });
  for (const accepted of ['', 'identity', 'zstd']) {
    const plain = await get('/long', accepted);
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.json()).toEqual({ words });
  }
});

test('neither a short answer nor a photo is', async () => {
  const short = await get('/short', 'br');
  expect(short.headers.get('content-type')).toBe('application/json');
  expect([short.headers.get('content-encoding'), await short.json()]).toEqual([null, { words: [] }]);
  const photo = await get('/photo', 'br');
  expect([photo.headers.get('content-encoding'), (await photo.arrayBuffer()).byteLength]).toEqual([null, 5_000]);
});

test('a request may be compressed, and every answer says so', async () => {
  const response = await post(gzipSync(JSON.stringify({ words })), 'gzip');
  expect(await response.json()).toEqual({ count: 400 });
  expect(response.headers.get('accept-encoding')).toBe('gzip');
});

test('a compressed request that is no gzip, or another encoding, or larger than allowed once unpacked, is a problem', async () => {
  expect(await codeOf(await post('{}', 'gzip'))).toBe('malformed');
  expect(await codeOf(await post(gzipSync('{}').subarray(0, 10), 'gzip'))).toBe('malformed');
  expect(await codeOf(await post('{}', 'br'))).toBe('wrongMediaType');
  const bomb = gzipSync(JSON.stringify({ words: ['x'.repeat(5_000_000)] }));
  expect(bomb.length).toBeLessThan(10_000);
  expect(await codeOf(await post(bomb, 'gzip'))).toBe('tooLarge');
});
