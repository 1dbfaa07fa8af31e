import type { PersonId, VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { Lift, ScoreResult } from '#domain/scoring/score-types.ts';
import type { Completeness, VisitView } from '#domain/visit/visit-view.ts';
import type { Language } from './words/language.ts';

export interface ReportOffice {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly location?: { readonly latitude: number; readonly longitude: number } | undefined;
}

export interface Letterhead {
  readonly name: string;
  /** Address, telephone, site: one line each. */
  readonly lines: readonly string[];
  readonly logo: { readonly mime: 'image/png' | 'image/jpeg'; readonly base64: string } | null;
}

/** The last approved visit of the same office before this one. */
export interface PreviousVisit {
  readonly visit: VisitId;
  readonly period: { readonly start: string; readonly end: string };
  readonly instrument: Instrument;
  readonly score: ScoreResult;
}

/** All that a report is made of; the same values on the tablet and on the server give the same report. */
export interface ReportInput {
  readonly organisationName: string;
  /** As the organisation has set it; null: its name alone. */
  readonly letterhead: Letterhead | null;
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
  /** Null where there was none, or none that this device has. */
  readonly previous: PreviousVisit | null;
  readonly people: ReadonlyMap<PersonId, string>;
  readonly visitId: VisitId;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly language: Language;
  readonly exportedFrom: 'tablet' | 'server';
  /** Where anyone can check the code of a sealed result, "https://tilik.example"; null where the server's address is not known. */
  readonly serverAddress: string | null;
}
