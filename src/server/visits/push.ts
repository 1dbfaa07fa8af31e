import { canonicalJson } from '#domain/canonical.ts';
import { emptyHead, headText } from '#domain/change/log-head.ts';
import type { LogItem } from '#domain/change/log.ts';
import type { ChangeId, OrganisationId, PersonId, Sha256, VisitId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { Problem } from '#protocol/problems.ts';
import type { PushRequest, Receipt } from '#protocol/sync.ts';
import type { Queryable } from '../db/database.ts';
import { insertBatch, upsertPeople } from '../db/push-rows.ts';
import { findLinks, type LockedReplica, lockReplica } from '../db/replicas.ts';
import { appendLines, findAccessLines, type StoredLine } from '../db/visit-log.ts';
import {
  deleteUnusedVisits,
  findHeldAndStanding,
  type HeldChange,
  insertVisits,
  lockVisits,
  type PersonOfVisit,
  type VisitRow,
} from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { type CheckedEntry, checkBatch, type Refusal } from './check-batch.ts';
import { hashText } from './hash.ts';
import { isAccessRegister } from './membership.ts';
import { findUnknownReferences } from './references.ts';
import { sortLines } from './read-log.ts';
import { type SentChange, VisitGate } from './visit-gate.ts';

export interface Pusher {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly roles: readonly Role[];
}

type PushDeps = Pick<ServerDeps, 'db' | 'identity' | 'clock' | 'pokes' | 'summaries'>;

/** Takes one sealed batch: one transaction, and a receipt only when it has committed. */
export async function push(deps: PushDeps, pusher: Pusher, request: PushRequest): Promise<Receipt> {
  const entries = await checkBatch(request, pusher);
  const at = deps.clock();
  const taken = await deps.db.transaction((tx) => new PushTransaction(tx, pusher, request, entries, at).run());
  if (taken.moved.length > 0) {
    deps.pokes.moved(pusher.organisation, taken.moved);
    deps.summaries.refreshSoon(pusher.organisation, taken.moved);
  }
  const receipt = {
    kind: 'receipt',
    epoch: deps.identity.epoch,
    replica: { id: request.replica, ...taken.replica },
    held: taken.held.map(({ change, visit, seq, verdict }) => ({ id: change, visit, seq, verdict })),
    refused: taken.refused.map(({ id, refusal }) => ({ id, ...refusal })),
    visits: taken.visits.map(({ id, seq, head }) => ({ visit: id, seq, head })),
    at: at.toISOString(),
  } as const satisfies Omit<Receipt, 'signature'>;
  return { ...receipt, signature: await deps.identity.sign('receipt', canonicalJson(receipt)) };
}

interface Taken {
  readonly replica: { readonly n: number; readonly link: Sha256 };
  readonly held: readonly HeldChange[];
  readonly refused: readonly { readonly id: ChangeId; readonly refusal: Refusal }[];
  readonly visits: readonly Pick<VisitRow, 'id' | 'seq' | 'head'>[];
  /** Visits that have new lines. */
  readonly moved: readonly VisitId[];
}

/** One attempt at one batch. A fixed number of statements, however many changes there are. */
class PushTransaction {
  readonly #tx: Queryable;
  readonly #pusher: Pusher;
  readonly #request: PushRequest;
  readonly #entries: readonly CheckedEntry[];
  readonly #at: Date;
  readonly #lines: StoredLine[] = [];
  readonly #heads = new Map<VisitId, Pick<VisitRow, 'id' | 'seq' | 'head'>>();
  readonly #held = new Map<ChangeId, HeldChange>();
  readonly #refused: { id: ChangeId; refusal: Refusal }[] = [];

  constructor(tx: Queryable, pusher: Pusher, request: PushRequest, entries: readonly CheckedEntry[], at: Date) {
    this.#tx = tx;
    this.#pusher = pusher;
    this.#request = request;
    this.#entries = entries;
    this.#at = at;
  }

  async run(): Promise<Taken> {
    const replica = await this.#extendReplica();
    const sent = new Map(this.#entries.flatMap(({ id, n, checked }) => ('change' in checked ? [[id, { n, ...checked }] as const] : [])));
    const visits = [...new Set([...sent.values()].map(({ change }) => change.content.visit))].sort();
    const { rows, created } = await this.#lock(visits);
    const { organisation, person } = this.#pusher;
    const { held, people } = await findHeldAndStanding(this.#tx, organisation, [...sent.keys()], visits, person);
    const fresh = [...sent.values()].filter(({ change }) => !held.has(change.id));
    const gates = await this.#openGates(fresh, rows, created, people);
    const unknown = await findUnknownReferences(this.#tx, organisation, fresh);

    for (const [visit, row] of rows) this.#heads.set(visit, { id: visit, seq: row.seq, head: row.head });
    for (const entry of this.#entries) {
      const one = sent.get(entry.id);
      const known = held.get(entry.id) ?? this.#held.get(entry.id);
      if (known !== undefined) this.#held.set(entry.id, known);
      else if (one === undefined) this.#refuse(entry.id, 'refused' in entry.checked ? entry.checked.refused : notSent);
      else this.#judge(one, gates, unknown.get(entry.id));
    }
    await this.#keep(gates, created);
    const moved = [...new Set(this.#lines.map(({ visit }) => visit))];
    const touched = [...this.#heads.values()].filter(({ seq }) => seq > 0);
    return { replica, held: [...this.#held.values()], refused: this.#refused, visits: touched, moved };
  }

  /** @returns the newest entry the server has of the replica once this batch is in. */
  async #extendReplica(): Promise<Taken['replica']> {
    const { replica, publicKey, firstN, prev } = this.#request;
    const { organisation, person } = this.#pusher;
    const stored = await lockReplica(this.#tx, organisation, replica, { person, publicKey });
    if (stored.person !== person) throw forked('The replica is another person’s.');
    if (canonicalJson(stored.publicKey) !== canonicalJson(publicKey)) throw new Problem('badSignature', { detail: 'The replica has another key.' });
    if (firstN > stored.n + 1) throw forked(`The batch begins at ${firstN}; the newest that is held is ${stored.n}.`);
    if ((await this.#linkBefore(stored, firstN)) !== prev) throw forked(`The link of ${firstN - 1} is another.`);
    const fresh = this.#entries.filter(({ n }) => n > stored.n);
    const [first] = fresh;
    const newest = fresh.at(-1);
    if (first === undefined || newest === undefined) return { n: stored.n, link: stored.link ?? emptyHead };
    const batch = { replica, firstN: first.n, changes: fresh.map(({ id }) => id), links: fresh.map(({ link }) => link) };
    await insertBatch(this.#tx, organisation, { ...batch, signature: this.#request.signature }, this.#at);
    return { n: newest.n, link: newest.link };
  }

  /** The link that the batch must name; entries that are held already must be the same ones. */
  async #linkBefore(stored: LockedReplica, firstN: number): Promise<Sha256 | null> {
    if (firstN === stored.n + 1) return stored.link;
    const { organisation } = this.#pusher;
    const lastN = Math.min(stored.n, firstN + this.#entries.length - 1);
    const links = await findLinks(this.#tx, organisation, this.#request.replica, firstN - 1, lastN);
    const differs = this.#entries.some(({ n, link }) => n <= stored.n && links.get(n) !== link);
    if (differs) throw forked('The replica has had other changes under these numbers.');
    return links.get(firstN - 1) ?? null;
  }

  async #lock(visits: readonly VisitId[]): Promise<{ rows: ReadonlyMap<VisitId, VisitRow>; created: ReadonlySet<VisitId> }> {
    const { organisation } = this.#pusher;
    const rows = await lockVisits(this.#tx, organisation, visits);
    const missing = visits.filter((visit) => !rows.has(visit));
    if (missing.length === 0) return { rows, created: new Set() };
    const created = await insertVisits(this.#tx, organisation, missing);
    return { rows: await lockVisits(this.#tx, organisation, visits), created: new Set(created) };
  }

  async #openGates(
    fresh: readonly SentChange[],
    rows: ReadonlyMap<VisitId, VisitRow>,
    created: ReadonlySet<VisitId>,
    people: ReadonlyMap<VisitId, PersonOfVisit>,
  ): Promise<ReadonlyMap<VisitId, VisitGate>> {
    const { organisation, person, roles } = this.#pusher;
    const asked = new Set(fresh.filter(({ register }) => isAccessRegister(register)).map(({ change }) => change.content.visit));
    const access = asked.size === 0 ? new Map() : await findAccessLines(this.#tx, organisation, [...asked]);
    const gates = new Map<VisitId, VisitGate>();
    for (const [visit, row] of rows) {
      const sent = fresh.filter(({ change }) => change.content.visit === visit);
      gates.set(
        visit,
        new VisitGate(
          {
            author: person,
            roles,
            visit: created.has(visit) ? null : row,
            person: people.get(visit) ?? null,
            accessLines: sortLines(access.get(visit) ?? []).log,
          },
          sent,
        ),
      );
    }
    return gates;
  }

  #judge(one: SentChange & { n: number }, gates: ReadonlyMap<VisitId, VisitGate>, unknown: Refusal | undefined): void {
    const { change, register, n } = one;
    const { visit } = change.content;
    const gate = gates.get(visit);
    const before = this.#heads.get(visit);
    if (gate === undefined || before === undefined) throw new Error('A visit of the batch was not locked.');
    if (!gate.isOpen) return this.#refuse(change.id, notMember);
    if (unknown !== undefined) return this.#refuse(change.id, unknown);
    const verdict = gate.judge(one);
    const item = {
      seq: before.seq + 1,
      kind: 'change',
      change,
      verdict,
      replica: this.#request.replica,
      n,
      receivedAt: this.#at.toISOString(),
    } as const satisfies LogItem;
    const head = hashText(headText(before.head, item));
    this.#lines.push({ visit, head, item });
    this.#heads.set(visit, { id: visit, seq: item.seq, head });
    this.#held.set(change.id, { change: change.id, visit, seq: item.seq, verdict });
    gate.follow(item, register);
  }

  #refuse(id: ChangeId, refusal: Refusal): void {
    this.#refused.push({ id, refusal });
  }

  async #keep(gates: ReadonlyMap<VisitId, VisitGate>, created: ReadonlySet<VisitId>): Promise<void> {
    const { organisation } = this.#pusher;
    if (this.#lines.length > 0) await appendLines(this.#tx, organisation, this.#lines, this.#at);
    const moved = new Set(this.#lines.map(({ visit }) => visit));
    for (const [visit, gate] of gates) {
      if (moved.has(visit)) await upsertPeople(this.#tx, organisation, visit, gate.people());
    }
    const unused = [...created].filter((visit) => this.#heads.get(visit)?.seq === 0);
    if (unused.length > 0) await deleteUnusedVisits(this.#tx, organisation, unused);
  }
}

const notMember: Refusal = { code: 'notAllowed', detail: 'The author is no member of the visit and brings no proof of having been shown its code.' };
const notSent: Refusal = { code: 'malformed', detail: 'The change could not be read.' };

function forked(detail: string): Problem {
  return new Problem('replicaForked', { detail });
}
