import { describe, expect, test } from 'vitest';
import { session } from './api.ts';
import { httpTransport } from './http-transport.ts';
import { ServerProblem, Unreachable } from './transport.ts';

const answering = (response: () => Response | Promise<Response>) =>
  httpTransport({ fetch: async () => await response() });
const problem = (code: string, status: number, headers: Record<string, string> = {}): Response =>
  Response.json(
    { type: `urn:tilik:problem:${code}`, code, title: code, status, detail: 'Because.' },
    { status, headers },
  );

async function failureOf(response: () => Response | Promise<Response>): Promise<unknown> {
  return await session(answering(response)).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('an answer is believed', () => {
  test('when it is the server’s and what was asked for', async () => {
    const body = {
      kind: 'session',
      person: { id: '33333333-3333-4333-8333-333333333333', name: 'Rani', userName: 'rani' },
      organisation: { id: '11111111-1111-4111-8111-111111111111', name: 'Perwakilan Banten' },
      roles: ['assessor'],
    };
    expect(await session(answering(() => Response.json(body)))).toEqual(body);
  });

  test('but not the page of a captive portal that says 200', async () => {
    expect(await failureOf(() => new Response('<html>Selamat datang</html>'))).toMatchObject({ because: 'notOurs' });
  });

  test('nor JSON of something else, nor nothing at all', async () => {
    expect(await failureOf(() => Response.json({ ok: true }))).toMatchObject({ because: 'notOurs' });
    expect(await failureOf(() => new Response(null, { status: 200 }))).toMatchObject({ because: 'notOurs' });
  });

  test('nor a failure that a proxy made up', async () => {
    const failure = await failureOf(
      () => new Response('Bad gateway', { status: 502, headers: { 'retry-after': '30' } }),
    );
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure).toMatchObject({ retryAfterMs: 30_000 });
  });
});

describe('a problem the server names', () => {
  test('keeps its code, its detail and the pause it asks for', async () => {
    const failure = await failureOf(() => problem('serverBusy', 503, { 'retry-after': '7' }));
    expect(failure).toBeInstanceOf(ServerProblem);
    expect(failure).toMatchObject({ code: 'serverBusy', detail: 'Because.', retryAfterMs: 7000 });
  });

  test('unknown to this version is filed under its neighbour, and keeps its own name', async () => {
    expect(await failureOf(() => problem('tooTired', 503))).toMatchObject({
      code: 'serverBusy',
      serverCode: 'tooTired',
    });
    expect(await failureOf(() => problem('strangeDoor', 401))).toMatchObject({
      code: 'signedOut',
      serverCode: 'strangeDoor',
    });
  });
});

describe('no answer', () => {
  test('is unreachable', async () => {
    expect(await failureOf(() => Promise.reject(new TypeError('fetch failed')))).toMatchObject({ because: 'network' });
  });

  test('in time is given up', async () => {
    const never = httpTransport({
      fetch: (_, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))),
    });
    const failure = await never
      .send({ method: 'GET', path: '/api/session', timeoutMs: 1 })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ because: 'timeout' });
  });
});

test('every request names the protocol, and a body says that it is JSON', async () => {
  const seen: RequestInit[] = [];
  const transport = httpTransport({
    fetch: async (_, init) => {
      seen.push(init);
      return Response.json({});
    },
  });
  await transport.send({ method: 'GET', path: '/api/session' });
  await transport.send({ method: 'POST', path: '/api/session', body: { userName: 'rani' } });
  expect(seen.map(({ headers }) => headers)).toMatchObject([
    { 'tilik-protocol': '1' },
    { 'content-type': 'application/json' },
  ]);
  expect(seen.map(({ redirect, cache }) => [redirect, cache])).toEqual([
    ['error', 'no-store'],
    ['error', 'no-store'],
  ]);
});

describe('a large request is compressed', () => {
  const words = Array.from({ length: 400 }, (_, at) => `kata-${at}`);
  const sentTo = (headers: Record<string, string>) => {
    const bodies: unknown[] = [];
    const transport = httpTransport({
      fetch: async (_url, { body }) => {
        bodies.push(body);
        return Response.json({}, { headers });
      },
    });
    const send = (body: unknown) => transport.send({ method: 'POST', path: '/api/push', body });
    return { bodies, send };
  };

  test('once the server has said that it takes that', async () => {
    const { bodies, send } = sentTo({ 'accept-encoding': 'gzip' });
    for (const body of [words, words, [1]]) await send(body);
    expect([bodies[0], bodies[2]]).toEqual([JSON.stringify(words), '[1]']);
    const unpacked = new Blob([bodies[1] as ArrayBuffer]).stream().pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(unpacked).json()).toEqual(words);
  });

  test('and never for one that has not', async () => {
    const { bodies, send } = sentTo({});
    for (let time = 0; time < 2; time++) await send(words);
    expect(bodies).toEqual([JSON.stringify(words), JSON.stringify(words)]);
  });
});
