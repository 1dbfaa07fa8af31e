import type * as z from 'zod/mini';
import { DeskPage, type DeskQuery } from '#protocol/desk.ts';
import { ask, queryOf } from './ask.ts';
import type { Transport } from './transport.ts';

/** One page of the supervisor's list. */
export function desk(transport: Transport, query: z.infer<typeof DeskQuery> = {}): Promise<DeskPage> {
  const { status, office, instrument, search, flag, limit, after } = query;
  const path = `/api/desk${queryOf({ status, office, instrument, search, flag, limit, after })}`;
  return ask(transport, DeskPage, { method: 'GET', path });
}
