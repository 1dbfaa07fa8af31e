import type { HeldBecause } from '#domain/change/verdict.ts';
import type { Zone } from '#domain/instrument/instrument.ts';
import type { Action, Status } from '#domain/visit/status.ts';
import type { AnswerState } from '../visit-report.ts';

/** Every text of the report. A language that misses one does not compile. */
export interface Words {
  readonly title: string;
  readonly months: readonly string[];
  readonly weekdays: readonly string[];
  readonly timeSeparator: string;
  readonly page: (page: number, of: number) => string;
  readonly visitNumber: string;
  readonly madeAt: (at: string, where: string) => string;
  readonly exportedFrom: Readonly<Record<'tablet' | 'server', string>>;
  readonly verification: {
    readonly code: string;
    readonly howTo: string;
    readonly notYet: string;
  };
  readonly facts: Readonly<
    Record<
      | 'office'
      | 'institution'
      | 'address'
      | 'period'
      | 'letter'
      | 'instrument'
      | 'team'
      | 'status'
      | 'samples'
      | 'visit'
      | 'madeAt',
      string
    >
  >;
  readonly version: (version: number) => string;
  readonly unknown: Readonly<Record<'office' | 'period' | 'person' | 'letter' | 'official', string>>;

  readonly status: Readonly<Record<Status, string>>;
  readonly action: Readonly<Record<Action, string>>;
  readonly mark: string;
  readonly standing: {
    readonly sealed: (by: string, at: string) => string;
    readonly draft: string;
    readonly submitted: string;
    readonly unsealed: string;
    readonly withoutScore: string;
    readonly provisional: string;
    readonly merged: (by: string, at: string) => string;
    readonly mismatch: (sealed: string, now: string) => string;
  };
  readonly adopted: string;
  readonly illustrative: string;
  readonly illustrativeMark: string;
  readonly outcome: Readonly<Record<'closed' | 'refused' | 'aborted' | 'training', string>>;
  readonly withoutScore: string;
  readonly nothingApplies: string;
  readonly reason: string;

  readonly zone: Readonly<Record<Zone, string>>;
  readonly zoneTitle: string;
  readonly category: string;
  readonly possibleCategories: string;
  readonly score: string;
  readonly scoreRange: string;
  readonly outOf: string;
  readonly answerState: Readonly<Record<AnswerState, string>>;
  readonly method: Readonly<Record<'observation' | 'interview' | 'document', string>>;

  readonly summary: {
    readonly settled: (office: string, score: string, category: string, zone: string) => string;
    readonly open: (office: string, range: string, categories: string) => string;
    readonly spread: (best: string, bestValue: string, worst: string, worstValue: string) => string;
    readonly findings: (findings: number, strengths: number) => string;
    readonly noFindings: string;
    readonly firstStep: (indicator: string, gain: string) => string;
    readonly liftsTo: (category: string) => string;
  };

