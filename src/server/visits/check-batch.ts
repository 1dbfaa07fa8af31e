import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson, fromHex } from '#domain/canonical.ts';
import { Change } from '#domain/change/change.ts';
import { type PublicKeyJwk, signedText } from '#domain/change/envelope.ts';
import type { ChangeId, OrganisationId, PersonId, Sha256 } from '#domain/ids.ts';
import { parseRegister, type Register } from '#domain/visit/register.ts';
import { Problem, type ProblemCode } from '#protocol/problems.ts';
import type { PushRequest } from '#protocol/sync.ts';
import { hashText } from './hash.ts';

export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
}

/** One entry of a batch. A refused one keeps its number, so that the chain goes on. */
export interface CheckedEntry {
  readonly id: ChangeId;
  readonly n: number;
  readonly link: Sha256;
  readonly checked: { readonly change: Change; readonly register: Register | null } | { readonly refused: Refusal };
}

export interface Sender {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
}

/**
 * Everything about a batch that can be told without the database: the signature over the newest link, and of each change by
 * itself its form, id, commitment and author.
 * @param isUnpacked ids and commitments were worked out here, so that there is nothing to compare them with.
 */
export function checkBatch(request: PushRequest, sender: Sender, isUnpacked = false): readonly CheckedEntry[] {
  if (request.organisation !== sender.organisation)
    throw new Problem('notAllowed', { detail: 'The batch belongs to another organisation.' });
  const links = linksAtOnce(
    request,
    request.changes.map(({ id }) => id),
  );
  const newest = links.at(-1);
  if (newest === undefined || !isSignedBy(request.publicKey, request.signature, newest))
    throw new Problem('badSignature');
  return request.changes.map((raw, at) => ({
    id: raw.id,
    n: request.firstN + at,
    link: links[at] ?? newest,
    checked: checkChange(raw, sender, isUnpacked),
  }));
}

/** As `linksOf` of the domain, without a promise for each link. */
export function linksAtOnce(
  { replica, firstN, prev }: Pick<PushRequest, 'replica' | 'firstN' | 'prev'>,
  ids: readonly ChangeId[],
): readonly Sha256[] {
  const links: Sha256[] = [];
  let before = prev;
  for (const [at, change] of ids.entries()) {
    before = hashText(canonicalJson({ replica, n: firstN + at, prev: before, change }));
    links.push(before);
  }
  return links;
}

/** At once, as `hashText`: the way through WebCrypto's threads costs as much as the arithmetic. */
export function isSignedBy(jwk: PublicKeyJwk, signature: string, link: Sha256): boolean {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify('sha256', signedText('envelope', link), { key, dsaEncoding: 'ieee-p1363' }, fromHex(signature));
  } catch {
    // Coordinates that are no point of the curve.
    return false;
  }
}

function checkChange(raw: unknown, sender: Sender, isUnpacked: boolean): CheckedEntry['checked'] {
  const parsed = Change.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused('malformed', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a change'}`);
  }
  const change = parsed.data;
  const { organisation, author, register } = change.content;
  if (!register.isWellFormed() || register.includes('\u0000'))
    return refused('malformed', 'The register is not plain text.');
  if (organisation !== sender.organisation) return refused('notAllowed', 'The change belongs to another organisation.');
  if (author !== sender.person) return refused('notAllowed', 'The change has another author.');
  if (!isUnpacked && !isWhatItSays(change)) return refused('malformed', 'Id or commitment do not fit the content.');
  return { change, register: parseRegister(register) };
}

function refused(code: ProblemCode, detail: string): CheckedEntry['checked'] {
  return { refused: { code, detail } };
}

/** As `verifyChange` of the domain. Content may hold what canonical JSON cannot (a number too large for one). */
function isWhatItSays({ id, content, body }: Change): boolean {
  try {
    if (hashText(canonicalJson(content)) !== `${id}`) return false;
    return body === null || hashText(canonicalJson(body)) === content.commitment;
  } catch {
    return false;
  }
}
