import * as z from 'zod/mini';
import { Instant } from '#domain/ids.ts';
import { Zone } from '#domain/instrument/instrument.ts';

const Text = z.looseObject({ id: z.string(), en: z.string() });

/** Where a published result stands now. `withdrawn`: the visit was reopened since, so the paper no longer holds. */
export const VerifiedStanding = z.enum(['published', 'objected', 'final', 'withdrawn']);
export type VerifiedStanding = z.infer<typeof VerifiedStanding>;

/**
 * Whether the score of the answers as they were at the approval is the sealed one. `notPossible`: the rules have changed, a value
 * was erased, or the answers of that moment cannot be told apart any more. `none`: the visit ended without a score.
 */
export const Recomputation = z.enum(['same', 'different', 'notPossible', 'none']);
export type Recomputation = z.infer<typeof Recomputation>;

/** `GET /api/verification/:code`, without a session: what a report on paper is compared with. Holds nobody's name. */
export const Verification = z.looseObject({
  kind: z.literal('verification'),
  code: z.string(),
  standing: VerifiedStanding,
  office: z.nullable(z.looseObject({ name: z.string(), city: z.string() })),
  institution: z.nullable(z.string()),
  timeZone: z.string(),
  period: z.nullable(z.looseObject({ start: z.string(), end: z.string() })),
  instrument: z.nullable(z.looseObject({ title: Text, version: z.int() })),
  outcome: z.string(),
  /** Null for a visit that ended without one. */
  score: z.nullable(
    z.looseObject({ rounded: z.string(), category: z.string(), categoryLabel: z.nullable(Text), zone: Zone }),
  ),
  isIllustrative: z.boolean(),
  sealedAt: Instant,
  /** Whether the server's signature still fits the sealed record. */
  isSealIntact: z.boolean(),
  recomputation: Recomputation,
});
export type Verification = z.infer<typeof Verification>;
