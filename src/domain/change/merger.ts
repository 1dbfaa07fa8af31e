import * as z from 'zod/mini';
import { canonicalJson } from '#domain/canonical.ts';
import { Instant, type OrganisationId, PersonId, VisitId } from '#domain/ids.ts';
import { Signature } from './envelope.ts';

/** That one visit was made part of another: by whom, why, and what proves it. */
export const Merger = z.looseObject({
  /** Given up: its changes count in `into` from now on. */
  from: VisitId,
  into: VisitId,
  by: PersonId,
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
  at: Instant,
  /** The server's, over `mergerText`: a restored server believes its own word when a tablet brings it back. */
  signature: z.optional(Signature),
});
export type Merger = z.infer<typeof Merger>;

/** What the server signs of a merger. */
export function mergerText(organisation: OrganisationId, { from, into, by, reason, at }: Merger): string {
  return canonicalJson({ organisation, from, into, by, reason, at });
}
