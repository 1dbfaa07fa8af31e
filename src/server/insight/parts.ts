import type { OrganisationId } from '#domain/ids.ts';
import { meanOfSums } from '#domain/insight/mean-of-sums.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { hundred, multiply, toDecimalHalfUp } from '#domain/scoring/rational.ts';
import type { IndicatorLine, InsightQuery, Parts } from '#protocol/insight.ts';
import type { Queryable } from '../db/database.ts';
import { listUnitResults, type PartSum, sumParts } from '../db/insight.ts';
import { chooseScope } from './choose-scope.ts';

/** The mean of each dimension and indicator over the offices, and which requirement most of them fail. */
export async function insightParts(db: Queryable, organisation: OrganisationId, query: InsightQuery): Promise<Parts> {
  const { scope, instrument } = await chooseScope(db, organisation, query);
  const none = {
    kind: 'parts',
    year: null,
    instrument: null,
    withoutParts: 0,
    dimensions: [],
    indicators: [],
  } as const;
  if (scope === null || instrument === null) return { ...none, dimensions: [], indicators: [] };
  const [sums, units] = await Promise.all([
    sumParts(db, organisation, scope),
    listUnitResults(db, organisation, scope),
  ]);
  const byNode = groupParts(sums);
  return {
    kind: 'parts',
    year: scope.year,
    instrument: scope.instrument,
    withoutParts: units.filter(({ hasParts }) => !hasParts).length,
    dimensions: instrument.dimensions.flatMap(({ id, title, weight }) => {
      const mean = meanColumns(instrument, byNode.get(`dimension/${id}`));
      return mean === null ? [] : [{ id, title, weight, ...mean }];
    }),
    indicators: indicatorLines(instrument, byNode),
  };
}

export type PartsByNode = ReadonlyMap<string, readonly PartSum[]>;

export function groupParts(sums: readonly PartSum[]): PartsByNode {
  return Map.groupBy(sums, ({ level, node }) => `${level}/${node}`);
}

/** 0–1 in the sums, 0–100 in the mean. */
export function meanColumns(
  instrument: Instrument,
  sums: readonly PartSum[] | undefined,
): { readonly count: number; readonly mean: string } | null {
  const mean = meanOfSums(sums ?? []);
  if (mean === null || sums === undefined) return null;
  const count = sums.reduce((total, sum) => total + sum.count, 0);
  return { count, mean: toDecimalHalfUp(multiply(mean, hundred), instrument.scoring.decimals) };
}

function indicatorLines(instrument: Instrument, byNode: PartsByNode): IndicatorLine[] {
  const lines = indexInstrument(instrument).byDimension.flatMap(({ indicator, dimension }) => {
    const sums = byNode.get(`indicator/${indicator.id}`) ?? [];
    const mean = meanColumns(instrument, sums);
    if (mean === null) return [];
    const failing = sums.reduce((total, sum) => total + sum.failing, 0);
    const full = sums.reduce((total, sum) => total + sum.full, 0);
    return [{ id: indicator.id, dimension: dimension.id, text: indicator.text, ...mean, failing, full }];
  });
  return lines.toSorted((a, b) => b.failing / b.count - a.failing / a.count || Number(a.mean) - Number(b.mean));
}
