import * as z from 'zod/mini';
import { isJson, type Json } from '#domain/canonical.ts';
import { type Change, type ChangeBody, ChangeContent, SeenStatus } from '#domain/change/change.ts';
import { ChangeId, Instant, OrganisationId, PersonId, Sha256, VisitId } from '#domain/ids.ts';
import { Dictionary, digitsOf, Positions } from './columns.ts';

/*
 * Changes column by column, without what follows from the rest: an id is the hash of the content, a commitment that of the body, and
 * what repeats stands in a list once. Whoever reads works both out, so a packed change is its id's or it is another change.
 */
export const PackedChanges = z.looseObject({
  organisation: OrganisationId,
  visits: z.array(VisitId),
  authors: z.array(PersonId),
  registers: z.array(z.string().check(z.minLength(1), z.maxLength(300))),
  seen: z.array(SeenStatus),
  /** What was written, each once. */
  values: z.array(z.custom<Json>(isJson)),
  /** Places in the lists, one for each change; a value's is -1 where the body is not there. */
  visitOf: Positions,
  authorOf: Positions,
  registerOf: Positions,
  seenOf: Positions,
  valueOf: z.array(z.int().check(z.gte(-1))),
  depths: Positions,
  /** Milliseconds after the change before, or the time as it was written. */
  at: z.array(z.union([z.int(), Instant])),
  /** A change of this pack by its place, any other by its id. */
  parents: z.array(z.array(z.union([z.int().check(z.gte(0)), ChangeId])).check(z.maxLength(64))),
  /** 32 digits for each body, one after the other. */
  salts: z.string().check(z.regex(/^[0-9a-f]*$/)),
  /** Empty where it is the first half of the commitment. */
  nonces: z.array(z.string().check(z.regex(/^([0-9a-f]{32})?$/))),
  /** Commitments of those without a body, in their order. */
  commitments: z.array(Sha256),
});
export type PackedChanges = z.infer<typeof PackedChanges>;

const contentKeys = Object.keys(ChangeContent.shape).sort().join();

/** Null where one of them has more to it than a pack holds. */
export function packChanges(changes: readonly Change[]): PackedChanges | null {
  const [first] = changes;
  if (first === undefined) return null;
  const { organisation } = first.content;
  if (!changes.every((change) => isPlain(change, organisation))) return null;
  const places = new Map<ChangeId, number>(changes.map(({ id }, at) => [id, at]));
  const [visits, authors, registers] = [
    new Dictionary<VisitId>(),
    new Dictionary<PersonId>(),
    new Dictionary<string>(),
  ];
  const [seen, values] = [new Dictionary<SeenStatus>(JSON.stringify), new Dictionary<Json>(JSON.stringify)];
  const contents = changes.map(({ content }) => content);
  let before = 0;
  return {
    organisation,
    visitOf: contents.map(({ visit }) => visits.place(visit)),
    authorOf: contents.map(({ author }) => authors.place(author)),
    registerOf: contents.map(({ register }) => registers.place(register)),
    seenOf: contents.map((content) => seen.place(content.seen)),
    valueOf: changes.map(({ body }) => (body === null ? -1 : values.place(body.value))),
    depths: contents.map(({ depth }) => depth),
    at: contents.map(({ at }) => {
      const ms = Date.parse(at);
      if (Number.isNaN(ms) || new Date(ms).toISOString() !== at) return at;
      const since = ms - before;
      before = ms;
      return since;
    }),
    parents: contents.map(({ parents }, at) =>
      parents.map((id) => {
        const place = places.get(id);
        return place !== undefined && place < at ? place : id;
      }),
    ),
    salts: changes.map(({ body }) => body?.salt ?? '').join(''),
    nonces: contents.map(({ nonce, commitment }) => (commitment.startsWith(nonce) ? '' : nonce)),
    commitments: changes.flatMap(({ content, body }) => (body === null ? [content.commitment] : [])),
    visits: visits.list,
    authors: authors.list,
    registers: registers.list,
    seen: seen.list,
    values: values.list,
  };
}

function isPlain({ content, ...rest }: Change, organisation: OrganisationId): boolean {
  return (
    content.organisation === organisation &&
    Object.keys(rest).length === 2 &&
    Object.keys(content).sort().join() === contentKeys &&
    content.register.isWellFormed()
  );
}

/** A change of a pack before its hashes are worked out. */
export interface Unpacked {
  readonly content: Pick<
    ChangeContent,
    'format' | 'organisation' | 'visit' | 'register' | 'seen' | 'depth' | 'at' | 'author'
  >;
  readonly parents: readonly (number | ChangeId)[];
  /** The body, or what is left of it where it was erased. */
  readonly committed: ChangeBody | Sha256;
  /** Null: it follows from the commitment. */
  readonly nonce: string | null;
}

/** Null where the columns do not fit each other, or a parent comes after its child. */
export function unpackChanges(packed: PackedChanges): readonly Unpacked[] | null {
  const count = packed.visitOf.length;
  const columns = [packed.authorOf, packed.registerOf, packed.seenOf, packed.valueOf, packed.depths];
  if ([...columns, packed.at, packed.parents, packed.nonces].some(({ length }) => length !== count)) return null;
  const unpacked: Unpacked[] = [];
  let [before, salts, commitments] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const visit = packed.visits[packed.visitOf[at] ?? -1];
    const author = packed.authors[packed.authorOf[at] ?? -1];
    const register = packed.registers[packed.registerOf[at] ?? -1];
    const seen = packed.seen[packed.seenOf[at] ?? -1];
    const depth = packed.depths[at];
    const parents = packed.parents[at] ?? [];
    const since = packed.at[at];
    if (typeof since === 'number') before += since;
    const time = typeof since === 'number' ? instantOf(before) : since;
    const valueAt = packed.valueOf[at] ?? -1;
    const value = packed.values[valueAt];
    const salt = valueAt < 0 ? '' : digitsOf(packed.salts, salts);
    const commitment = valueAt < 0 ? packed.commitments[commitments] : null;
    if (visit === undefined || author === undefined || register === undefined || seen === undefined) return null;
    if (depth === undefined || time === undefined || salt === null || commitment === undefined) return null;
    if (parents.some((parent) => typeof parent === 'number' && parent >= at)) return null;
    if (valueAt >= 0 && value === undefined) return null;
    const { organisation } = packed;
    const nonce = packed.nonces[at] || null;
    const committed = value === undefined ? commitment : { salt, value };
    if (committed === null) return null;
    const content = { format: 1, organisation, visit, register, seen, depth, at: time, author } as const;
    unpacked.push({ content, parents, committed, nonce });
    if (value === undefined) commitments += 1;
    else salts += 1;
  }
  if (salts * 32 !== packed.salts.length || commitments !== packed.commitments.length) return null;
  return unpacked;
}

function instantOf(ms: number): string | undefined {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined;
}

/** The content whole, once the commitment and the parents before it are known. */
export function contentOf(
  { content, parents, nonce }: Unpacked,
  commitment: Sha256,
  idOf: (place: number) => ChangeId,
): ChangeContent {
  return {
    ...content,
    commitment,
    parents: parents.map((parent) => (typeof parent === 'number' ? idOf(parent) : parent)),
    nonce: nonce ?? commitment.slice(0, 32),
  };
}
