import type { VisitLine } from '#client/store/workspace.ts';

export interface Planned {
  readonly office: string;
  readonly instrument: string;
  readonly period: { readonly start: string; readonly end: string };
}

/** A visit to the same office with the same instrument on one of the same days: most likely the one that is meant. */
export function twinOf(planned: Planned, visits: readonly VisitLine[]): VisitLine | undefined {
  return visits.find(
    ({ office, instrument, period, mergedInto }) =>
      mergedInto === undefined &&
      office === planned.office &&
      instrument === planned.instrument &&
      period !== null &&
      period.start <= planned.period.end &&
      planned.period.start <= period.end,
  );
}
