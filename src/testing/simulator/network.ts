import type { SeededRandom } from '#server/demo/seeded-random.ts';
import { counted, settled } from './under-way.ts';

/** Who sends: a dead page's requests may still arrive, and nobody hears the answer. */
export interface Sender {
  readonly name: string;
  readonly isDead: boolean;
  /** A frozen page hears of the answer when it is awake again. */
  whenAwake(work: () => void): void;
  /** The browser's cookie of the moment; null when signed out. */
  cookie(): string | null;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: ArrayBuffer;
}

/** What is at the other end. A body may break off under way. */
export interface AnsweringServer {
  answer(
    asked: Omit<Asked, 'body'> & { readonly body: Asked['body'] | ReadableStream<Uint8Array> },
    cookie: string | null,
  ): Promise<Answer>;
  /** What the next transaction meets. */
  crashes(when: 'before' | 'after' | null): void;
  /** The next transaction stops short of its commit until it is released. */
  holdsCommit(): { readonly reached: Promise<void>; release(): void };
}

interface Parcel extends Asked {
  readonly from: Sender;
  answer(answer: Answer): void;
  fail(): void;
}

interface Stray {
  readonly what: string;
  arrive(): Promise<void>;
}

export const networkFaults = [
  'lost-request',
  'lost-reply',
  'late-reply',
  'twice',
  'late-copy',
  'cut-request',
  'cut-reply',
  'portal',
  'busy',
  'signed-out',
  'crash-before-commit',
  'crash-after-commit',
  'overlap',
] as const;
export type NetworkFault = (typeof networkFaults)[number] | 'none';

/** Every request waits here until a step of the simulation delivers it, in whatever order and with whatever fault. */
export class Network {
  readonly waiting: Parcel[] = [];
  /** What is still under way: copies that arrive once more, and answers that take their time. */
  readonly strays: Stray[] = [];
  readonly #server: AnsweringServer;

  constructor(server: AnsweringServer) {
    this.#server = server;
  }

  send(from: Sender, asked: Asked): Promise<Answer> {
    if (from.isDead) return new Promise(() => {});
    return new Promise((resolve, reject) => {
      const fail = (): void => from.whenAwake(() => reject(new TypeError('fetch failed')));
      const answer = (answer: Answer): void => from.whenAwake(() => resolve(answer));
      this.waiting.push({ ...asked, from, answer, fail });
    });
  }

  /** Delivers one request and lets everything that follows from it come to rest. */
  async deliver(parcel: Parcel, fault: NetworkFault, random: SeededRandom): Promise<void> {
    const at = this.waiting.indexOf(parcel);
    if (at !== -1) this.waiting.splice(at, 1);
    await this.#play(parcel, fault, random);
    await settled();
  }

  /** What was under way all the time arrives. */
  async deliverStray(): Promise<string | null> {
    const stray = this.strays.shift();
    if (stray === undefined) return null;
    await stray.arrive();
    await settled();
    return stray.what;
  }

  async #play(parcel: Parcel, fault: NetworkFault, random: SeededRandom): Promise<void> {
    switch (fault) {
      case 'none':
        return parcel.answer(await this.#ask(parcel));
      case 'lost-request':
        return parcel.fail();
      case 'late-copy':
        // Nobody waits for its answer.
        this.strays.push({ what: `a copy of ${nameOf(parcel)}`, arrive: async () => void (await this.#ask(parcel)) });
        return parcel.fail();
      case 'late-reply': {
        const answer = await this.#ask(parcel);
        this.strays.push({ what: `the answer to ${nameOf(parcel)}`, arrive: async () => parcel.answer(answer) });
        return;
      }
      case 'lost-reply':
        await this.#ask(parcel);
        return parcel.fail();
      case 'twice':
        await this.#ask(parcel);
        return parcel.answer(await this.#ask(parcel));
      case 'cut-request':
        await this.#askCut(parcel, random);
        return parcel.fail();
      case 'cut-reply': {
        const answer = await this.#ask(parcel);
        return parcel.answer({ ...answer, bytes: answer.bytes.slice(0, random.between(0, answer.bytes.byteLength)) });
      }
      case 'portal':
        return parcel.answer(page(200, '<!doctype html><title>Selamat datang di WiFi Hotel</title>', 'text/html'));
      case 'busy':
        return parcel.answer(problem(503, 'serverBusy', { 'retry-after': `${random.between(1, 600)}` }));
      case 'signed-out':
        return parcel.answer(problem(401, 'signedOut'));
      case 'crash-before-commit':
      case 'crash-after-commit':
        this.#server.crashes(fault === 'crash-before-commit' ? 'before' : 'after');
        return await this.#askDying(parcel);
      case 'overlap':
        return await this.#overlap(parcel, random);
    }
  }

  /** Another request comes while the transaction of this one has done everything but commit. */
  async #overlap(parcel: Parcel, random: SeededRandom): Promise<void> {
    const other = this.waiting.length === 0 ? null : random.pick(this.waiting);
    if (other === null) return parcel.answer(await this.#ask(parcel));
    this.waiting.splice(this.waiting.indexOf(other), 1);
    const held = this.#server.holdsCommit();
    const first = this.#ask(parcel);
    await Promise.race([held.reached, first]);
    const second = this.#ask(other);
    // Long enough for the other to be where it must wait; whether it is there already makes no difference to the outcome.
    await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 3))]);
    held.release();
    parcel.answer(await first);
    await settled();
    other.answer(await second);
  }

  /** An answer that is out before the server dies arrives; one that waits for the commit never does. */
  async #askDying(parcel: Parcel): Promise<void> {
    const answer = await this.#ask(parcel);
    this.#server.crashes(null);
    if (answer.status < 500) parcel.answer(answer);
    else parcel.fail();
  }

  async #ask({ from, method, path, headers, body }: Parcel): Promise<Answer> {
    return await counted(() => this.#server.answer({ method, path, headers, body }, from.cookie()));
  }

  async #askCut(parcel: Parcel, random: SeededRandom): Promise<void> {
    const { body } = parcel;
    // A cut body of JSON never reaches the app's code; one of a photo leaves there what came through.
    if (!(body instanceof Uint8Array)) return;
    const cut = cutStream(body, random.between(0, body.byteLength));
    const { method, path, headers, from } = parcel;
    await counted(() => this.#server.answer({ method, path, headers, body: cut }, from.cookie()));
  }
}

export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

function cutStream(bytes: Uint8Array<ArrayBuffer>, at: number): ReadableStream<Uint8Array> {
  let isSent = at === 0;
  return new ReadableStream({
    pull(controller) {
      if (isSent) return controller.error(new ConnectionLost('The connection broke.'));
      isSent = true;
      controller.enqueue(bytes.slice(0, at));
    },
  });
}

export function nameOf({ from, method, path }: Parcel): string {
  return `${from.name} ${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => id.slice(0, 4)).slice(0, 60)}`;
}

function page(status: number, text: string, type: string, more: Readonly<Record<string, string>> = {}): Answer {
  const { buffer } = Uint8Array.from(Buffer.from(text));
  return { status, headers: new Headers({ 'content-type': type, ...more }), bytes: buffer };
}

function problem(status: number, code: string, more: Readonly<Record<string, string>> = {}): Answer {
  const body = JSON.stringify({ type: `urn:tilik:problem:${code}`, code, title: code, status });
  return page(status, body, 'application/problem+json', more);
}
