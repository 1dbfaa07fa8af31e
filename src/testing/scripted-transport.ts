import { httpTransport } from '#client/sync/http-transport.ts';
import type { Transport } from '#client/sync/transport.ts';

type Fetch = (url: string, init: RequestInit) => Promise<Response>;
type Fault = (url: string, init: RequestInit, deliver: Fetch) => Promise<Response>;

/** A network that follows a script: each fault meets the next request to its address, and afterwards everything is delivered. */
export interface ScriptedTransport extends Transport {
  /** The request arrives and is done; the answer does not come back. */
  losesReply(path: string, options?: { times?: number }): this;
  /** Nothing gets through, to any address. */
  isOffline(options: { times: number }): this;
  /** The request arrives twice; the second answer is the one that comes back. */
  deliversTwice(path: string): this;
  /** Something else answers 200 with a page of its own, as in a hotel. */
  isCaptive(options: { times: number }): this;
  /** Answers with this status and body instead of the server. */
  answers(path: string, status: number, body: unknown, headers?: Record<string, string>): this;
  /** The request is changed under way. */
  tampers(path: string, change: (body: string) => string): this;
  /** The answer is held back until `release` is called. */
  holdsReply(path: string): { readonly arrived: Promise<void>; release(): void };
  /** How many requests to addresses that begin so have been tried. */
  count(path: string): number;
}

export function scriptedTransport(fetch: Fetch, headers: Readonly<Record<string, string>> = {}): ScriptedTransport {
  const script: { path: string; fault: Fault }[] = [];
  const tried: string[] = [];
  const play: Fetch = (url, init) => {
    tried.push(url);
    const at = script.findIndex(({ path }) => url.startsWith(path));
    const [next] = at === -1 ? [] : script.splice(at, 1);
    return next === undefined ? fetch(url, init) : next.fault(url, init, fetch);
  };
  const plan = (path: string, times: number, fault: Fault): void => {
    for (let time = 0; time < times; time++) script.push({ path, fault });
  };
  const offline = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
  const scripted: ScriptedTransport = {
    ...httpTransport({ fetch: play, headers }),
    losesReply(path, { times = 1 } = {}) {
      plan(path, times, async (url, init, deliver) => {
        await (await deliver(url, init)).arrayBuffer();
        return await offline();
      });
      return this;
    },
    isOffline({ times }) {
      plan('/', times, offline);
      return this;
    },
    deliversTwice(path) {
      plan(path, 1, async (url, init, deliver) => {
        await (await deliver(url, init)).arrayBuffer();
        return await deliver(url, init);
      });
      return this;
    },
    isCaptive({ times }) {
      const page = '<!doctype html><title>Selamat datang di WiFi Hotel</title>';
      plan('/', times, async () => new Response(page, { status: 200, headers: { 'content-type': 'text/html' } }));
      return this;
    },
    answers(path, status, body, more = {}) {
      plan(path, 1, async () => Response.json(body, { status, headers: more }));
      return this;
    },
    tampers(path, change) {
      plan(path, 1, (url, init, deliver) => deliver(url, { ...init, body: change(`${init.body}`) }));
      return this;
    },
    holdsReply(path) {
      const gate = Promise.withResolvers<void>();
      const arrived = Promise.withResolvers<void>();
      plan(path, 1, async (url, init, deliver) => {
        const response = await deliver(url, init);
        arrived.resolve();
        await gate.promise;
        return response;
      });
      return { arrived: arrived.promise, release: gate.resolve };
    },
    count: (path) => tried.filter((url) => url.startsWith(path)).length,
  };
  return scripted;
}
