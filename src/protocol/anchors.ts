import * as z from 'zod/mini';
import { Instant, Sha256 } from '#domain/ids.ts';

/** Administrator: `GET /api/anchors`: the newest sixty, for printing. See `src/domain/change/anchor.ts`. */
export const AnchorLine = z.looseObject({
  n: z.int(),
  at: Instant,
  digest: Sha256,
  /** How many visits had moved since the anchor before. */
  visits: z.int(),
});
export const AnchorList = z.looseObject({ kind: z.literal('anchors'), anchors: z.array(AnchorLine) });
export type AnchorList = z.infer<typeof AnchorList>;
