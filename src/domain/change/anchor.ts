import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import { type Instant, type OrganisationId, Sha256, VisitId } from '#domain/ids.ts';

/** The head of a visit's log at some time. */
export const AnchoredHead = z.object({ visit: VisitId, seq: z.int().check(z.gte(1)), head: Sha256 });
export type AnchoredHead = z.infer<typeof AnchoredHead>;

/** The logs of an organisation at one time. */
export interface Anchor {
  /** 1, 2, 3 … */
  readonly n: number;
  readonly at: Instant;
  /** Digest of the anchor before. It pins all visits that did not move since. */
  readonly previous: Sha256 | null;
  /** Of the visits that moved since the anchor before, in the order of their ids. */
  readonly heads: readonly AnchoredHead[];
}

/** What is hashed (SHA-256) to an anchor's digest: whoever has the digest on paper can tell whether any line before it was altered. */
export function anchorText(organisation: OrganisationId, { n, at, previous, heads }: Anchor): string {
  const lines = heads.map(({ visit, seq, head }) => [visit, seq, head]);
  return canonicalJson({ organisation, n, at, previous, heads: lines });
}
