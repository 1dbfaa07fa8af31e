import * as z from 'zod/mini';
import { ChangeId, Epoch } from '#domain/ids.ts';

/** `POST /api/visits/:visit/redactions`: erases the values of changes for good. All of them or none. */
export const RedactionRequest = z.looseObject({
  changes: z.array(ChangeId).check(z.minLength(1), z.maxLength(500)),
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
});
export type RedactionRequest = z.infer<typeof RedactionRequest>;

/** `seq`: the visit's newest line once they are erased. */
export const RedactionResult = z.looseObject({ kind: z.literal('done'), epoch: Epoch, seq: z.int() });
export type RedactionResult = z.infer<typeof RedactionResult>;
