import { webcrypto } from 'node:crypto';
import { toHex } from '#domain/canonical.ts';
import { type Change, createChange, type SeenStatus } from '#domain/change/change.ts';
import { linksOf, PublicKeyJwk, Signature, signedText } from '#domain/change/envelope.ts';
import {
  type ChangeId,
  type OfficeId,
  type OrganisationId,
  type PersonId,
  ReplicaId,
  type Sha256,
  VisitId,
} from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { type PushRequest, Receipt } from '#protocol/sync.ts';
import { smallInstrument, smallInstrumentHash } from './builders.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const draft: SeenStatus = { n: 0, status: 'draft' };

export const full = { kind: 'option', option: 'full' };
export const none = { kind: 'option', option: 'none' };
export const feeRegister = 'answer/1/office/fee';

/** Whoever the tablet belongs to, signed in. */
interface Owner {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly roles: readonly Role[];
  readonly userName: string;
  readonly cookie: string;
}

interface Asked {
  ask(method: string, url: string, options: { as: Owner; body: unknown }): Promise<Response>;
}

export interface WriteOptions {
  readonly seen?: SeenStatus;
  /** Written on top of these; else on top of this tablet's own newest of the register. */
  readonly parents?: readonly Change[];
}

/** The server's counterpart in its tests: a replica that writes, seals and pushes by the wire, and no more. */
export class PushingTablet {
  readonly person: Owner;
  readonly replica: ReplicaId = ReplicaId.parse(crypto.randomUUID());
  readonly outbox: Change[] = [];
  readonly #server: Asked;
  readonly #keys: webcrypto.CryptoKeyPair;
  readonly #newest = new Map<string, Change>();
  seen: SeenStatus = draft;
  n = 0;
  prev: Sha256 | null = null;

  private constructor(server: Asked, person: Owner, keys: webcrypto.CryptoKeyPair) {
    this.#server = server;
    this.person = person;
    this.#keys = keys;
  }

  static async open(server: Asked, person: Owner): Promise<PushingTablet> {
    return new PushingTablet(server, person, await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']));
  }

  async write(visit: VisitId, register: string, value: unknown, options: WriteOptions = {}): Promise<Change> {
    const key = `${visit} ${register}`;
    const own = this.#newest.get(key);
    const parents = options.parents ?? (own === undefined ? [] : [own]);
    const change = await createChange(
      {
        organisation: this.person.organisation,
        visit,
        register,
        value,
        parents: parents.map(({ id, content }) => ({ id, depth: content.depth })),
        seen: options.seen ?? this.seen,
        at: '2026-03-02T09:12:00+07:00',
        author: this.person.person,
      },
      (length) => crypto.getRandomValues(new Uint8Array(length)),
    );
    this.#newest.set(key, change);
    this.outbox.push(change);
    return change;
  }

  /** A visit as a tablet begins it: office, instrument, period, the key of its code, and oneself. */
  async startVisit(
    field: { readonly office: OfficeId },
    visit = VisitId.parse(crypto.randomUUID()),
    joinKeyHash?: Sha256,
  ): Promise<VisitId> {
    const { id, version } = smallInstrument;
    await this.write(visit, 'visit/office', field.office);
    await this.write(visit, 'visit/instrument', { id, version, hash: smallInstrumentHash });
    await this.write(visit, 'visit/period', { start: '2026-03-02', end: '2026-03-03' });
    if (joinKeyHash !== undefined) await this.write(visit, 'visit/join', { keyHash: joinKeyHash });
    await this.write(visit, `member/${this.person.person}`, {});
    return visit;
  }

  /** Seals without sending; what is sealed leaves the outbox. */
  async seal(changes: readonly { readonly id: ChangeId }[] = this.outbox.splice(0)): Promise<PushRequest> {
    const request = await this.sealAt(this.n + 1, this.prev, changes);
    const links = await linksOf(
      this.replica,
      this.n + 1,
      this.prev,
      changes.map(({ id }) => id),
    );
    this.n += changes.length;
    this.prev = links.at(-1) ?? this.prev;
    return request;
  }

  async sealAt(
    firstN: number,
    prev: Sha256 | null,
    changes: readonly { readonly id: ChangeId }[],
  ): Promise<PushRequest> {
    const links = await linksOf(
      this.replica,
      firstN,
      prev,
      changes.map(({ id }) => id),
    );
    const newest = links.at(-1);
    if (newest === undefined) throw new Error('Nothing to seal.');
    const signature = await webcrypto.subtle.sign(
      { ...algorithm, hash: 'SHA-256' },
      this.#keys.privateKey,
      signedText('envelope', newest),
    );
    const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', this.#keys.publicKey);
    return {
      organisation: this.person.organisation,
      replica: this.replica,
      publicKey: PublicKeyJwk.parse({ kty, crv, x, y }),
      firstN,
      prev,
      signature: Signature.parse(toHex(new Uint8Array(signature))),
      changes: changes.map((change) => ({ ...change })),
    };
  }

  /** Names the replica to the server before anything is pushed. */
  async enrol(): Promise<Response> {
    const { organisation, person } = this.person;
    const signature = await webcrypto.subtle.sign(
      { ...algorithm, hash: 'SHA-256' },
      this.#keys.privateKey,
      signedText('enrol', `${organisation}/${person}/${this.replica}`),
    );
    const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', this.#keys.publicKey);
    const body = { replica: this.replica, publicKey: { kty, crv, x, y }, signature: toHex(new Uint8Array(signature)) };
    return await this.#server.ask('POST', '/api/replicas', { as: this.person, body });
  }

  send(request: unknown): Promise<Response> {
    return this.#server.ask('POST', '/api/push', { as: this.person, body: request });
  }

  /** Seals and sends what was written, and takes nothing but a receipt for an answer. */
  async push(): Promise<Receipt> {
    return this.receipt(await this.send(await this.seal()));
  }

  async receipt(response: Response): Promise<Receipt> {
    const body: unknown = await response.json();
    if (response.status !== 200) throw new Error(`The push was refused: ${JSON.stringify(body)}`);
    return Receipt.parse(body);
  }
}
