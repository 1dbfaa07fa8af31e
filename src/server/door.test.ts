import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ProblemBody } from '#protocol/problems.ts';
import { readConfig } from './config.ts';
import { type Door, type DoorLimits, openDoor } from './door.ts';

async function open(environment: Record<string, string> = {}, limits?: DoorLimits): Promise<Door> {
  const door = await openDoor(readConfig({ PORT: '0', ...environment }), limits);
  onTestFinished(() => door.close());
  return door;
}

const echo = async (request: Request) =>
  new Response(JSON.stringify({ url: request.url, method: request.method, body: await request.text() }));

test('a server that is still starting says so and asks for patience', async () => {
  const door = await open();
  const reply = await fetch(`${door.url}/healthz`);
  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('1');
  expect(ProblemBody.parse(await reply.json()).code).toBe('serverBusy');
  const page = await fetch(door.url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('Tilik sedang dimulai');
});

test('once it is ready, requests reach the app', async () => {
  const door = await open();
  door.answerWith(echo);
  const reply = await fetch(`${door.url}/api/x?y=1`, { method: 'POST', body: 'isi' });
  expect(await reply.json()).toEqual({ url: `${door.url}/api/x?y=1`, method: 'POST', body: 'isi' });
});

test('a door closes though an event stream is open', async () => {
  const door = await openDoor(readConfig({ PORT: '0' }));
  door.answerWith(() => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([10])) })));
  const reply = await fetch(door.url);
  const rest = reply.text();
  rest.catch(() => undefined);
  await door.close();
  await expect(rest).rejects.toThrow();
  await expect(fetch(door.url)).rejects.toThrow();
});

test('two servers do not share a port', async () => {
  const door = await open();
  await expect(open({ PORT: new URL(door.url).port })).rejects.toThrow(/is in use by another program/);
});

test('an address of another machine is refused with what to do', async () => {
  await expect(open({ HOST: '192.0.2.1' })).rejects.toThrow('HOST=192.0.2.1 is not an address of this machine');
});

test('a certificate that cannot be read or used is named', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { TILIK_TLS_CERT: path.join(folder, 'cert.pem'), TILIK_TLS_KEY: path.join(folder, 'key.pem') };
  await expect(open(files)).rejects.toThrow(`The file ${files.TILIK_TLS_CERT} for TLS cannot be read (ENOENT).`);
  for (const file of Object.values(files)) await writeFile(file, 'not a PEM file');
  await expect(open(files)).rejects.toThrow('Both must be PEM files');
});

/** Everything that comes back on a connection of its own until the server ends it. */
async function exchange(door: Door, ...parts: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(door.url);
  const socket = connect(Number(port), hostname);
  for (const part of parts) socket.write(part, 'latin1');
  const received: Buffer[] = [];
  socket.on('data', (bytes) => received.push(bytes));
  await once(socket, 'close');
  return Buffer.concat(received).toString();
}

function problemIn(answer: string): ProblemBody {
  expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
  return ProblemBody.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)));
}

describe('what is no request is answered by a problem too', () => {
  test.each([
    ['bytes that are no HTTP', '\x16\x03\x01\x02', 'malformed', 400],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 'malformed', 400],
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 'malformed', 400],
    [
      'a length twice',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      'malformed',
      400,
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 'tooLarge', 431],
    ['a tunnel', 'CONNECT x.example:443 HTTP/1.1\r\nHost: x\r\n\r\n', 'methodNotAllowed', 405],
  ])('%s', async (_, sent, code, status) => {
    const door = await open();
    door.answerWith(echo);
    expect(problemIn(await exchange(door, sent))).toMatchObject({ code, status });
  });

  test('an expectation that nobody knows is overlooked', async () => {
    const door = await open();
    door.answerWith(echo);
    const answer = await exchange(door, 'GET /x HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\nConnection: close\r\n\r\n');
    expect(answer).toContain('HTTP/1.1 200');
  });
});

describe('who is slow', () => {
  const impatient: DoorLimits = {
    headersTimeoutMs: 100,
    requestTimeoutMs: 150,
    keepAliveTimeoutMs: 100,
    checkEveryMs: 20,
    headerBytes: 16_384,
    connections: 1,
  };

  test.each([
    ['with the headers', 'POST /x HTTP/1.1\r\nHost: x\r\nX-A'],
    ['with the body', 'POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc'],
  ])('%s is told so and let go', async (_, sent) => {
    const door = await open({}, impatient);
    door.answerWith(echo);
    expect(problemIn(await exchange(door, sent)).code).toBe('tooSlow');
  });

  test('keeps no more connections open than there may be', async () => {
    const door = await open({}, { ...impatient, headersTimeoutMs: 60_000, requestTimeoutMs: 60_000 });
    door.answerWith(echo);
    const { hostname, port } = new URL(door.url);
    const first = connect(Number(port), hostname);
    onTestFinished(() => void first.destroy());
    await once(first, 'connect');
    expect(await exchange(door)).toBe('');
  });
});