  readonly sections: Readonly<
    Record<
      | 'summary'
      | 'dimensions'
      | 'samples'
      | 'findings'
      | 'strengths'
      | 'improvements'
      | 'open'
      | 'people'
      | 'officials'
      | 'remark'
      | 'signatures'
      | 'details'
      | 'evidence'
      | 'record'
      | 'history'
      | 'calculation'
      | 'setAside'
      | 'comparison'
      | 'answers',
      string
    >
  >;
  readonly annex: (letter: string) => string;
  readonly columns: Readonly<
    Record<
      | 'number'
      | 'dimension'
      | 'variable'
      | 'indicator'
      | 'indicatorId'
      | 'weight'
      | 'effectiveWeight'
      | 'value'
      | 'contribution'
      | 'subject'
      | 'subjectKind'
      | 'state'
      | 'option'
      | 'points'
      | 'maxPoints'
      | 'note'
      | 'evidenceCount'
      | 'evidence'
      | 'legalBasis'
      | 'method'
      | 'place'
      | 'sample'
      | 'seen'
      | 'target'
      | 'min'
      | 'gain'
      | 'categoryThen'
      | 'capturedAt'
      | 'position'
      | 'source'
      | 'hash'
      | 'attachedTo'
      | 'caption'
      | 'arrival'
      | 'size'
      | 'late'
      | 'name'
      | 'post'
      | 'at'
      | 'by'
      | 'step'
      | 'what'
      | 'latitude'
      | 'longitude'
      | 'accuracy'
      | 'low'
      | 'high'
      | 'withdrawn',
      string
    >
  >;
  readonly minutes: {
    readonly title: string;
    readonly number: string;
    readonly byOffice: string;
    readonly date: (weekday: string, day: string, month: string, year: string, digits: string) => string;
    readonly opening: (date: string | null, where: string) => string;
    readonly order: (letter: string | null, instrument: string, period: string) => string;
    readonly asked: (asked: readonly { readonly title: string; readonly count: number }[]) => string;
    readonly photos: (count: number) => string;
    readonly ended: (outcome: string, reason: string | null) => string;
    readonly remark: (text: string) => string;
    readonly noRemark: string;
    readonly closing: string;
    readonly toSign: string;
  };
  readonly comparison: {
    readonly before: string;
    readonly now: string;
    readonly change: string;
    readonly with: (period: string, visit: string, instrument: string) => string;
    readonly total: (before: string, now: string, change: string | null) => string;
    readonly categories: (before: string, now: string) => string;
    readonly counts: (better: number, worse: number, same: number) => string;
    readonly otherInstrument: string;
    readonly notComparable: (count: number) => string;
    readonly onlyNow: string;
    readonly onlyBefore: string;
    readonly otherScale: string;
    readonly noValue: string;
  };
  readonly archive: {
    readonly photos: string;
    readonly readMe: string;
    readonly explanation: readonly string[];
    readonly missing: string;
  };
  readonly recommendationTitle: string;
  readonly recommendation: Readonly<Record<'observation' | 'interview' | 'users' | 'document', string>>;
  readonly recommendationGain: (gain: string) => string;
  readonly sheets: Readonly<Record<'summary' | 'score' | 'points' | 'options' | 'answers' | 'evidence', string>>;
  readonly recount: Readonly<
    Record<
      | 'scoreHelp'
      | 'pointsHelp'
      | 'optionsHelp'
      | 'byFormula'
      | 'inReport'
      | 'comparison'
      | 'same'
      | 'different'
      | 'open'
      | 'weightCounting'
      | 'weighted'
      | 'shareOfTotal'
      | 'counts'
      | 'share'
      | 'from'
      | 'categories'
      | 'noParent',
      string
    >
  > & { readonly meanOf: (subject: string) => string };
  readonly assumedWeight: string;
  readonly assumedWeightNote: string;
  readonly assumedSample: string;
  readonly legalBasis: string;
  readonly shouldBe: string;
  readonly pointsOf: (points: string, max: string) => string;
  readonly several: (count: number, subjects: string) => string;
  readonly more: (count: number) => string;
  readonly moreImprovements: (count: number) => string;
  readonly none: Readonly<
    Record<'findings' | 'findingsSoFar' | 'strengths' | 'officials' | 'remark' | 'signatures' | 'history', string>
  >;
  readonly yes: string;
  readonly no: string;

  readonly sampleOf: (seen: number, target: number) => string;
  readonly respondentsOf: (seen: number, target: number) => string;
  readonly belowMin: (min: number) => string;
  readonly sampleClosed: (reason: string) => string;

  readonly evidencePrefix: string;
  readonly photoNotHere: string;
  readonly photoDamaged: string;
  readonly photoMissing: string;
  readonly arrived: string;
  readonly notArrived: string;
  readonly withdrawn: (reason: string) => string;
  readonly unattached: string;
  readonly source: Readonly<Record<'camera' | 'file', string>>;
  readonly position: (latitude: string, longitude: string, accuracyM: string) => string;
  readonly positionUnknown: Readonly<Record<'denied' | 'timeout' | 'unsupported' | 'from-file', string>>;

  readonly done: string;
  readonly notDone: string;
  readonly removed: string;
  readonly signatureRole: Readonly<Record<'assessor' | 'official', string>>;
  readonly signedAt: (at: string) => string;

  readonly open: {
    readonly answered: (answered: number, expected: number) => string;
    readonly missingAnswers: (count: number) => string;
    readonly missingSubjects: (count: number) => string;
    readonly missingEvidence: (count: number) => string;
    readonly conflicts: (count: number) => string;
    readonly notArrived: (count: number) => string;
    readonly unattached: (count: number) => string;
    readonly held: (count: number) => string;
    readonly notUnderstood: (count: number) => string;
  };
  readonly setAside: {
    readonly late: string;
    readonly held: (because: HeldBecause) => string;
    readonly erased: string;
    readonly erasedBy: (by: string, at: string) => string;
    readonly takenIn: (by: string) => string;
    readonly declined: (by: string) => string;
  };
  readonly register: Readonly<
    Record<
      | 'answer'
      | 'note'
      | 'review'
      | 'comment'
      | 'evidence'
      | 'official'
      | 'signature'
      | 'subject'
      | 'member'
      | 'done'
      | 'sample'
      | 'visit'
      | 'other',
      string
    >
  >;
  readonly calculation: {
    readonly rule: (decimals: number) => string;
    readonly assumedPoints: string;
    readonly exact: string;
    readonly rounded: string;
    readonly ruleName: string;
    readonly instrumentHash: string;
    readonly frontier: string;
    readonly traceHash: string;
    readonly sealedBy: string;
    readonly notSealed: string;
    readonly weightsPassedOn: string;
  };
}
