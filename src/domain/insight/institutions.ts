import type { Category, Instrument } from '#domain/instrument/instrument.ts';
import { toDecimalHalfUp } from '#domain/scoring/rational.ts';
import { categoryOf } from '#domain/scoring/score-result.ts';
import type { Rational } from '#domain/scoring/score-types.ts';
import { meanOf } from './mean-of-sums.ts';

export interface UnitTotal<Id> {
  readonly institution: Id;
  /** Exact, 0–100. */
  readonly total: Rational;
}

export interface InstitutionTotal<Id> {
  readonly institution: Id;
  readonly units: number;
  readonly total: Rational;
  readonly rounded: string;
  readonly category: Category | null;
}

/** An institution's total is the mean of its units' exact totals, rounded once; its category is read from the rounded number. */
export function totalsOfInstitutions<Id>(
  instrument: Instrument,
  units: readonly UnitTotal<Id>[],
): readonly InstitutionTotal<Id>[] {
  const byInstitution = Map.groupBy(units, ({ institution }) => institution);
  return [...byInstitution].flatMap(([institution, its]) => {
    const total = meanOf(its.map((unit) => unit.total));
    if (total === null) return [];
    const rounded = toDecimalHalfUp(total, instrument.scoring.decimals);
    return [{ institution, units: its.length, total, rounded, category: categoryOf(instrument, total) }];
  });
}
