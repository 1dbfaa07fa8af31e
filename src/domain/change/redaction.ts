import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import { type ChangeId, Instant, type OrganisationId, PersonId, Sha256, type VisitId } from '#domain/ids.ts';
import { Signature } from './envelope.ts';

/** Who erased a value, why, and what proves it. */
export const Erasure = z.looseObject({
  by: PersonId,
  reason: z.string(),
  at: Instant,
  /** The photo whose bytes are gone as well: no other change of the visit names it. */
  evidence: z.optional(Sha256),
  /** The server's, over `redactionText`: a restored server believes its own word when a tablet brings it back. */
  signature: z.optional(Signature),
});
export type Erasure = z.infer<typeof Erasure>;

/** What the server signs of a redaction. */
export function redactionText(
  about: { readonly organisation: OrganisationId; readonly visit: VisitId; readonly change: ChangeId },
  { by, reason, at, evidence }: Erasure,
): string {
  const { organisation, visit, change } = about;
  return canonicalJson({ organisation, visit, change, by, reason, at, evidence });
}

/** The erasure that a line of the log tells of. */
export function erasureOf({ by, reason, at, evidence, signature }: Erasure): Erasure {
  return {
    ...{ by, reason, at },
    ...(evidence === undefined ? {} : { evidence }),
    ...(signature === undefined ? {} : { signature }),
  };
}
