import * as z from 'zod/mini';
import { Epoch } from '#domain/ids.ts';

/** `GET /healthz`: the process answers. */
export const Health = z.looseObject({ kind: z.literal('health'), isAlive: z.boolean() });

/** `GET /readyz`: it can also use its database. */
export const Readiness = z.looseObject({ kind: z.literal('health'), isReady: z.boolean(), epoch: Epoch });
