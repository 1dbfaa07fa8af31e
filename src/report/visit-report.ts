import type { Json } from '#domain/canonical.ts';
import type { Sha256 } from '#domain/ids.ts';
import type { Condition, Zone } from '#domain/instrument/instrument.ts';
import type { Status } from '#domain/visit/status.ts';
import type { Letterhead } from './report-input.ts';
import type { Language } from './words/language.ts';

/*
 * The report as plain data: JSON without loss. Texts are in the report's language; every number is there as the exact
 * fraction, as a decimal with a point for machines, and as the text people read.
 */

export interface Figure {
  /** "numerator/denominator". */
  readonly exact: string;
  /** "85.03". */
  readonly decimal: string;
  /** "85,03". */
  readonly text: string;
}

export interface Range {
  readonly low: Figure;
  readonly high: Figure;
  readonly isSettled: boolean;
  /** "85,03" or "62,10 – 91,40". */
  readonly text: string;
}

export interface Moment {
  readonly iso: string;
  /** "24 November 2026, 10.42 WIB". */
  readonly text: string;
}

export interface Band {
  readonly id: string;
  readonly label: string;
  readonly min: string;
  readonly max: string;
  readonly rangeText: string;
  readonly zone: Zone;
  readonly zoneLabel: string;
}

export interface Heading {
  readonly organisation: string;
  readonly letterhead: Letterhead;
  readonly title: string;
  readonly visitId: string;
  /** Short enough to be read out: the first eight characters of the id. */
  readonly visitNumber: string;
  readonly office: string;
  readonly address: string | null;
  readonly city: string | null;
  /** The office's own, from the list of offices. */
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
  readonly institution: string | null;
  readonly instrument: string;
  readonly instrumentShort: string;
  readonly instrumentVersion: number;
  readonly period: string;
  readonly start: string | null;
  readonly assignmentLetter: string | null;
  readonly timeZone: string;
}

export interface SealedResult {
  readonly at: Moment;
  readonly by: string;
  readonly exact: string | null;
  readonly rounded: string | null;
  readonly category: string | null;
  readonly rule: string;
  readonly frontier: string;
  readonly instrumentHash: string;
  readonly traceHash: string | null;
  /** Printed for anyone to check; null for a result of the first version, which had none. */
  readonly verification: {
    /** "7KQ2M-9XD4T-B0W8C-E5RZV". */
    readonly code: string;
    readonly address: string | null;
    /** Said while the result is not published, when the code does not answer yet. */
    readonly notYet: string | null;
  } | null;
}

export interface Standing {
  readonly status: Status;
  readonly statusLabel: string;
  /** `sealed`: approved, with its result record. Everything else is marked as not final. */
  readonly kind: 'sealed' | 'draft' | 'provisional';
  /** "SEMENTARA", or null when sealed. */
  readonly mark: string | null;
  readonly explanation: string;
  readonly sealed: SealedResult | null;
  /** Said when the answers as they are now no longer give the sealed score. */
  readonly mismatch: string | null;
}

export interface ReportScore {
  readonly range: Range;
  /** The category, once it is certain. */
  readonly category: Band | null;
  /** Categories still possible, best first. */
  readonly possible: readonly Band[];
  readonly isComplete: boolean;
}

export interface SampleRow {
  readonly kind: string;
  readonly title: string;
  readonly seen: number;
  readonly target: number;
  readonly min: number;
  readonly text: string;
  readonly isAssumed: boolean;
  readonly isBelowMin: boolean;
  readonly warning: string | null;
  readonly closed: string | null;
}

export interface NodeRow {
  readonly id: string;
  /** "1", "1.2", "1.2.3". */
  readonly number: string;
  readonly title: string;
  /** Percent of the parent as the instrument gives it, "21.85". */
  readonly weight: string;
  readonly weightText: string;
  readonly isWeightAssumed: boolean;
  /** Percent of the parent after what does not apply gave its weight away; null while open. */
  readonly effectiveWeight: Figure | null;
  /** 0–100; null when it applies to nobody or the visit has no score. */
  readonly value: Range | null;
  /** Points of the total. */
  readonly contribution: Range | null;
}

export interface IndicatorRow extends NodeRow {
  readonly subjectKind: string;
  readonly method: string;
  readonly place: string;
  readonly legalBasis: string | null;
  /** "17 dari 30", empty for a single subject. */
  readonly sample: string;
}

