import * as z from 'zod/mini';
import { Epoch, Sha256, VisitId } from '#domain/ids.ts';

/** How far one of the two visits was when it was looked at: number of transitions, and the hash of what it holds. */
export const SeenVisit = z.strictObject({ n: z.int().check(z.gte(0)), frontier: Sha256 });
export type SeenVisit = z.infer<typeof SeenVisit>;

/** `POST /api/visits/:visit/merge`: makes the visit part of another. A compare-and-set on both; the same id twice is the same merger. */
export const MergeRequest = z.looseObject({
  id: z.uuid(),
  into: VisitId,
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
  saw: SeenVisit,
  sawInto: SeenVisit,
});
export type MergeRequest = z.infer<typeof MergeRequest>;

/** The newest line of each visit once it is done. */
export const MergeResult = z.looseObject({
  kind: z.literal('merged'),
  epoch: Epoch,
  into: VisitId,
  seq: z.int(),
  intoSeq: z.int(),
});
export type MergeResult = z.infer<typeof MergeResult>;

export const MergeQuery = z.looseObject({ into: z.optional(z.string()) });

/** `GET /api/visits/:visit/merge?into=`: what would become of both, worked out as it will be done. */
export const MergePreview = z.looseObject({
  kind: z.literal('merge-preview'),
  saw: SeenVisit,
  sawInto: SeenVisit,
  /** What goes along, and what of it the other visit says otherwise. */
  answers: z.int(),
  photos: z.int(),
  subjects: z.int(),
  newConflicts: z.int(),
  members: z.int(),
  /** Rounded, "62.10–91.40"; null without a score. */
  scoreFrom: z.nullable(z.string()),
  scoreBefore: z.nullable(z.string()),
  scoreAfter: z.nullable(z.string()),
  /** Of what stays behind, that which the other visit says otherwise or not at all. */
  letterDiffers: z.boolean(),
  periodDiffers: z.boolean(),
  /** Subjects of the same kind and name in both: to be looked at, one of each may be one too many. */
  sameNames: z.int(),
});
export type MergePreview = z.infer<typeof MergePreview>;
