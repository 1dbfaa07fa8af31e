import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PokePorts, type PokeSource, pokesOver } from '#client/sync/pokes.ts';
import { type FieldServer, type SignedIn, startFieldServer } from './field-server.ts';
import { Team } from './team.ts';

let server: FieldServer;
let team: Team;
let origin: string;
const proxies: Server[] = [];

beforeAll(async () => {
  server = await startFieldServer();
  team = new Team(server);
  origin = await server.listen();
});
afterAll(async () => {
  await team.goHome();
  for (const proxy of proxies) {
    proxy.closeAllConnections();
    proxy.close();
  }
  await server.close();
});

/** Passes the stream on in blocks of so many bytes, as proxies with buffering do; none of it before there is a whole block. */
async function aProxy(blockBytes: number): Promise<string> {
  const proxy = createServer((asked, answer) => {
    const onward = httpRequest(`${origin}${asked.url}`, { headers: asked.headers }, (came) => {
      let kept = Buffer.alloc(0);
      came.on('data', (chunk: Buffer) => {
        kept = Buffer.concat([kept, chunk]);
        if (kept.length < blockBytes) return;
        if (!answer.headersSent) answer.writeHead(came.statusCode ?? 502, came.headers);
        answer.write(kept);
        kept = Buffer.alloc(0);
      });
      came.on('end', () => answer.end(kept));
      came.on('error', () => answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    onward.end();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  proxies.push(proxy);
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

/** `EventSource` for Node, as far as it is needed. */
function openSource(at: string, person: SignedIn): PokeSource {
  const listeners = new Map<string, () => void>();
  const stop = new AbortController();
  const source: PokeSource = {
    readyState: 0,
    onerror: null,
    addEventListener: (kind, listener) => void listeners.set(kind, listener),
    close: () => stop.abort(),
  };
  const read = async (): Promise<void> => {
    const response = await fetch(`${at}/api/pokes`, { headers: person.headers, signal: stop.signal });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk);
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const kind = /^event: (.+)$/m.exec(event)?.[1];
        if (kind !== undefined) listeners.get(kind)?.();
      }
    }
  };
  read().catch(() => source.onerror?.(new Event('error')));
  return source;
}

/** Timers that the test lets run out. */
class Timers {
  readonly waiting = new Map<number, () => void>();
  readonly timer: PokePorts['timer'] = (ms, work) => {
    this.waiting.set(ms, work);
    return () => {
      if (this.waiting.get(ms) === work) this.waiting.delete(ms);
    };
  };

  runOut(ms: number): void {
    const work = this.waiting.get(ms);
    this.waiting.delete(ms);
    if (work === undefined) throw new Error(`Nobody waits for ${ms} ms: ${[...this.waiting.keys()]}`);
    work();
  }
}

test('a proxy that passes blocks on lets the first word through, because it is as large as a block', async () => {
  const person = await team.person();
  const at = await aProxy(4096);
  const { promise: poked, resolve } = Promise.withResolvers<void>();
  const stop = pokesOver({ open: () => openSource(at, person), timer: new Timers().timer, random: () => 0.5 })(resolve);
  await poked;
  stop();
});

test('a visit that moved is heard of through a proxy that does not buffer', async () => {
  const [rani, budi] = [await team.tablet(), await team.tablet()];
  const at = await aProxy(1);
  const pokes: (() => void)[] = [];
  const next = () => new Promise<void>((resolve) => pokes.push(resolve));
  const ready = next();
  const stop = pokesOver({
    open: () => openSource(at, budi.person),
    timer: new Timers().timer,
    random: () => 0.5,
  })(() => pokes.shift()?.());
  await ready;
  const moved = next();
  await team.startVisit(rani, [budi]);
  await rani.sync();
  await moved;
  stop();
});

test('a proxy that keeps everything to itself is noticed: we come back later and later, and nothing is said', async () => {
  const person = await team.person();
  const at = await aProxy(1_000_000);
  const timers = new Timers();
  let opened = 0;
  let poked = 0;
  const stop = pokesOver({
    open: () => {
      opened += 1;
      return openSource(at, person);
    },
    timer: timers.timer,
    random: () => 1,
  })(() => {
    poked += 1;
  });
  for (const waitMs of [10_000, 20_000, 40_000]) {
    timers.runOut(20_000);
    expect([...timers.waiting.keys()]).toEqual([waitMs]);
    timers.runOut(waitMs);
  }
  expect({ opened, poked }).toEqual({ opened: 4, poked: 0 });
  stop();
  expect(timers.waiting.size).toBe(0);
});

test('a line that falls silent is opened anew', async () => {
  const timers = new Timers();
  const listeners: ((kind: string) => void)[] = [];
  let closed = 0;
  const stop = pokesOver({
    open: () => {
      const heard = new Map<string, () => void>();
      listeners.push((kind) => heard.get(kind)?.());
      return {
        readyState: 1,
        onerror: null,
        addEventListener: (kind, listener) => void heard.set(kind, listener),
        close: () => {
          closed += 1;
        },
      };
    },
    timer: timers.timer,
    random: () => 1,
  })(() => {});
  listeners[0]?.('ready');
  listeners[0]?.('still');
  expect([...timers.waiting.keys()]).toEqual([70_000]);
  timers.runOut(70_000);
  expect(closed).toBe(1);
  timers.runOut(10_000);
  expect(listeners).toHaveLength(2);
  // What the old line still says is not heard.
  listeners[0]?.('poke');
  expect([...timers.waiting.keys()]).toEqual([20_000]);
  stop();
});
