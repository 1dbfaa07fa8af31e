import type { SubjectId } from '#domain/ids.ts';
import type { Indicator } from '#domain/instrument/instrument.ts';
import type { AnswerKey } from '#domain/scoring/score-types.ts';
import type { AnswerEntry } from '#domain/visit/values.ts';
import type { Field } from '#domain/visit/visit-view.ts';

/**
 * Why an answer deserves a second look. None of them says that it is wrong, and none changes the score: they put in front of a
 * supervisor what is worth the time.
 */
export type ExceptionRule =
  /** Few points and nothing that says why. */
  | 'low-without-note'
  /** A photo is required and there is none. */
  | 'photo-missing'
  /** One of a run of answers given faster than they can be read. */
  | 'hasty'
  /** All answers of this respondent are those of several others; told at the first of them. */
  | 'look-alike'
  /** Its photo was taken away from the office. */
  | 'elsewhere'
  /** Given outside the days of the visit or the hours of a working day. */
  | 'out-of-hours'
  /** Changed after the visit was submitted, without having been asked for. */
  | 'changed-after-submission';

export interface Exception {
  readonly rule: ExceptionRule;
  readonly key: AnswerKey;
}

/** Where the visit was to be, as far as that is known. */
export interface ExpectedPlace {
  readonly timeZone: string;
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
}

/** An answer that the visit has, with what it is an answer to. */
export interface GivenAnswer {
  readonly key: AnswerKey;
  readonly subject: SubjectId;
  readonly indicator: Indicator;
  readonly field: Field<AnswerEntry>;
  readonly value: AnswerEntry;
}

/** Ours, to be tuned by what supervisors find: no rule of the field gives them. Times are the devices' own, and only hints. */
export const exceptionLimits = {
  /** Of an indicator's highest points. */
  lowShare: 0.5,
  hastyRun: 5,
  hastySeconds: 3,
  lookAlikes: 3,
  lookAlikeAnswers: 5,
  elsewhereMetres: 500,
  firstHour: 6,
  lastHour: 20,
} as const;
