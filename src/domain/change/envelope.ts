import * as z from 'zod/mini';
import { canonicalJson, sha256Hex } from '#domain/canonical.ts';
import { type ChangeId, type ReplicaId, Sha256 } from '#domain/ids.ts';

/** Where a change stands in one replica's own order. The link of `n` names the link of `n - 1`, so a batch needs one signature. */
export interface EnvelopeEntry {
  readonly replica: ReplicaId;
  /** 1, 2, 3 … without a gap. */
  readonly n: number;
  /** Link of the entry before; null for the first. */
  readonly prev: Sha256 | null;
  readonly change: ChangeId;
}

export async function linkOf(entry: EnvelopeEntry): Promise<Sha256> {
  return Sha256.parse(await sha256Hex(canonicalJson(entry)));
}

/** Links of a run of changes that begins at `firstN` after `prev`, in order. */
export async function linksOf(
  replica: ReplicaId,
  firstN: number,
  prev: Sha256 | null,
  changes: readonly ChangeId[],
): Promise<readonly Sha256[]> {
  const links: Sha256[] = [];
  let before = prev;
  for (const [at, change] of changes.entries()) {
    before = await linkOf({ replica, n: firstN + at, prev: before, change });
    links.push(before);
  }
  return links;
}

/** A P-256 public key as WebCrypto exports it, without the members that do not identify it. */
export const PublicKeyJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  y: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});
export type PublicKeyJwk = z.infer<typeof PublicKeyJwk>;

/** Hex of the 64-byte ECDSA signature (r and s) that WebCrypto gives. */
export const Signature = z.string().check(z.regex(/^[0-9a-f]{128}$/));
export type Signature = z.infer<typeof Signature>;

/** What is signed: the purpose keeps a signature from being used for anything else. */
export function signedText(
  purpose: 'envelope' | 'enrol' | 'receipt' | 'head' | 'result' | 'redaction' | 'merger' | 'anchor',
  text: string,
): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`tilik/1/${purpose}:${text}`);
}
