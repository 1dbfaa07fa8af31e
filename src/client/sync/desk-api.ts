import type * as z from 'zod/mini';
import type { VisitId } from '#domain/ids.ts';
import { DeskPage, type DeskQuery } from '#protocol/desk.ts';
import { HealingNotes } from '#protocol/healing.ts';
import { Statistics } from '#protocol/statistics.ts';
import { ask, queryOf } from './ask.ts';
import type { Transport } from './transport.ts';

/** Conflicts, late and held changes of a period. */
export function statistics(
  transport: Transport,
  period: { readonly from: string; readonly to: string },
): Promise<Statistics> {
  const path = `/api/desk/statistics${queryOf({ from: period.from, to: period.to })}`;
  return ask(transport, Statistics, { method: 'GET', path, timeoutMs: 60_000 });
}

/** What no longer followed when a restored server got the visit back. */
export function healingNotes(transport: Transport, visit: VisitId): Promise<HealingNotes> {
  return ask(transport, HealingNotes, { method: 'GET', path: `/api/visits/${visit}/healing` });
}

/** One page of the supervisor's list. */
export function desk(transport: Transport, query: z.infer<typeof DeskQuery> = {}): Promise<DeskPage> {
  const { status, office, instrument, search, flag, limit, after } = query;
  const path = `/api/desk${queryOf({ status, office, instrument, search, flag, limit, after })}`;
  return ask(transport, DeskPage, { method: 'GET', path });
}
