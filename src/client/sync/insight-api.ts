import { Insight, type InsightQuery, Parts, Ranking, Trend } from '#protocol/insight.ts';
import { ask, queryOf } from './ask.ts';
import type { Transport } from './transport.ts';

type Of = Ranking['of'];

function query(
  { year, instrument, province, institution }: InsightQuery,
  more: Record<string, string | undefined> = {},
): string {
  return queryOf({ year, instrument, province, institution, ...more });
}

export function insight(transport: Transport, about: InsightQuery): Promise<Insight> {
  return ask(transport, Insight, { method: 'GET', path: `/api/insight${query(about)}` });
}

export function ranking(
  transport: Transport,
  about: InsightQuery,
  { of, limit, after }: { readonly of: Of; readonly limit: number; readonly after: string | null },
): Promise<Ranking> {
  const path = `/api/insight/ranking${query(about, { of, limit: String(limit), after: after ?? undefined })}`;
  return ask(transport, Ranking, { method: 'GET', path });
}

export function parts(transport: Transport, about: InsightQuery): Promise<Parts> {
  return ask(transport, Parts, { method: 'GET', path: `/api/insight/parts${query(about)}` });
}

/** Of every year: only the place counts. */
export function trend(transport: Transport, { province, institution }: InsightQuery): Promise<Trend> {
  return ask(transport, Trend, { method: 'GET', path: `/api/insight/trend${query({ province, institution })}` });
}
