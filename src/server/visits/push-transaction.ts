import type { LogItem, UnknownLogItem } from '#domain/change/log.ts';
import { emptyHead, headText } from '#domain/change/log-head.ts';
import type { Erasure } from '#domain/change/redaction.ts';
import type { HeldBecause, Verdict } from '#domain/change/verdict.ts';
import type { ChangeId, Sha256, VisitId } from '#domain/ids.ts';
import type { PushRequest } from '#protocol/sync.ts';
import type { Transaction } from '../db/database.ts';
import { photosNamed } from '../db/evidence.ts';
import { upsertPeople } from '../db/push-rows.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import { appendLines, findAccessLines, findDecided, type StoredLine } from '../db/visit-log.ts';
import {
  deleteUnusedVisits,
  findHeldAndStanding,
  type HeldChange,
  insertVisits,
  lockVisits,
  type PersonOfVisit,
  type VisitRow,
} from '../db/visits.ts';
import { adoptLate } from './adopt-late.ts';
import type { CheckedEntry, Refusal } from './check-batch.ts';
import { erasedOnArrival } from './erased-on-arrival.ts';
import { extendReplica } from './extend-replica.ts';
import { hashText } from './hash.ts';
import { isAccessRegister } from './membership.ts';
import type { Pusher } from './pusher.ts';
import { sortLines } from './read-log.ts';
import { findUnknownReferences } from './references.ts';
import { type SentChange, VisitGate } from './visit-gate.ts';

type Position = Pick<VisitRow, 'id' | 'seq' | 'head'>;

export interface Taken {
  readonly replica: { readonly n: number; readonly link: Sha256 };
  readonly held: readonly HeldChange[];
  readonly refused: readonly { readonly id: ChangeId; readonly refusal: Refusal }[];
  readonly visits: readonly Position[];
  /** Changes that the log did not have before. */
  readonly fresh: ReadonlySet<ChangeId>;
  /** Visits that have new lines. */
  readonly moved: readonly VisitId[];
  /** Photos that the new lines name. */
  readonly named: readonly Sha256[];
}

/** The batch comes from a backup file, by whoever brought it, and not from its tablet. */
export interface HandIn {
  /** What is new is held for this reason, whatever would have become of it. */
  readonly holdAs: HeldBecause | null;
}

interface LockedVisits {
  readonly rows: ReadonlyMap<VisitId, VisitRow>;
  /** Rows that this transaction has made. */
  readonly created: ReadonlySet<VisitId>;
  readonly people: ReadonlyMap<VisitId, PersonOfVisit>;
}

type Sent = SentChange & { readonly n: number };

/** One attempt at one batch. The number of statements does not grow with the number of changes. */
export class PushTransaction {
  readonly #tx: Transaction;
  readonly #pusher: Pusher;
  readonly #request: PushRequest;
  readonly #entries: readonly CheckedEntry[];
  readonly #at: Date;
  readonly #identity: ServerIdentity;
  readonly #handIn: HandIn | null;
  readonly #lines: StoredLine[] = [];
  readonly #positions = new Map<VisitId, Position>();
  readonly #held = new Map<ChangeId, HeldChange>();
  readonly #refused: { id: ChangeId; refusal: Refusal }[] = [];
  /** Visits that new lines went on to, from what was merged into them. */
  readonly #adopting: VisitId[] = [];
  #erased: ReadonlyMap<ChangeId, Erasure> = new Map();

  constructor(
    tx: Transaction,
    pusher: Pusher,
    request: PushRequest,
    entries: readonly CheckedEntry[],
    more: { readonly at: Date; readonly identity: ServerIdentity; readonly handIn: HandIn | null },
  ) {
    this.#tx = tx;
    this.#pusher = pusher;
    this.#request = request;
    this.#entries = entries;
    this.#at = more.at;
    this.#identity = more.identity;
    this.#handIn = more.handIn;
  }