export interface VariableRow extends NodeRow {
  readonly indicators: readonly IndicatorRow[];
}

export interface DimensionRow extends NodeRow {
  readonly variables: readonly VariableRow[];
}

export type AnswerState = 'answered' | 'unanswered' | 'conflict' | 'not-applicable' | 'hidden' | 'maybe-hidden';

export interface ConflictSide {
  readonly option: string;
  readonly by: string;
  readonly at: Moment;
}

export interface AnswerRow {
  readonly indicatorId: string;
  readonly indicatorNumber: string;
  readonly indicator: string;
  readonly dimension: string;
  readonly variable: string;
  readonly method: string;
  readonly place: string;
  readonly legalBasis: string | null;
  readonly subjectId: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly state: AnswerState;
  readonly stateLabel: string;
  readonly optionId: string | null;
  readonly option: string | null;
  readonly points: string | null;
  readonly maxPoints: string;
  /** 0–100: points of the highest points. */
  readonly value: Figure | null;
  readonly note: string | null;
  readonly notApplicableReason: string | null;
  /** Numbers in the list of evidence. */
  readonly evidence: readonly string[];
  readonly isEvidenceMissing: boolean;
  readonly isLate: boolean;
  readonly conflict: readonly ConflictSide[];
}

export interface Occurrence {
  readonly subject: string;
  readonly option: string;
  readonly points: string;
  readonly maxPoints: string;
  readonly pointsText: string;
  readonly note: string | null;
  readonly evidence: readonly string[];
}

/** An indicator with answers below its highest points. */
export interface Finding {
  readonly number: number;
  readonly indicatorId: string;
  readonly indicatorNumber: string;
  readonly indicator: string;
  readonly dimension: string;
  readonly variable: string;
  readonly legalBasis: string | null;
  /** The option with the highest points: what would have been found in order. */
  readonly best: string;
  /** What to do about it, by the way it is checked, and what that would give. */
  readonly recommendation: string;
  readonly occurrences: readonly Occurrence[];
}

export interface Strength {
  readonly indicatorNumber: string;
  readonly indicator: string;
  readonly dimension: string;
  readonly sample: string;
}

export interface Improvement {
  readonly rank: number;
  readonly indicatorId: string;
  readonly indicatorNumber: string;
  readonly indicator: string;
  readonly dimension: string;
  readonly legalBasis: string | null;
  readonly best: string;
  readonly gain: Figure;
  /** "+3,21". */
  readonly gainText: string;
  readonly category: Band | null;
  /** The repair alone lifts the visit into a better category. */
  readonly isNewCategory: boolean;
}

export interface EvidenceRow {
  readonly id: string;
  /** "B-01". */
  readonly number: string;
  readonly sha256: Sha256;
  readonly capturedAt: Moment;
  readonly place: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracyM: number | null;
  readonly source: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly mime: string;
  readonly caption: string | null;
  /** "1.2.3 Ketersediaan … – Loket". */
  readonly attachedTo: string;
  readonly indicatorNumber: string | null;
  readonly subject: string | null;
  readonly by: string;
  readonly hasArrived: boolean;
  readonly arrivalLabel: string;
  readonly withdrawn: string | null;
}

export interface TeamMember {
  readonly name: string;
  readonly isDone: boolean;
  readonly isRemoved: boolean;
  readonly label: string;
}

export interface Official {
  readonly name: string;
  readonly post: string;
}

export interface SignatureRow {
  readonly role: 'assessor' | 'official';
  readonly roleLabel: string;
  readonly name: string;
  readonly post: string | null;
  readonly signedAt: Moment;
  /** Polylines; 0–1000 across the pad. */
  readonly strokes: readonly (readonly (readonly [number, number])[])[];
}

/** Signed on the tablet, or a place to sign on paper. */
export interface SignaturePlace {
  readonly role: 'assessor' | 'official';
  readonly roleLabel: string;
  readonly name: string | null;
  readonly post: string | null;
  readonly signature: SignatureRow | null;
}

/** The berita acara: what both sides sign. */
export interface Minutes {
  readonly title: string;
  readonly opening: string;
  readonly done: readonly string[];
  readonly closing: string;
  readonly places: readonly SignaturePlace[];
}

export interface ComparisonRow {
  readonly indicatorNumber: string;
  readonly indicator: string;
  /** 0–100. */
  readonly before: Figure;
  readonly now: Figure;
  /** "+12,50". */
  readonly changeText: string;
  readonly direction: 'better' | 'worse' | 'same';
}

