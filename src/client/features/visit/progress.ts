import type { IndicatorId, SubjectId } from '#domain/ids.ts';
import type { ScoreResult, SubjectTrace } from '#domain/scoring/score-types.ts';
import { indicatorTraces } from '#domain/visit/completeness.ts';
import type { Completeness } from '#domain/visit/visit-view.ts';
import { indicatorsOf, type NumberedIndicator, type Stop } from './way.ts';

export interface Tally {
  readonly answered: number;
  readonly expected: number;
  readonly missingEvidence: number;
  readonly conflicts: number;
}

/** States of every answer, by indicator: the score's own finding, so lists and number never disagree. */
export type States = ReadonlyMap<IndicatorId, readonly SubjectTrace[]>;

export function statesOf(score: ScoreResult): States {
  return new Map(indicatorTraces(score.trace).map((node) => [node.id, node.subjects]));
}

function isSettled(state: SubjectTrace['state']): boolean {
  return state === 'answered' || state === 'not-applicable' || state === 'conflict';
}

/** Counts over the subjects there are; with `subject`, for that one alone. */
export function tallyOf(
  indicators: readonly NumberedIndicator[],
  states: States,
  completeness: Completeness,
  subject?: string,
): Tally {
  const ids = new Set(indicators.map(({ indicator }) => indicator.id));
  const traces = [...ids]
    .flatMap((id) => states.get(id) ?? [])
    .filter((trace) => trace.state !== 'hidden' && (subject === undefined || trace.subject === subject));
  return {
    answered: traces.filter((trace) => isSettled(trace.state)).length,
    expected: traces.length,
    conflicts: traces.filter((trace) => trace.state === 'conflict').length,
    missingEvidence: completeness.missingEvidence.filter(
      (owed) => ids.has(owed.indicator) && (subject === undefined || owed.subject === subject),
    ).length,
  };
}

/** Subjects of whom everything on this page has been asked. */
export function askedSubjects(
  stop: Stop,
  subjects: readonly string[],
  states: States,
  completeness: Completeness,
): number {
  return subjects.filter((subject) => {
    const { answered, expected } = tallyOf(indicatorsOf(stop), states, completeness, subject);
    return answered >= expected;
  }).length;
}

export type Missing =
  | {
      readonly kind: 'answer' | 'evidence';
      readonly stop: string;
      readonly subject: SubjectId;
      readonly indicator: IndicatorId;
    }
  | { readonly kind: 'subject'; readonly stop: string };

/** Everything that is missing, in the order of the way. A short sample is named once, where its kind is first asked. */
export function missingAlong(way: readonly Stop[], completeness: Completeness): readonly Missing[] {
  return way.flatMap((stop, at) => {
    const isFirstOfKind = way.findIndex((other) => other.kind === stop.kind) === at;
    return missingAt(stop, completeness).filter((missing) => missing.kind !== 'subject' || isFirstOfKind);
  });
}

function missingAt(stop: Stop, completeness: Completeness): readonly Missing[] {
  const positions = new Map(indicatorsOf(stop).map(({ indicator }, at) => [indicator.id, at]));
  const here = (list: Completeness['missingAnswers'], kind: 'answer' | 'evidence') =>
    list.flatMap((owed) => {
      const position = positions.get(owed.indicator);
      return position === undefined ? [] : [{ kind, stop: stop.id, ...owed, position }];
    });
  const subjects = [
    ...new Set([...completeness.missingAnswers, ...completeness.missingEvidence].map((owed) => owed.subject)),
  ];
  const owed = [...here(completeness.missingAnswers, 'answer'), ...here(completeness.missingEvidence, 'evidence')]
    .toSorted((a, b) => subjects.indexOf(a.subject) - subjects.indexOf(b.subject) || a.position - b.position)
    .map(({ position: _, ...missing }) => missing);
  const sample = completeness.samples.find((candidate) => candidate.kind === stop.kind);
  const isShort = sample !== undefined && !sample.isClosed && sample.seen < sample.target;
  return isShort ? [...owed, { kind: 'subject', stop: stop.id }] : owed;
}

export interface Here {
  readonly stop: string;
  readonly subject: SubjectId | null;
  readonly indicator: string | null;
  /** Where the last tap led: while nothing is done about that, the next one goes on. */
  readonly given?: Missing | null;
}

function isSame(a: Missing, b: Missing): boolean {
  if (a.stop !== b.stop || a.kind === 'subject' || b.kind === 'subject') return a.stop === b.stop && a.kind === b.kind;
  return a.subject === b.subject && a.indicator === b.indicator;
}

/** The next missing thing after the place one is at, round to the beginning. */
export function nextMissing(way: readonly Stop[], completeness: Completeness, here: Here): Missing | null {
  const all = missingAlong(way, completeness);
  const isOfSubject = (missing: Missing): boolean =>
    missing.stop === here.stop && missing.kind !== 'subject' && missing.subject === here.subject;
  const current = all.findIndex(
    (missing) => isOfSubject(missing) && 'indicator' in missing && missing.indicator === here.indicator,
  );
  if (current >= 0) return all[(current + 1) % all.length] ?? null;
  const indexOf = (id: string): number => way.findIndex((stop) => stop.id === id);
  const onward = all.find((missing) => indexOf(missing.stop) >= indexOf(here.stop));
  const next = all.find(isOfSubject) ?? onward ?? all[0] ?? null;
  const isStuck = next !== null && here.given != null && next.stop === here.stop && isSame(next, here.given);
  return isStuck ? (all[(all.indexOf(next) + 1) % all.length] ?? null) : next;
}
