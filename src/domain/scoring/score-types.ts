import type { CategoryId, IndicatorId, NodeId, OptionId, SubjectId, SubjectKindId } from '#domain/ids.ts';
import type { Category, Zone } from '#domain/instrument/instrument.ts';

/** An exact fraction in lowest terms, denominator positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Contains the value of every completion of what is still open; `low` equals `high` when nothing can move it. */
export interface Interval {
  readonly low: Rational;
  readonly high: Rational;
}

export type AnswerValue =
  | { readonly kind: 'option'; readonly option: OptionId }
  | { readonly kind: 'not-applicable'; readonly reason?: string | undefined };

export type AnswerKey = `${SubjectId}/${IndicatorId}`;

export interface ScoredSubject {
  readonly id: SubjectId;
  readonly kind: SubjectKindId;
  readonly parent?: SubjectId | undefined;
}

export interface SampleState {
  /** The planned number of subjects of this kind in this visit. */
  readonly target: number;
  /** True when a person closed the sample short of its target, with a reason: then no further subject is awaited. */
  readonly closed: boolean;
}

/** Everything the score depends on besides the instrument. Withdrawn subjects and held changes are already left out. */
export interface ScoringInput {
  /** Subjects of kinds that are not single. The subject of a single kind is implicit. */
  readonly subjects: readonly ScoredSubject[];
  readonly samples: ReadonlyMap<SubjectKindId, SampleState>;
  /**
   * The values an answer may have: one value is settled, more than one is a conflict that no person has settled yet.
   * No entry (or an empty list) is unanswered. `null` in a list stands for "taken back" in a conflict.
   */
  readonly answers: ReadonlyMap<AnswerKey, readonly (AnswerValue | null)[]>;
  /** Set when the visit holds something this version does not understand. */
  readonly provisional?: boolean | undefined;
}

/** Why a node has the value it has, for one subject. */
export type SubjectTrace = {
  readonly subject: SubjectId;
  readonly state: 'answered' | 'unanswered' | 'conflict' | 'not-applicable' | 'hidden' | 'maybe-hidden';
  readonly options: readonly OptionId[];
  /** Points / highest points, 0–1; null when it cannot count (not applicable, hidden). */
  readonly value: Interval | null;
};

export interface IndicatorTrace {
  readonly level: 'indicator';
  readonly id: IndicatorId;
  /** Percent of the variable as the instrument gives it. */
  readonly weight: string;
  /** Percent of the parent after what does not apply gave its weight to its siblings; null while that is open or it does not apply. */
  readonly effectiveWeight: Rational | null;
  /** 0–1; null when it applies to nobody. */
  readonly value: Interval | null;
  /** What it adds to the total, in points of 0–100; null while effective weights are open. */
  readonly contribution: Interval | null;
  /** True when a completion exists in which it does not count. */
  readonly mayNotApply: boolean;
  readonly sample: {
    readonly kind: SubjectKindId;
    readonly seen: number;
    readonly answered: number;
    readonly target: number;
    readonly min: number;
  };
  readonly subjects: readonly SubjectTrace[];
}

export interface GroupTrace {
  readonly level: 'variable' | 'dimension' | 'total';
  readonly id: NodeId | 'total';
  readonly weight: string;
  readonly effectiveWeight: Rational | null;
  readonly value: Interval | null;
  readonly contribution: Interval | null;
  readonly mayNotApply: boolean;
  readonly children: readonly (GroupTrace | IndicatorTrace)[];
}

export interface OpenCounts {
  readonly unanswered: number;
  readonly conflicts: number;
  /** Subjects still awaited, over all kinds. */
  readonly missingSubjects: number;
  readonly answered: number;
  /** Answers there would be with every sample full (hidden ones left out). */
  readonly expected: number;
}

export interface ScoreResult {
  readonly rule: 'weighted-mean/1';
  /** 0–100, exact; null when nothing in the instrument applies. */
  readonly total: Interval | null;
  /** The ends rounded as the instrument says, decimal point: "62.10". */
  readonly rounded: { readonly low: string; readonly high: string } | null;
  /** Categories the total can still reach, best first; exactly one when settled. */
  readonly categories: readonly Category[];
  /** Nothing is open: the number is the score. */
  readonly isComplete: boolean;
  readonly isProvisional: boolean;
  readonly open: OpenCounts;
  readonly trace: GroupTrace;
}

/** One indicator whose repair lifts the score. */
export interface Lift {
  readonly indicator: IndicatorId;
  /** Points of 0–100 the total gains if every subject had the highest points here. */
  readonly gain: Rational;
  readonly gainRounded: string;
  /** The category the total would then have. */
  readonly category: CategoryId | null;
  readonly zone: Zone | null;
}
