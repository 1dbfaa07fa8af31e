import type { IndicatorId, OrganisationId } from '#domain/ids.ts';
import { compareInstruments } from '#domain/insight/comparable.ts';
import { meanOf } from '#domain/insight/mean-of-sums.ts';
import { indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Instrument, Text } from '#domain/instrument/instrument.ts';
import { fromDecimal, subtract, toDecimalHalfUp } from '#domain/scoring/rational.ts';
import type { InsightQuery, Trend, TrendYear, YearComparison } from '#protocol/insight.ts';
import type { Queryable } from '../db/database.ts';
import { countYears, listUnitResults, sumParts } from '../db/insight.ts';
import { findInstrument } from '../db/instruments.ts';
import { placeOf } from './choose-scope.ts';
import { totalOf } from './overview.ts';
import { groupParts, meanColumns, type PartsByNode } from './parts.ts';

interface SeenYear {
  readonly line: TrendYear;
  readonly instrument: Instrument;
  readonly parts: PartsByNode;
}

/** Years side by side. Totals of different instruments stand beside each other, indicators only where they are the same question. */
export async function insightTrend(db: Queryable, organisation: OrganisationId, query: InsightQuery): Promise<Trend> {
  const place = placeOf(query);
  const counted = await countYears(db, organisation, place);
  // In each year the instrument with most results comes first.
  const main = [...new Map(counted.toReversed().map((one) => [one.year, one])).values()];
  const seen = await Promise.all(
    main.map(async ({ year, instrument: hash }): Promise<SeenYear | null> => {
      const scope = { ...place, year, instrument: hash };
      const instrument = await findInstrument(db, hash);
      if (instrument === null) return null;
      const [units, sums] = await Promise.all([
        listUnitResults(db, organisation, scope),
        sumParts(db, organisation, scope),
      ]);
      const mean = meanOf(units.map(totalOf));
      if (mean === null) return null;
      const shown = toDecimalHalfUp(mean, instrument.scoring.decimals);
      const line = { year, instrument: hash, shortTitle: instrument.shortTitle, count: units.length, mean: shown };
      return { line, instrument, parts: groupParts(sums) };
    }),
  );
  const years = seen.filter((one) => one !== null);
  return {
    kind: 'trend',
    years: years.map(({ line }) => line),
    comparisons: years.slice(1).flatMap((newer, at) => {
      const older = years[at];
      return older === undefined ? [] : [compareYears(older, newer)];
    }),
  };
}

function compareYears(older: SeenYear, newer: SeenYear): YearComparison {
  const { comparable, incomparable } = compareInstruments(older.instrument, newer.instrument);
  const text = (id: IndicatorId): Text =>
    textOf(newer.instrument, id) ?? textOf(older.instrument, id) ?? { id, en: id };
  return {
    from: older.line.year,
    to: newer.line.year,
    comparable: comparable.flatMap((id) => {
      const from = meanColumns(older.instrument, older.parts.get(`indicator/${id}`))?.mean;
      const to = meanColumns(newer.instrument, newer.parts.get(`indicator/${id}`))?.mean;
      if (from === undefined || to === undefined) return [];
      const change = toDecimalHalfUp(subtract(fromDecimal(to), fromDecimal(from)), newer.instrument.scoring.decimals);
      return [{ id, text: text(id), from, to, change }];
    }),
    incomparable: incomparable.map(({ indicator, because }) => ({ id: indicator, text: text(indicator), because })),
  };
}

function textOf(instrument: Instrument, id: IndicatorId): Text | undefined {
  return indexInstrument(instrument).indicators.get(id)?.indicator.text;
}