export interface NotComparable {
  /** In this visit's instrument; null for an indicator that it no longer has. */
  readonly indicatorNumber: string | null;
  readonly indicator: string;
  readonly reason: string;
}

/** Against the office's last approved visit. */
export interface Comparison {
  readonly visitNumber: string;
  readonly period: string;
  readonly instrument: string;
  readonly isSameInstrument: boolean;
  readonly before: string;
  readonly now: string;
  /** Null while one of the two is not settled. */
  readonly changeText: string | null;
  readonly categoryBefore: string | null;
  readonly categoryNow: string | null;
  readonly better: number;
  readonly worse: number;
  readonly same: number;
  readonly rows: readonly ComparisonRow[];
  readonly notComparable: readonly NotComparable[];
}

export interface HistoryRow {
  /** Of a step of the status; null where another visit was merged into this one. */
  readonly n: number | null;
  readonly label: string;
  readonly by: string;
  readonly at: Moment;
  readonly scoreSeen: string | null;
  readonly reason: string | null;
  readonly returned: readonly { readonly what: string; readonly reason: string }[];
}

/** A change that came late, or that a supervisor had or has to decide on. */
export interface SetAsideRow {
  readonly what: string;
  readonly by: string;
  readonly at: Moment;
  readonly label: string;
  readonly reason: string | null;
}

export interface Matter {
  readonly count: number;
  readonly sentence: string;
  /** What it concerns, where that can be named. */
  readonly items: readonly { readonly what: string; readonly details: readonly string[] }[];
}

export interface OpenMatters {
  readonly answered: number;
  readonly expected: number;
  readonly answeredText: string;
  readonly matters: readonly Matter[];
}

export interface IndicatorBasis {
  readonly id: string;
  readonly kind: string;
  readonly options: readonly { readonly id: string; readonly points: string; readonly label: string }[];
  /** "Tidak berlaku", or null where that is no answer. */
  readonly notApplicable: string | null;
  readonly relevance: Condition | null;
}

/** What a recomputation needs besides answers, weights and categories. */
export interface Basis {
  readonly decimals: number;
  readonly kinds: readonly {
    readonly id: string;
    readonly parent: string | null;
    readonly aggregate: 'pooled' | 'mean-of-parents';
    readonly isSingle: boolean;
  }[];
  /** Subjects of kinds that are not single; of those the subject is the kind itself. */
  readonly subjects: readonly { readonly id: string; readonly kind: string; readonly parent: string | null }[];
  readonly indicators: readonly IndicatorBasis[];
}

export interface VisitReport {
  readonly format: 1;
  readonly language: Language;
  readonly exportedFrom: 'tablet' | 'server';
  readonly exportedFromLabel: string;
  readonly madeAt: Moment;
  readonly heading: Heading;
  readonly standing: Standing;
  /** The statement under demonstration data; null for a real visit. */
  readonly illustrative: string | null;
  /** Set when the visit ended without a score. */
  readonly outcome: { readonly kind: string; readonly label: string; readonly reason: string | null } | null;
  readonly summary: readonly string[];
  readonly score: ReportScore | null;
  readonly scale: readonly Band[];
  readonly rule: string;
  readonly hasAssumedPoints: boolean;
  readonly dimensions: readonly DimensionRow[];
  readonly hasAssumedWeights: boolean;
  /** Where something does not apply its siblings take over its weight. */
  readonly hasPassedOnWeights: boolean;
  readonly samples: readonly SampleRow[];
  readonly findings: readonly Finding[];
  readonly strengths: readonly Strength[];
  readonly improvements: readonly Improvement[];
  /** Null where there is no earlier visit to compare with. */
  readonly comparison: Comparison | null;
  readonly open: OpenMatters;
  readonly answers: readonly AnswerRow[];
  readonly basis: Basis;
  readonly evidence: readonly EvidenceRow[];
  readonly team: readonly TeamMember[];
  readonly officials: readonly Official[];
  readonly remark: string | null;
  readonly signatures: readonly SignatureRow[];
  readonly minutes: Minutes;
  readonly history: readonly HistoryRow[];
  readonly setAside: readonly SetAsideRow[];
  /** The whole result, exact, as `traceToJson` gives it: what a recomputation is compared with. */
  readonly trace: Json | null;
}
