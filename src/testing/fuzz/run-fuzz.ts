import { setTimeout as wait } from 'node:timers/promises';
import { routeTable } from '#server/routes/table.ts';
import { doValidWork, fingerprint, keepActorsIn } from './check-house.ts';
import { requestOf } from './generate.ts';
import { type HostileRequest, mustBeAnswered } from './hostile-request.ts';
import type { FuzzHouse } from './house.ts';
import { wrongWith } from './judge.ts';
import { resolve } from './resolve.ts';
import type { Memory } from './server-under-fire.ts';
import { type Outcome, sendRaw } from './wire.ts';

export interface FuzzOptions {
  readonly seed: string;
  readonly numbers: readonly number[];
  readonly say: (line: string) => void;
}

export interface FuzzResult {
  readonly requests: number;
  readonly failures: number;
  readonly hangs: number;
  readonly byStatus: ReadonlyMap<string, number>;
  /** How often each route was answered, whatever the answer. */
  readonly byRoute: ReadonlyMap<string, number>;
  readonly lastLine: string;
}

const inFlight = 24;
/** Requests that are made to be slow wait apart, so that they hold up no other. */
const slowInFlight = 96;
const roundSize = 400;
const megabyte = 1024 * 1024;
const growthAllowed = { rss: 128 * megabyte, heap: 24 * megabyte, drawing: 256 * megabyte };

/**
 * Since the first tenth, in which caches fill. Whoever leaks outside the drawing thread makes both the whole process and what is left
 * of it without that thread's heap grow; either alone also moves when the thread takes pages or gives them back late.
 */
function hasGrown(start: Memory, now: Memory): boolean {
  const whole = now.rss - start.rss;
  const withoutDrawing = whole - (now.drawing - start.drawing);
  return (
    Math.min(whole, withoutDrawing) > growthAllowed.rss ||
    now.heap - start.heap > growthAllowed.heap ||
    now.drawing - start.drawing > growthAllowed.drawing
  );
}

export async function runFuzz(house: FuzzHouse, { seed, numbers, say }: FuzzOptions): Promise<FuzzResult> {
  const run = new Run(house, seed, say);
  const lines = await settledLines(house);
  const before = await fingerprint(house, lines);
  await doValidWork(house);
  const every = Math.max(roundSize, Math.ceil(numbers.length / 10 / roundSize) * roundSize);
  let start: Memory | null = null;
  for (let at = 0; at < numbers.length; at += roundSize) {
    await run.round(numbers.slice(at, at + roundSize));
    await keepActorsIn(house);
    if ((at + roundSize) % every !== 0) continue;
    await doValidWork(house);
    start = await run.weigh(start, at + roundSize);
  }
  await run.slowOnes();
  await doValidWork(house);
  if ((await fingerprint(house, lines)) !== before) run.fail('The data of valid visits has changed.');
  await run.weigh(start, numbers.length);
  return run.result();
}

/** The summaries of the first visits come after their pushes; then nothing of the bystander moves any more. */
async function settledLines(house: FuzzHouse): Promise<number> {
  const { rows } = await house.db.query<{ seq: number }>('SELECT max(seq)::int AS seq FROM visit WHERE id = $1', [
    house.ours.visit,
  ]);
  for (let last = ''; ; await wait(200)) {
    const now = await fingerprint(house, 0);
    if (now === last) return rows[0]?.seq ?? 0;
    last = now;
  }
}

class Run {
  readonly #house: FuzzHouse;
  readonly #seed: string;
  readonly #say: (line: string) => void;
  readonly #statuses = new Map<string, number>();
  readonly #routes = new Map<string, number>();
  readonly #slow = new Set<Promise<void>>();
  #requests = 0;
  #failures = 0;
  #hangs = 0;

  constructor(house: FuzzHouse, seed: string, say: (line: string) => void) {
    this.#house = house;
    this.#seed = seed;
    this.#say = say;
  }

  async round(numbers: readonly number[]): Promise<void> {
    const waiting = [...numbers];
    const work = async (): Promise<void> => {
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) await this.#start(number);
    };
    await Promise.all(Array.from({ length: inFlight }, work));
    this.#takeFaults(`among the requests ${numbers[0]} to ${numbers.at(-1)}`);
  }

  async slowOnes(): Promise<void> {
    await Promise.all(this.#slow);
    this.#takeFaults('among the slow requests');
  }

  fail(what: string): void {
    this.#failures += 1;
    this.#say(`FAILURE ${what}`);
  }

  async weigh(start: Memory | null, at: number): Promise<Memory> {
    const now = await this.#house.server.memory();
    const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
    this.#say(
      `after ${at}: ${this.#failures} failures, ${this.#hangs} hangs, rss ${megabytes(now.rss)}, heap ${megabytes(now.heap)}, drawing thread ${megabytes(now.drawing)}`,
    );
    if (start !== null && hasGrown(start, now)) {
      this.fail(`The memory has grown from ${megabytes(start.rss)} (heap ${megabytes(start.heap)}).`);
    }
    return start ?? now;
  }

  result(): FuzzResult {
    const [requests, failures, hangs] = [this.#requests, this.#failures, this.#hangs];
    const lastLine = `requests ${requests} failures ${failures} hangs ${hangs}`;
    return { requests, failures, hangs, lastLine, byStatus: this.#statuses, byRoute: this.#routes };
  }

  async #start(number: number): Promise<void> {
    const request = requestOf(this.#seed, number);
    if (mustBeAnswered(request)) return this.#try(request);
    const slow = this.#try(request).finally(() => this.#slow.delete(slow));
    this.#slow.add(slow);
    if (this.#slow.size > slowInFlight) await Promise.race(this.#slow);
  }

  async #try(request: HostileRequest): Promise<void> {
    const { head, body } = await resolve(this.#house, request);
    const outcome = await sendRaw(new URL(this.#house.server.url), request, head, body);
    this.#requests += 1;
    const status = outcome.kind === 'answer' ? String(outcome.status) : outcome.kind;
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
    this.#routes.set(request.route, (this.#routes.get(request.route) ?? 0) + 1);
    this.#judge(request, outcome, Buffer.concat([head, body]));
  }

  #judge(request: HostileRequest, outcome: Outcome, sent: Buffer): void {
    const route = routeTable[request.number % routeTable.length];
    const wrong = route === undefined ? 'no route' : wrongWith(request, route, outcome);
    if (wrong === null) return;
    if (wrong === 'hang') this.#hangs += 1;
    else this.#failures += 1;
    const { number, actor, kind, framing } = request;
    this.#say(
      `FAILURE ${request.route} (${kind}, ${framing}, as ${actor}): ${wrong}\n  again: npm run fuzz -- --seed ${this.#seed} --only ${number}\n  sent: ${JSON.stringify(sent.subarray(0, 1_200).toString('latin1'))}${sent.length > 1_200 ? ` … ${sent.length} bytes` : ''}`,
    );
  }

  #takeFaults(where: string): void {
    for (const fault of this.#house.server.takeFaults()) this.fail(`The server logged an error ${where}:\n${fault}`);
  }
}
