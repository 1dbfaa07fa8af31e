import type { OrganisationId } from '#domain/ids.ts';
import { distributionOf } from '#domain/insight/distribution.ts';
import { totalsOfInstitutions } from '#domain/insight/institutions.ts';
import { meanOf } from '#domain/insight/mean-of-sums.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { toDecimalHalfUp } from '#domain/scoring/rational.ts';
import type { Rational } from '#domain/scoring/score-types.ts';
import type { Distribution, Insight, InsightQuery } from '#protocol/insight.ts';
import type { Queryable } from '../db/database.ts';
import { countByWhy, listGovernments, listUnitResults, type UnitResult, type YearCount } from '../db/insight.ts';
import { listInstruments } from '../db/instruments.ts';
import { loadRegencies } from '../directory/regencies.ts';
import { chooseScope } from './choose-scope.ts';

/** How the results of a year are spread, units and institutions apart, and what one can ask about. */
export async function insightOverview(
  db: Queryable,
  organisation: OrganisationId,
  query: InsightQuery,
): Promise<Insight> {
  const { scope, instrument, years } = await chooseScope(db, organisation, query);
  const [units, why, choices] = await Promise.all([
    scope === null ? [] : listUnitResults(db, organisation, scope),
    scope === null ? new Map<string, number>() : countByWhy(db, organisation, scope),
    choicesOf(db, organisation, years),
  ]);
  const institutions = instrument === null ? [] : totalsOfInstitutions(instrument, units.map(unitTotal));
  const count = (reason: string): number => why.get(reason) ?? 0;
  return {
    kind: 'insight',
    year: scope?.year ?? null,
    instrument: scope?.instrument ?? null,
    choices,
    units: spread(
      instrument,
      units.map(({ category, ...unit }) => ({ category, total: totalOf(unit) })),
    ),
    institutions: spread(
      instrument,
      institutions.map(({ category, total }) => ({ category: category?.id ?? '', total })),
    ),
    leftOut: {
      underWay: count('underWay'),
      submitted: count('submitted'),
      withoutScore: count('withoutScore'),
      otherInstrument: count('otherInstrument'),
      earlierOfOffice: count('counted') - units.length,
      notYet: count('notYet'),
    },
  };
}

export function totalOf({ numerator, denominator }: Pick<UnitResult, 'numerator' | 'denominator'>): Rational {
  return { numerator, denominator };
}

export function unitTotal(unit: UnitResult) {
  return { institution: unit.institution, total: totalOf(unit) };
}

function spread(
  instrument: Instrument | null,
  results: readonly { readonly category: string; readonly total: Rational }[],
): Distribution {
  if (instrument === null) return { count: 0, mean: null, categories: [] };
  const mean = meanOf(results.map(({ total }) => total));
  return {
    count: results.length,
    mean: mean && toDecimalHalfUp(mean, instrument.scoring.decimals),
    categories: distributionOf(instrument, results).map(({ category, count }) => ({
      id: category.id,
      label: category.label,
      zone: category.zone,
      count,
    })),
  };
}

async function choicesOf(
  db: Queryable,
  organisation: OrganisationId,
  years: readonly YearCount[],
): Promise<Insight['choices']> {
  const [instruments, governments, regencies] = await Promise.all([
    listInstruments(db),
    listGovernments(db, organisation),
    loadRegencies(),
  ]);
  const titles = new Map(instruments.map(({ hash, shortTitle }) => [hash, shortTitle]));
  const names = new Map(regencies.map(({ code, province }) => [code.slice(0, 2), province]));
  const provinces = new Set(governments.flatMap(({ regency }) => (regency === null ? [] : [regency.slice(0, 2)])));
  return {
    years: [...Map.groupBy(years, ({ year }) => year)].map(([year, its]) => ({
      year,
      instruments: its.map(({ instrument: hash, results }) => ({
        hash,
        shortTitle: titles.get(hash) ?? { id: hash, en: hash },
        results,
      })),
    })),
    provinces: [...provinces].sort().map((code) => ({ code, name: names.get(code) ?? code })),
    institutions: governments.map(({ id, name, regency }) => ({ id, name, province: regency?.slice(0, 2) ?? null })),
  };
}
