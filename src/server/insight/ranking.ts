import type { OrganisationId } from '#domain/ids.ts';
import { totalsOfInstitutions } from '#domain/insight/institutions.ts';
import { rankByTotal } from '#domain/insight/rank.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Category, Instrument } from '#domain/instrument/instrument.ts';
import type { InsightQuery, Ranking, RankingLine } from '#protocol/insight.ts';
import type { Queryable } from '../db/database.ts';
import { listGovernments, listUnitResults, type UnitResult } from '../db/insight.ts';
import { chooseScope } from './choose-scope.ts';
import { unitTotal } from './overview.ts';

export interface RankingPage {
  readonly of: Ranking['of'];
  readonly after: number;
  readonly limit: number;
}

/** Units or institutions from the highest total down, equals on one place. */
export async function insightRanking(
  db: Queryable,
  organisation: OrganisationId,
  query: InsightQuery,
  { of, after, limit }: RankingPage,
): Promise<Ranking> {
  const { scope, instrument } = await chooseScope(db, organisation, query);
  const units = scope === null ? [] : await listUnitResults(db, organisation, scope);
  const lines = instrument === null ? [] : await linesOf(db, organisation, of, instrument, units);
  const shown = lines.slice(after, after + limit);
  return {
    kind: 'ranking',
    year: scope?.year ?? null,
    instrument: scope?.instrument ?? null,
    of,
    lines: shown,
    next: after + limit < lines.length ? String(after + limit) : null,
    total: lines.length,
  };
}

async function linesOf(
  db: Queryable,
  organisation: OrganisationId,
  of: Ranking['of'],
  instrument: Instrument,
  units: readonly UnitResult[],
): Promise<readonly RankingLine[]> {
  if (of === 'units') return unitLines(instrument, units);
  return institutionLines(instrument, units, await listGovernments(db, organisation));
}

function unitLines(instrument: Instrument, units: readonly UnitResult[]): readonly RankingLine[] {
  const categories = new Map<string, Category>(indexInstrument(instrument).categories.map((one) => [one.id, one]));
  return rankByTotal(units).flatMap(
    ({ rank, name, institution, institutionName, office, visit, rounded, category }) => {
      const shown = categoryColumns(categories.get(category) ?? null);
      return shown === null
        ? []
        : [{ rank, name, institution, institutionName, office, visit, total: rounded, ...shown }];
    },
  );
}

function institutionLines(
  instrument: Instrument,
  units: readonly UnitResult[],
  governments: Awaited<ReturnType<typeof listGovernments>>,
): readonly RankingLine[] {
  const known = new Map(governments.map((one) => [one.id, one]));
  const named = totalsOfInstitutions(instrument, units.map(unitTotal)).map((one) => ({
    ...one,
    name: known.get(one.institution)?.name ?? one.institution,
  }));
  return rankByTotal(named).flatMap(({ rank, name, institution, rounded, category, units: counted }) => {
    const shown = categoryColumns(category);
    const unitsKnown = known.get(institution)?.offices ?? counted;
    return shown === null ? [] : [{ rank, name, institution, units: counted, unitsKnown, total: rounded, ...shown }];
  });
}

function categoryColumns(category: Category | null): Pick<RankingLine, 'category' | 'zone' | 'label'> | null {
  return category && { category: category.id, zone: category.zone, label: category.label };
}
