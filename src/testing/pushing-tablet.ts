import { webcrypto } from 'node:crypto';
import { canonicalJson, toHex } from '#domain/canonical.ts';
import { type Change, createChange, type SeenStatus } from '#domain/change/change.ts';
import { linksOf, PublicKeyJwk, Signature, signedText } from '#domain/change/envelope.ts';
import {
  type ChangeId,
  InstitutionId,
  InstrumentHash,
  OfficeId,
  type OrganisationId,
  ReplicaId,
  type Sha256,
  VisitId,
} from '#domain/ids.ts';
import { type PushRequest, Receipt } from '#protocol/sync.ts';
import { insertInstitution, insertOffice } from '#server/db/directory.ts';
import { publishInstrument } from '#server/db/instruments.ts';
import { smallInstrument, smallInstrumentHash } from './builders.ts';
import type { TestPerson, TestServer } from './test-server.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const draft: SeenStatus = { n: 0, status: 'draft' };

export const full = { kind: 'option', option: 'full' };
export const none = { kind: 'option', option: 'none' };
export const feeRegister = 'answer/1/office/fee';

export interface WriteOptions {
  readonly seen?: SeenStatus;
  /** Written on top of these; else on top of this tablet's own newest of the register. */
  readonly parents?: readonly Change[];
}

/** The server's counterpart in its tests: a replica that writes, seals and pushes by the wire, and no more. */
export class PushingTablet {
  readonly person: TestPerson;
  readonly replica: ReplicaId = ReplicaId.parse(crypto.randomUUID());
  readonly outbox: Change[] = [];
  readonly #server: TestServer;
  readonly #keys: webcrypto.CryptoKeyPair;
  readonly #newest = new Map<string, Change>();
  seen: SeenStatus = draft;
  n = 0;
  prev: Sha256 | null = null;

  private constructor(server: TestServer, person: TestPerson, keys: webcrypto.CryptoKeyPair) {
    this.#server = server;
    this.person = person;
    this.#keys = keys;
  }

  static async open(server: TestServer, person: TestPerson): Promise<PushingTablet> {
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

/** An organisation with an office to visit and the small instrument published. */
export interface Field {
  readonly organisation: OrganisationId;
  readonly office: OfficeId;
  readonly siti: TestPerson;
  readonly budi: TestPerson;
  readonly supervisor: TestPerson;
}

export async function aField(server: TestServer): Promise<Field> {
  const { db } = server.deps;
  const organisation = await server.addOrganisation('Perwakilan Banten');
  const institution = InstitutionId.parse(crypto.randomUUID());
  await insertInstitution(db, organisation, { id: institution, name: 'Kota Cilegon', regency: null });
  const office = OfficeId.parse(crypto.randomUUID());
  await insertOffice(db, organisation, {
    id: office,
    institution,
    name: 'DPMPTSP',
    address: '',
    city: 'Cilegon',
    timeZone: 'Asia/Jakarta',
  });
  const { id, version } = smallInstrument;
  await publishInstrument(db, {
    id,
    version,
    hash: InstrumentHash.parse(smallInstrumentHash),
    body: canonicalJson(smallInstrument),
  });
  const [siti, budi, supervisor] = await Promise.all([
    server.addPerson(organisation, ['assessor']),
    server.addPerson(organisation, ['assessor']),
    server.addPerson(organisation, ['supervisor']),
  ]);
  return { organisation, office, siti, budi, supervisor };
}
