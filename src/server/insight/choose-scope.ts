import { InstitutionId, InstrumentHash, type OrganisationId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { InsightQuery } from '#protocol/insight.ts';
import { Problem } from '#protocol/problems.ts';
import type { Queryable } from '../db/database.ts';
import { countYears, type Place, type Scope, type YearCount } from '../db/insight.ts';
import { findInstrument } from '../db/instruments.ts';

/** What is asked about: the year and instrument of which there are results, unless the question names them. */
export interface ChosenScope {
  readonly years: readonly YearCount[];
  /** Null while there are no results. */
  readonly scope: Scope | null;
  readonly instrument: Instrument | null;
}

export async function chooseScope(
  db: Queryable,
  organisation: OrganisationId,
  query: InsightQuery,
): Promise<ChosenScope> {
  const place = placeOf(query);
  const asked = { year: yearOf(query.year), instrument: instrumentOf(query.instrument) };
  const years = await countYears(db, organisation, place);
  const newest = years.find(
    ({ year, instrument }) =>
      (asked.year === null || asked.year === year) && (asked.instrument === null || asked.instrument === instrument),
  );
  const year = asked.year ?? newest?.year;
  const hash = asked.instrument ?? newest?.instrument;
  if (year === undefined || hash === undefined) return { years, scope: null, instrument: null };
  const instrument = await findInstrument(db, hash);
  if (instrument === null) throw malformed('instrument', 'There is no such instrument.');
  return { years, scope: { ...place, year, instrument: hash }, instrument };
}

export function placeOf({ province, institution }: InsightQuery): Place {
  if (province && !/^\d{2}$/.test(province)) throw malformed('province', 'Two digits.');
  if (institution && !InstitutionId.safeParse(institution).success) throw malformed('institution', 'An id.');
  return { province: province || null, institution: institution || null };
}

function yearOf(text: string | undefined): number | null {
  if (!text) return null;
  if (!/^(19|20|21)\d{2}$/.test(text)) throw malformed('year', 'A year of four digits.');
  return Number(text);
}

function instrumentOf(text: string | undefined): InstrumentHash | null {
  if (!text) return null;
  const hash = InstrumentHash.safeParse(text);
  if (!hash.success) throw malformed('instrument', 'The hash of an instrument.');
  return hash.data;
}

export function malformed(path: string, message: string): Problem {
  return new Problem('malformed', { issues: [{ path, message }] });
}
