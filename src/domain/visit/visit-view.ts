import type { Merger } from '#domain/change/merger.ts';
import type { FoldedChange, HeadValue } from '#domain/change/register-state.ts';
import type { ChangeId, IndicatorId, OfficeId, PersonId, Sha256, SubjectId, SubjectKindId } from '#domain/ids.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import type { Round } from './register.ts';
import type { Status } from './status.ts';
import type { Transition } from './transition.ts';
import type {
  AnswerEntry,
  AssignmentLetter,
  CommentEntry,
  EvidenceEntry,
  InstrumentRef,
  NoteEntry,
  OfficialEntry,
  Outcome,
  Period,
  ReviewEntry,
  SampleEntry,
  SignatureEntry,
  SubjectEntry,
} from './values.ts';

/** One register as typed values. `value` is the settled value (null: nothing entered, or taken back). */
export interface Field<T> {
  readonly register: string;
  /** Null while empty, taken back or in conflict; `conflict` then holds the values. */
  readonly value: T | null;
  /** Two or more differing values that nobody has settled; empty when there is none. */
  readonly conflict: readonly { readonly value: T | null; readonly heads: readonly FoldedChange[] }[];
  readonly heads: readonly FoldedChange[];
}

/** An entry with an id of its own (a photo, an official …). In a conflict `value` is the deepest head's, so that it stays visible. */
export interface Entry<T> extends Field<T> {
  readonly id: string;
}

/** A conflict anywhere in the visit. */
export interface Conflict {
  readonly register: string;
  readonly values: readonly HeadValue[];
}

/** A change that waits for, or got, a supervisor's decision. */
export interface SetAside {
  readonly register: string;
  readonly change: FoldedChange;
}

/** The visit as the people read it; a projection of VisitState, same everywhere. */
export interface VisitView {
  readonly status: Status;
  /** Number of transitions so far. */
  readonly statusN: number;
  readonly transitions: readonly Transition[];
  readonly office: Field<OfficeId>;
  readonly instrument: Field<InstrumentRef>;
  readonly period: Field<Period>;
  readonly assignmentLetter: Field<AssignmentLetter>;
  readonly outcome: Field<Outcome>;
  readonly remark: Field<{ text: string }>;
  readonly joinKeyHash: Field<{ keyHash: Sha256 }>;
  /** Members that are not removed. */
  readonly members: readonly PersonId[];
  readonly removedMembers: readonly PersonId[];
  /** Who said that their part is done. */
  readonly done: ReadonlySet<PersonId>;
  readonly samples: ReadonlyMap<SubjectKindId, SampleEntry>;
  /** In order of kind and number; withdrawn ones included (`value.withdrawn`). */
  readonly subjects: readonly Entry<SubjectEntry>[];
  readonly answers: ReadonlyMap<AnswerKey, Field<AnswerEntry>>;
  readonly notes: ReadonlyMap<AnswerKey, Field<NoteEntry>>;
  readonly reviews: ReadonlyMap<AnswerKey, Field<ReviewEntry>>;
  /** Withdrawn photos included (`value.withdrawn`). */
  readonly evidence: readonly Entry<EvidenceEntry>[];
  readonly officials: readonly Entry<OfficialEntry>[];
  readonly signatures: readonly Entry<SignatureEntry>[];
  readonly comments: readonly Entry<CommentEntry>[];
  readonly arrived: ReadonlySet<Sha256>;
  readonly conflicts: readonly Conflict[];
  readonly held: readonly SetAside[];
  readonly declined: readonly SetAside[];
  readonly late: readonly SetAside[];
  /** Changes whose value was erased by law. */
  readonly erased: readonly SetAside[];
  /** Something in the visit is not understood by this version: the score is provisional. */
  readonly isProvisional: boolean;
  /** Raw changes skipped because of that. */
  readonly notUnderstood: readonly ChangeId[];
  /** The visit that this one was made part of; null for almost every visit. */
  readonly mergedInto: Merger | null;
  /** Visits that were made part of this one. */
  readonly adoptions: readonly Merger[];
}

/** What is still missing before the visit is whole. */
export interface Completeness {
  /** Answers given and expected over the planned samples. */
  readonly answered: number;
  readonly expected: number;
  readonly missingAnswers: readonly { readonly subject: SubjectId; readonly indicator: IndicatorId }[];
  /** Answers of indicators with required evidence that have no photo (not withdrawn). */
  readonly missingEvidence: readonly { readonly subject: SubjectId; readonly indicator: IndicatorId }[];
  /** Photos named by a change whose bytes the server does not hold. */
  readonly notArrived: readonly Sha256[];
  readonly samples: readonly {
    readonly kind: SubjectKindId;
    readonly seen: number;
    readonly target: number;
    readonly min: number;
    readonly isClosed: boolean;
  }[];
  /** Photos in the tray. */
  readonly unattachedEvidence: number;
}

/** The round of the assessors of the visit. */
export const firstRound: Round = 1;
