import * as z from 'zod/mini';
import { Signature } from '#domain/change/envelope.ts';
import { IndicatorId, Instant, InstrumentHash, PersonId, Sha256, SubjectId } from '#domain/ids.ts';
import { Action, Status } from './status.ts';
import { VerificationCode } from './verification-code.ts';

/** What the person had on the screen when deciding; the server compares it with what it holds. */
export const Saw = z.strictObject({
  /** Hash of the heads of every register that the result depends on (`frontierOf`). */
  frontier: Sha256,
  /** The rounded score or interval as shown, "85.03" or "62.10–91.40"; null without one. */
  score: z.nullable(z.string().check(z.maxLength(40))),
});
export type Saw = z.infer<typeof Saw>;

export const ReturnedIndicator = z.strictObject({
  subject: SubjectId,
  indicator: IndicatorId,
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
});
export type ReturnedIndicator = z.infer<typeof ReturnedIndicator>;

/** What an approval seals: enough to recompute and compare the result years later. */
export const ResultRecord = z.looseObject({
  frontier: Sha256,
  instrument: InstrumentHash,
  rule: z.string(),
  /** Exact "numerator/denominator" of 0–100, its rounded text and category; null for a visit without a score. */
  score: z.nullable(z.looseObject({ exact: z.string(), rounded: z.string(), category: z.string(), zone: z.string() })),
  outcome: z.string(),
  traceHash: z.nullable(Sha256),
  /** Under which anyone finds the result once it is published. Results sealed by the first version have none. */
  code: z.optional(VerificationCode),
  at: Instant,
  signature: Signature,
});
export type ResultRecord = z.infer<typeof ResultRecord>;

/** A step of a visit's status, ordered by the server. */
export const Transition = z.looseObject({
  n: z.int().check(z.gte(1)),
  action: Action,
  from: Status,
  to: Status,
  by: PersonId,
  at: Instant,
  reason: z.optional(z.string()),
  returned: z.optional(z.array(ReturnedIndicator)),
  saw: Saw,
  result: z.optional(ResultRecord),
  /** The command it was: a line that comes back after a restore still answers the same command sent again. */
  command: z.optional(z.uuid()),
});
export type Transition = z.infer<typeof Transition>;
