import * as z from 'zod/mini';
import { canonicalJson, isJson, type Json, sha256Hex, toHex } from '#domain/canonical.ts';
import { ChangeId, Instant, OrganisationId, PersonId, Sha256, VisitId } from '#domain/ids.ts';
import { Status } from '#domain/visit/status.ts';

/** The status of the visit that the author of a change had seen: the number of transitions and where they had led. */
export const SeenStatus = z.strictObject({ n: z.int().check(z.gte(0)), status: Status });
export type SeenStatus = z.infer<typeof SeenStatus>;

const Hex16 = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/**
 * What a change is. Its id is the hash of this content, so it can be sent twice, by anyone, and stays one change. The value
 * itself lies in the body, which may be erased while the commitment still verifies.
 */
export const ChangeContent = z.looseObject({
  format: z.literal(1),
  organisation: OrganisationId,
  visit: VisitId,
  register: z.string().check(z.minLength(1), z.maxLength(300)),
  /** SHA-256 of the body's canonical JSON. */
  commitment: Sha256,
  /** The heads of the register that the author saw, sorted. */
  parents: z.array(ChangeId).check(z.maxLength(64)),
  seen: SeenStatus,
  /** Lamport depth: one more than the deepest parent. For display order only. */
  depth: z.int().check(z.gte(1)),
  /** Device time. Shown, never trusted. */
  at: Instant,
  author: PersonId,
  nonce: Hex16,
});
export type ChangeContent = z.infer<typeof ChangeContent>;

/** A check by hand: zod's own goes the whole way through a union, on every tap and for every change of a push. */
const JsonValue = z.custom<Json>(isJson);

export const ChangeBody = z.strictObject({ salt: Hex16, value: JsonValue });
export type ChangeBody = z.infer<typeof ChangeBody>;

/** `body` is null where the value was erased, or has not been fetched. */
export const Change = z.looseObject({ id: ChangeId, content: ChangeContent, body: z.nullable(ChangeBody) });
export type Change = z.infer<typeof Change>;

export interface NewChange {
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
  readonly register: string;
  /** Anything JSON holds; members that are undefined are left out. */
  readonly value: unknown;
  readonly parents: readonly { readonly id: ChangeId; readonly depth: number }[];
  readonly seen: SeenStatus;
  readonly at: string;
  readonly author: PersonId;
}

export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** Makes a change whose id, commitment and depth are right. `randomBytes` gives the salt. */
export async function createChange(input: NewChange, randomBytes: RandomBytes): Promise<Change> {
  const value = JsonValue.parse(JSON.parse(canonicalJson(input.value)));
  const body: ChangeBody = { salt: toHex(randomBytes(16)), value };
  const commitment = await commitmentOf(body);
  const content: ChangeContent = {
    format: 1,
    organisation: input.organisation,
    visit: input.visit,
    register: input.register,
    commitment,
    parents: input.parents.map((parent) => parent.id).sort(),
    seen: input.seen,
    depth: 1 + Math.max(0, ...input.parents.map((parent) => parent.depth)),
    at: input.at,
    author: input.author,
    // The salt makes the commitment unlike any other: whoever has the body need not be sent more.
    nonce: commitment.slice(0, 32),
  };
  return { id: await changeIdOf(content), content, body };
}

export async function changeIdOf(content: ChangeContent): Promise<ChangeId> {
  return ChangeId.parse(await sha256Hex(canonicalJson(content)));
}

export async function commitmentOf(body: ChangeBody): Promise<Sha256> {
  return Sha256.parse(await sha256Hex(canonicalJson(body)));
}

/** Whether id and commitment are what the content and body say. A change without a body verifies by its id alone. */
export async function verifyChange(change: Change): Promise<boolean> {
  if ((await changeIdOf(change.content)) !== change.id) return false;
  return change.body === null || (await commitmentOf(change.body)) === change.content.commitment;
}
