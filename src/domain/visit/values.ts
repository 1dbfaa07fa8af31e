import * as z from 'zod/mini';
import {
  ChangeId,
  Day,
  IndicatorId,
  Instant,
  InstrumentHash,
  NodeId,
  OfficeId,
  OptionId,
  PersonId,
  Sha256,
  SubjectId,
  SubjectKindId,
} from '#domain/ids.ts';
import type { Register } from './register.ts';

/*
 * What each register holds. Objects are loose: a newer peer's extra members are kept, not dropped. `null` in any register
 * means "taken back", as if nothing had been entered.
 */

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const Reason = text(2000);
export const Withdrawal = z.looseObject({ reason: Reason });

export const AnswerEntry = z.union([
  z.looseObject({ kind: z.literal('option'), option: OptionId }),
  z.looseObject({ kind: z.literal('not-applicable'), reason: z.optional(Reason) }),
]);
export type AnswerEntry = z.infer<typeof AnswerEntry>;

export const NoteEntry = z.looseObject({ text: text(10_000) });
export type NoteEntry = z.infer<typeof NoteEntry>;

/** A supervisor's mark on one answer, bound to the heads that were on the screen. */
export const ReviewEntry = z.looseObject({
  verdict: z.enum(['accepted', 'questioned']),
  /** What has to be corrected; goes along when the visit is returned. */
  reason: z.optional(Reason),
  /** The answer's heads that were looked at: once they differ, the mark no longer holds. */
  heads: z.array(ChangeId),
});
export type ReviewEntry = z.infer<typeof ReviewEntry>;

/** A comment may belong to one indicator of one subject, or to the visit. */
export const CommentEntry = z.looseObject({
  text: text(4000),
  subject: z.optional(SubjectId),
  indicator: z.optional(IndicatorId),
  resolved: z.optional(z.boolean()),
});
export type CommentEntry = z.infer<typeof CommentEntry>;

/** Where the tablet was at the shutter: degrees and metres, or why it is not known. */
export const CapturePlace = z.union([
  z.looseObject({ latitude: z.number(), longitude: z.number(), accuracyM: z.number() }),
  z.looseObject({ unavailable: z.enum(['denied', 'timeout', 'unsupported', 'from-file']) }),
]);
export type CapturePlace = z.infer<typeof CapturePlace>;

export const EvidenceEntry = z.looseObject({
  sha256: Sha256,
  bytes: z.int().check(z.gte(1)),
  mime: z.enum(['image/jpeg']),
  width: z.int(),
  height: z.int(),
  capturedAt: Instant,
  place: CapturePlace,
  source: z.enum(['camera', 'file']),
  /** Null while it lies in the photo tray. */
  attachedTo: z.nullable(z.looseObject({ subject: SubjectId, indicator: IndicatorId })),
  caption: z.optional(text(500)),
  withdrawn: z.optional(Withdrawal),
});
export type EvidenceEntry = z.infer<typeof EvidenceEntry>;

/** `label` is a product's name or an officer's name; users have a number instead (`number`, shown as "A7"). */
export const SubjectEntry = z.looseObject({
  kind: SubjectKindId,
  number: z.int().check(z.gte(1)),
  label: z.optional(text(300)),
  role: z.optional(NodeId),
  parent: z.optional(SubjectId),
  withdrawn: z.optional(Withdrawal),
});
export type SubjectEntry = z.infer<typeof SubjectEntry>;

export const OfficialEntry = z.looseObject({ name: text(200), post: text(200), withdrawn: z.optional(Withdrawal) });
export type OfficialEntry = z.infer<typeof OfficialEntry>;

/** Strokes are polylines; each point is [x, y] with 0–1000 across the pad, whole numbers, so that hashes are stable. */
export const SignatureEntry = z.looseObject({
  role: z.enum(['assessor', 'official']),
  name: text(200),
  post: z.optional(text(200)),
  person: z.optional(PersonId),
  signedAt: Instant,
  strokes: z.array(z.array(z.tuple([z.int(), z.int()]))).check(z.maxLength(400)),
  withdrawn: z.optional(Withdrawal),
});
export type SignatureEntry = z.infer<typeof SignatureEntry>;

/** `joinKey` proves a person who was shown the visit's QR code: its SHA-256 is the visit's `join` field. */
export const MemberEntry = z.looseObject({
  joinKey: z.optional(z.string().check(z.regex(/^[0-9a-f]{32}$/))),
  removed: z.optional(Withdrawal),
});
export type MemberEntry = z.infer<typeof MemberEntry>;

export const DoneEntry = z.looseObject({ done: z.boolean() });
export type DoneEntry = z.infer<typeof DoneEntry>;

/** The planned sample of this visit. `closed` ends it short of its target, with the reason. */
export const SampleEntry = z.looseObject({
  target: z.int().check(z.gte(0), z.lte(1000)),
  closed: z.optional(Withdrawal),
});
export type SampleEntry = z.infer<typeof SampleEntry>;

export const InstrumentRef = z.looseObject({ id: NodeId, version: z.int(), hash: InstrumentHash });
export type InstrumentRef = z.infer<typeof InstrumentRef>;

export const Period = z.looseObject({ start: Day, end: Day });
export type Period = z.infer<typeof Period>;

export const AssignmentLetter = z.looseObject({ number: text(200) });
export type AssignmentLetter = z.infer<typeof AssignmentLetter>;

/** How the visit ended: with a score, or without one and why. `illustrative` marks demonstration data. */
export const Outcome = z.looseObject({
  kind: z.enum(['scored', 'closed', 'refused', 'aborted', 'training']),
  reason: z.optional(Reason),
  illustrative: z.optional(z.boolean()),
});
export type Outcome = z.infer<typeof Outcome>;

export const JoinField = z.looseObject({ keyHash: Sha256 });
export type JoinField = z.infer<typeof JoinField>;

export const Remark = z.looseObject({ text: text(10_000) });
export type Remark = z.infer<typeof Remark>;

const fieldSchemas = {
  office: OfficeId,
  instrument: InstrumentRef,
  period: Period,
  'assignment-letter': AssignmentLetter,
  outcome: Outcome,
  join: JoinField,
  remark: Remark,
} as const;

const kindSchemas = {
  answer: AnswerEntry,
  note: NoteEntry,
  review: ReviewEntry,
  comment: CommentEntry,
  evidence: EvidenceEntry,
  subject: SubjectEntry,
  official: OfficialEntry,
  signature: SignatureEntry,
  member: MemberEntry,
  done: DoneEntry,
  sample: SampleEntry,
} as const;

/** What the registers of each kind hold. */
export type KindValues = { [Kind in keyof typeof kindSchemas]: z.infer<(typeof kindSchemas)[Kind]> };
/** What each field of the visit holds. */
export type FieldValues = { [Name in keyof typeof fieldSchemas]: z.infer<(typeof fieldSchemas)[Name]> };

/** The schema of a register's value (`null`, "taken back", is allowed in every register and not part of it). */
export function valueSchema(register: Register): z.ZodMiniType {
  return register.kind === 'visit' ? fieldSchemas[register.field] : kindSchemas[register.kind];
}
