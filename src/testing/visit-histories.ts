import * as fc from 'fast-check';
import type { Change } from '#domain/change/change.ts';
import { foldVisit, type VisitState } from '#domain/change/fold.ts';
import type { LogItem } from '#domain/change/log.ts';
import { headsOf } from '#domain/change/register-state.ts';
import type { Verdict } from '#domain/change/verdict.ts';
import { ChangeId, OrganisationId, PersonId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import type { Transition } from '#domain/visit/transition.ts';

/*
 * Histories of one visit on three devices and a server, as they really come about: every device writes on top of what it knows,
 * sends some of it, reads some of the log, while supervisors decide, erase and move the status.
 */

export interface History {
  /** The server's log, in order, as it would be read at the end (erased values are gone from it). */
  readonly log: readonly LogItem[];
  /** The same lines as they were when each was written. */
  readonly asWritten: readonly LogItem[];
  /** What each device has written, in order; some of it never sent. */
  readonly written: readonly (readonly Change[])[];
}

const organisation = OrganisationId.parse('11111111-1111-4111-8111-111111111111');
export const historyVisit = VisitId.parse('22222222-2222-4222-8222-222222222222');
const people = ['a', 'b', 'c'].map((letter) => PersonId.parse(`33333333-3333-4333-8333-33333333333${letter}`));
const supervisor = PersonId.parse('33333333-3333-4333-8333-333333333339');
const replica = ReplicaId.parse('44444444-4444-4444-8444-444444444444');
const registers = [
  'answer/1/office/fee',
  'answer/1/office/sign',
  'note/1/office/fee',
  `comment/${historyVisit}`,
  'later/kind',
];
const values = [null, { kind: 'option', option: 'full' }, { kind: 'option', option: 'none' }, { text: 'Papan ada' }];
const at = '2026-03-02T09:00:00+07:00';

type Step =
  | { readonly do: 'write'; readonly device: number; readonly register: number; readonly value: number }
  | { readonly do: 'send'; readonly device: number; readonly verdict: number }
  | { readonly do: 'read'; readonly device: number; readonly lines: number }
  | { readonly do: 'decide'; readonly which: number; readonly takesIn: boolean }
  | { readonly do: 'erase'; readonly which: number }
  | { readonly do: 'move' }
  | { readonly do: 'photo'; readonly which: number };

const device = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('write'), device, register: fc.nat({ max: 4 }), value: fc.nat({ max: 3 }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send'), device, verdict: fc.nat({ max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read'), device, lines: fc.nat({ max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('decide'), which: fc.nat(), takesIn: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase'), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('photo'), which: fc.nat({ max: 9 }) }) },
);

export const visitHistory: fc.Arbitrary<History> = fc.array(step, { minLength: 4, maxLength: 40 }).map(playOut);

const verdicts: readonly Verdict[] = [
  { kind: 'accepted', late: false },
  { kind: 'accepted', late: false },
  { kind: 'accepted', late: false },
  { kind: 'accepted', late: true },
  { kind: 'held', because: 'after-approval' },
  { kind: 'held', because: 'removed-member' },
];

function playOut(steps: readonly Step[]): History {
  const world = new World();
  for (const one of steps) world.take(one);
  return { log: world.log, asWritten: world.asWritten, written: world.written };
}

class World {
  readonly asWritten: LogItem[] = [];
  readonly written: Change[][] = [[], [], []];
  readonly #sent = [0, 0, 0];
  readonly #known: LogItem[][] = [[], [], []];
  readonly #erased = new Set<ChangeId>();
  #moves = 0;

  get log(): readonly LogItem[] {
    return this.asWritten.map((line) =>
      line.kind === 'change' && this.#erased.has(line.change.id)
        ? { ...line, change: { ...line.change, body: null } }
        : line,
    );
  }

  take(one: Step): void {
    switch (one.do) {
      case 'write':
        this.#write(one.device, registers[one.register] ?? '', values[one.value] ?? null);
        return;
      case 'send':
        this.#send(one.device, verdicts[one.verdict] ?? { kind: 'accepted', late: false });
        return;
      case 'read':
        this.#known[one.device] = this.log.slice(0, (this.#known[one.device]?.length ?? 0) + one.lines);
        return;
      case 'decide':
        this.#decide(one.which, one.takesIn ? 'taken-in' : 'declined');
        return;
      case 'erase':
        this.#erase(one.which);
        return;
      case 'move':
        this.#move();
        return;
      case 'photo':
        this.asWritten.push({
          seq: this.#next,
          kind: 'evidence',
          sha256: Sha256.parse(`${one.which}`.padStart(64, 'e')),
          bytes: 1,
          receivedAt: at,
        });
    }
  }

  get #next(): number {
    return this.asWritten.length + 1;
  }

  #stateOn(on: number): VisitState {
    return foldVisit({ log: this.#known[on] ?? [], pending: this.written[on] ?? [] });
  }

  #write(on: number, register: string, value: (typeof values)[number]): void {
    const state = this.#stateOn(on);
    const heads = headsOf(state.registers.get(register) ?? { name: register, changes: [] });
    const author = people[on];
    if (author === undefined) return;
    const nonce = `${on}${this.written[on]?.length ?? 0}`.padStart(32, '0');
    const id = ChangeId.parse(`${on}c${this.written[on]?.length ?? 0}`.replace('c', 'ccc').padStart(64, '0'));
    this.written[on]?.push({
      id,
      content: {
        format: 1,
        organisation,
        visit: historyVisit,
        register,
        commitment: Sha256.parse(nonce.padStart(64, '0')),
        parents: heads.map((head) => head.id).sort(),
        seen: { n: 0, status: 'draft' },
        depth: 1 + Math.max(0, ...heads.map((head) => head.depth)),
        at,
        author,
        nonce,
      },
      body: { salt: nonce, value },
    });
  }

  #send(on: number, verdict: Verdict): void {
    const change = this.written[on]?.[this.#sent[on] ?? 0];
    if (change === undefined) return;
    this.#sent[on] = (this.#sent[on] ?? 0) + 1;
    this.asWritten.push({
      seq: this.#next,
      kind: 'change',
      change,
      verdict,
      replica,
      n: this.#sent[on] ?? 0,
      receivedAt: at,
    });
  }

  #decide(which: number, decision: 'taken-in' | 'declined'): void {
    const held = this.asWritten.flatMap((line) =>
      line.kind === 'change' && line.verdict.kind === 'held' ? [line.change.id] : [],
    );
    const change = held[which % Math.max(1, held.length)];
    if (change === undefined) return;
    this.asWritten.push({
      seq: this.#next,
      kind: 'decision',
      change,
      decision: { decision, by: supervisor, reason: `no ${this.#next}`, at },
    });
  }

  #erase(which: number): void {
    const changes = this.asWritten.flatMap((line) => (line.kind === 'change' ? [line.change.id] : []));
    const change = changes[which % Math.max(1, changes.length)];
    if (change === undefined) return;
    this.#erased.add(change);
    this.asWritten.push({ seq: this.#next, kind: 'redaction', change, by: supervisor, reason: 'asked for', at });
  }

  #move(): void {
    this.#moves += 1;
    const n = this.#moves;
    const [action, from, to] =
      n % 2 === 1 ? (['submit', 'draft', 'submitted'] as const) : (['return', 'submitted', 'returned'] as const);
    const saw = { frontier: Sha256.parse('f'.repeat(64)), score: null };
    const transition: Transition = { n, action, from, to, by: supervisor, at, saw };
    this.asWritten.push({ seq: this.#next, kind: 'transition', transition });
  }
}

/** One text for one state, whatever order its parts came in. */
export function stateText(state: VisitState): string {
  const registersByName = [...state.registers.values()]
    .filter((register) => register.changes.length > 0)
    .map((register) => ({ ...register, changes: [...register.changes].sort((a, b) => (a.id < b.id ? -1 : 1)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.stringify([registersByName, state.transitions, [...state.arrived].sort(), state.unknownLines]);
}
