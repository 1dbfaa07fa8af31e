import { webcrypto } from 'node:crypto';
import { toHex } from '#domain/canonical.ts';
import { type Change, createChange, type SeenStatus } from '#domain/change/change.ts';
import { linksOf, PublicKeyJwk, Signature, signedText } from '#domain/change/envelope.ts';
import type { ChangeId, OrganisationId, PersonId, ReplicaId, Sha256, VisitId } from '#domain/ids.ts';
import { pushLimits, type Receipt, type SealedBatch } from '#protocol/sync.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The heads of each register as every tablet of the demonstration knows them: they have all synced. */
export type SharedHeads = Map<string, { readonly id: ChangeId; readonly depth: number }>;

export interface Entry {
  readonly register: string;
  readonly value: unknown;
  readonly at: string;
  readonly seen: SeenStatus;
}

export type Push = (batch: SealedBatch) => Promise<Receipt>;

// Well under the limit of a push, for the envelope around the changes.
const batchBytes = pushLimits.bytes * 0.8;

/** One person's store on one installation, as a tablet has it: it makes changes, seals them in order and hands them in. */
export class DemoTablet {
  readonly #organisation: OrganisationId;
  readonly #person: PersonId;
  readonly #replica: ReplicaId;
  readonly #random: SeededRandom;
  readonly #push: Push;
  readonly #keys: webcrypto.CryptoKeyPair;
  readonly #outbox: Change[] = [];
  #n = 0;
  #prev: Sha256 | null = null;

  private constructor(owner: TabletOwner, keys: webcrypto.CryptoKeyPair) {
    this.#organisation = owner.organisation;
    this.#person = owner.person;
    this.#replica = owner.replica;
    this.#random = owner.random;
    this.#push = owner.push;
    this.#keys = keys;
  }

  static async open(owner: TabletOwner): Promise<DemoTablet> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    return new DemoTablet(owner, await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']));
  }

  async write(visit: VisitId, heads: SharedHeads, { register, value, at, seen }: Entry): Promise<void> {
    const parent = heads.get(register);
    const change = await createChange(
      {
        organisation: this.#organisation,
        visit,
        register,
        value,
        parents: parent === undefined ? [] : [parent],
        seen,
        at,
        author: this.#person,
      },
      this.#random.bytes,
    );
    heads.set(register, { id: change.id, depth: change.content.depth });
    this.#outbox.push(change);
  }

  /** Hands in everything written so far; a change that is not taken in stops the demonstration. */
  async handIn(): Promise<void> {
    while (this.#outbox.length > 0) {
      const receipt = await this.#push(await this.#seal(this.#outbox.splice(0, this.#fitting())));
      const [refused] = receipt.refused;
      if (refused !== undefined)
        throw new Error(`A change of the demonstration was refused: ${JSON.stringify(refused)}`);
      const held = receipt.held.find(({ verdict }) => verdict.kind === 'held');
      if (held !== undefined) throw new Error(`A change of the demonstration was held: ${JSON.stringify(held)}`);
    }
  }

  #fitting(): number {
    let bytes = 0;
    const at = this.#outbox.findIndex((change) => {
      bytes += JSON.stringify(change).length;
      return bytes > batchBytes;
    });
    return at === -1 ? pushLimits.changes : Math.min(at, pushLimits.changes);
  }

  async #seal(changes: readonly Change[]): Promise<SealedBatch> {
    const firstN = this.#n + 1;
    const prev = this.#prev;
    const links = await linksOf(
      this.#replica,
      firstN,
      prev,
      changes.map(({ id }) => id),
    );
    const newest = links.at(-1);
    if (newest === undefined) throw new Error('There is nothing to seal.');
    const signature = await webcrypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      this.#keys.privateKey,
      signedText('envelope', newest),
    );
    const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', this.#keys.publicKey);
    this.#n += changes.length;
    this.#prev = newest;
    return {
      organisation: this.#organisation,
      replica: this.#replica,
      publicKey: PublicKeyJwk.parse({ kty, crv, x, y }),
      firstN,
      prev,
      signature: Signature.parse(toHex(new Uint8Array(signature))),
      changes,
    };
  }
}

export interface TabletOwner {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly replica: ReplicaId;
  readonly random: SeededRandom;
  readonly push: Push;
}