  async run(): Promise<Taken> {
    const { organisation, person } = this.#pusher;
    const sent = this.#readable();
    const visits = [...new Set([...sent.values()].map(({ change }) => change.content.visit))].sort();
    // Asked in one go: locks first, and then, as they are held, what there is.
    const [replica, locked, known] = await Promise.all([
      this.#replica(),
      lockVisits(this.#tx, organisation, visits),
      findHeldAndStanding(this.#tx, organisation, [...sent.keys()], visits, person),
    ]);
    const missing = visits.filter((visit) => !locked.has(visit));
    const { rows, created, held, people } =
      missing.length === 0
        ? { rows: locked, created: new Set<VisitId>(), ...known }
        : await this.#create(missing, visits, [...sent.keys()]);
    const unproven = await this.#nowProven(held);
    const fresh = [...sent.values()].filter(({ change }) => !held.has(change.id) || unproven.has(change.id));
    const [gates, unknown] = await Promise.all([
      this.#openGates(fresh, { rows, created, people }),
      findUnknownReferences(this.#tx, organisation, fresh),
      this.#findErased(fresh),
    ]);
    for (const [id, { seq, head }] of rows) this.#positions.set(id, { id, seq, head });
    for (const { id, checked } of this.#entries) {
      const one = sent.get(id);
      const known = held.get(id) ?? this.#held.get(id);
      if (known !== undefined) {
        this.#held.set(id, known);
        if (one !== undefined && unproven.has(id) && !unknown.has(id)) this.#takeIn(one, gates);
      } else if ('refused' in checked) this.#refuse(id, checked.refused);
      else if (one !== undefined) this.#judge(one, gates, unknown.get(id));
    }
    await this.#keep(gates, created);
    for (const row of rows.values()) await this.#passOn(row);
    return {
      replica,
      held: [...this.#held.values()],
      refused: this.#refused,
      visits: [...this.#positions.values()].filter(({ seq }) => seq > 0),
      fresh: new Set(this.#lines.flatMap(({ item }) => (item.kind === 'change' ? [item.change.id] : []))),
      moved: [...new Set([...this.#lines.map(({ visit }) => visit), ...this.#adopting])],
      named: photosNamed(this.#lines.map(({ item }) => item)),
    };
  }

  /** A backup leaves the replica as it is: its tablet still numbers and sends what it has. */
  async #replica(): Promise<Taken['replica']> {
    if (this.#handIn !== null) return { n: 0, link: emptyHead };
    return await extendReplica(this.#tx, this.#pusher, this.#request, this.#entries, this.#at);
  }

  /** What a backup of an unknown tablet had brought, nobody has decided about yet, and its author now sends himself. */
  async #nowProven(held: ReadonlyMap<ChangeId, HeldChange>): Promise<ReadonlySet<ChangeId>> {
    if (this.#isUnproven) return new Set();
    const waiting = [...held.values()].filter(({ verdict }) => isUnproven(verdict)).map(({ change }) => change);
    if (waiting.length === 0) return new Set();
    const decided = await findDecided(this.#tx, this.#pusher.organisation, waiting);
    return new Set(waiting.filter((id) => !decided.has(id)));
  }

  get #isUnproven(): boolean {
    return this.#handIn?.holdAs === 'unproven-device';
  }

  #readable(): ReadonlyMap<ChangeId, Sent> {
    const sent = new Map<ChangeId, Sent>();
    for (const { id, n, checked } of this.#entries) if ('change' in checked) sent.set(id, { n, ...checked });
    return sent;
  }

  /** Makes rows for visits not heard of, and looks again: another push may have made one of them meanwhile. */
  async #create(missing: readonly VisitId[], visits: readonly VisitId[], ids: readonly ChangeId[]) {
    const { organisation, person } = this.#pusher;
    const [created, rows, known] = await Promise.all([
      insertVisits(this.#tx, organisation, missing),
      lockVisits(this.#tx, organisation, visits),
      findHeldAndStanding(this.#tx, organisation, ids, visits, person),
    ]);
    return { rows, created: new Set(created), ...known };
  }

  async #openGates(fresh: readonly Sent[], locked: LockedVisits): Promise<ReadonlyMap<VisitId, VisitGate>> {
    const { organisation, person, roles } = this.#pusher;
    const asking = fresh.filter(({ register }) => this.#isUnproven || isAccessRegister(register));
    const visits = [...new Set(asking.map(({ change }) => change.content.visit))];
    const access: ReadonlyMap<VisitId, readonly UnknownLogItem[]> =
      visits.length === 0 ? new Map() : await findAccessLines(this.#tx, organisation, visits);
    const gates = new Map<VisitId, VisitGate>();
    for (const [visit, row] of locked.rows) {
      const input = {
        author: person,
        roles,
        visit: locked.created.has(visit) ? null : row,
        person: locked.people.get(visit) ?? null,
        accessLines: sortLines(access.get(visit) ?? []).log,
        isProven: !this.#isUnproven,
      };
      const sent = fresh.filter(({ change }) => change.content.visit === visit);
      gates.set(visit, new VisitGate(input, sent));
    }
    return gates;
  }

  #judge(one: Sent, gates: ReadonlyMap<VisitId, VisitGate>, unknown: Refusal | undefined): void {
    const { id, content } = one.change;
    const gate = gates.get(content.visit);
    const before = this.#positions.get(content.visit);
    if (gate === undefined || before === undefined) throw new Error('A visit of the batch was not locked.');
    if (!gate.isOpen) this.#refuse(id, notMember);
    else if (unknown !== undefined) this.#refuse(id, unknown);
    else this.#append(one, gate, before);
  }

  #append(one: Sent, gate: VisitGate, before: Position): void {
    const { change, register, n } = one;
    const { visit } = change.content;
    const verdict = this.#verdictOf(gate.judge(one));
    const seq = before.seq + 1;
    const receivedAt = this.#at.toISOString();
    const erasure = this.#erased.get(change.id);
    const kept = erasure === undefined ? change : { ...change, body: null };
    const item = { seq, kind: 'change', change: kept, verdict, replica: this.#request.replica, n, receivedAt } as const;
    const after = this.#line(before, item);
    if (erasure !== undefined) this.#line(after, { seq: seq + 1, kind: 'redaction', change: change.id, ...erasure });
    this.#held.set(change.id, { change: change.id, visit, seq, verdict });
    gate.follow(item, register);
  }

  #line({ id, head: before }: Position, item: LogItem): Position {
    const head = hashText(headText(before, item));
    this.#lines.push({ visit: id, head, item });
    const position = { id, seq: item.seq, head };
    this.#positions.set(id, position);
    return position;
  }

  async #findErased(fresh: readonly Sent[]): Promise<void> {
    const changes = fresh.map(({ change }) => change);
    this.#erased = await erasedOnArrival(this.#tx, this.#identity, this.#pusher.organisation, changes, this.#at);
  }

  #verdictOf(judged: Verdict): Verdict {
    const because = this.#handIn?.holdAs ?? null;
    return because === null ? judged : { kind: 'held', because };
  }

  /** Its author has proven to be that: where nothing else is against it, it counts as if it had come from him at once. */
  #takeIn(one: Sent, gates: ReadonlyMap<VisitId, VisitGate>): void {
    const { id, content } = one.change;
    const gate = gates.get(content.visit);
    const before = this.#positions.get(content.visit);
    if (gate === undefined || before === undefined || !gate.isOpen || gate.judge(one).kind !== 'accepted') return;
    const decision = {
      decision: 'taken-in',
      by: content.author,
      reason: provenReason,
      at: this.#at.toISOString(),
    } as const;
    const item = { seq: before.seq + 1, kind: 'decision', change: id, decision } as const;
    this.#line(before, item);
    gate.follow(item, one.register);
  }

  #refuse(id: ChangeId, refusal: Refusal): void {
    this.#refused.push({ id, refusal });
  }

  async #keep(gates: ReadonlyMap<VisitId, VisitGate>, created: ReadonlySet<VisitId>): Promise<void> {
    const { organisation } = this.#pusher;
    if (this.#lines.length > 0) appendLines(this.#tx, organisation, this.#lines, this.#at);
    const moved = new Set(this.#lines.map(({ visit }) => visit));
    for (const [visit, gate] of gates) {
      if (moved.has(visit)) upsertPeople(this.#tx, organisation, visit, gate.people());
    }
    const unused = [...created].filter((visit) => !moved.has(visit));
    if (unused.length > 0) await deleteUnusedVisits(this.#tx, organisation, unused);
  }

  async #passOn(row: VisitRow): Promise<void> {
    const items = this.#lines.flatMap(({ visit, item }) => (visit === row.id ? [item] : []));
    const into = await adoptLate(this.#tx, this.#identity, this.#pusher.organisation, row, items, this.#at);
    if (into !== null) this.#adopting.push(into);
  }
}

/** Shown with the change, in the language of the log's other reasons. */
const provenReason = 'Dikirim sendiri oleh penulisnya dari perangkatnya.';

function isUnproven(verdict: Verdict): boolean {
  return verdict.kind === 'held' && verdict.because === 'unproven-device';
}

const notMember: Refusal = {
  code: 'notAllowed',
  detail: 'The author is no member of the visit and brings no proof of having been shown its code.',
};
