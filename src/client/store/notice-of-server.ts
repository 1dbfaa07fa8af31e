import * as z from 'zod/mini';
import { PublicKeyJwk } from '#domain/change/envelope.ts';
import { Instant, VisitId } from '#domain/ids.ts';

/** What a person must know of the server. Never passed over in silence. */
export const ServerNotice = z.object({
  /** It signs with another key than the one this device knows. */
  otherKey: z.nullable(z.object({ publicKey: PublicKeyJwk, at: Instant })),
  /** It showed a history that contradicts what it had shown, or given a receipt for. */
  contradictions: z.array(z.object({ visit: VisitId, seq: z.int(), at: Instant })),
});
export type ServerNotice = z.infer<typeof ServerNotice>;
