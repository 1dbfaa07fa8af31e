import type { PersonId, VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { Lift, ScoreResult } from '#domain/scoring/score-types.ts';
import type { Completeness, VisitView } from '#domain/visit/visit-view.ts';
import type { Language } from './words/language.ts';

export interface ReportOffice {
  readonly name: string;
  readonly address: string;
  readonly city: string;
}

/** All that a report is made of; the same values on the tablet and on the server give the same report. */
export interface ReportInput {
  readonly organisationName: string;
  readonly office: ReportOffice | null;
  readonly institutionName: string | null;
  /** The office's own, "Asia/Makassar": every time in the report is its local time. */
  readonly timeZone: string;
  readonly instrument: Instrument;
  readonly view: VisitView;
  /** Null for a visit without a score. */
  readonly score: ScoreResult | null;
  readonly completeness: Completeness | null;
  readonly lifts: readonly Lift[];
  readonly people: ReadonlyMap<PersonId, string>;
  readonly visitId: VisitId;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly language: Language;
  readonly exportedFrom: 'tablet' | 'server';
  /** Where anyone can check the code of a sealed result, "https://tilik.example"; null where the server's address is not known. */
  readonly serverAddress: string | null;
}
