import type { Instrument } from './instrument.ts';
import type { PathSegment } from './instrument-fault.ts';

/** A part of an instrument and where it stands, for messages that name the place. */
export interface Located<T> {
  readonly value: T;
  readonly path: readonly PathSegment[];
}

export function located<T>(values: readonly T[], path: readonly PathSegment[]): readonly Located<T>[] {
  return values.map((value, at) => ({ value, path: [...path, at] }));
}

export function dimensionsOf(instrument: Instrument) {
  return located(instrument.dimensions, ['dimensions']);
}

export function variablesOf(instrument: Instrument) {
  return dimensionsOf(instrument).flatMap(({ value, path }) => located(value.variables, [...path, 'variables']));
}

/** Every indicator with its path, in the instrument's order. */
export function locatedIndicators(instrument: Instrument) {
  return variablesOf(instrument).flatMap(({ value, path }) => located(value.indicators, [...path, 'indicators']));
}
