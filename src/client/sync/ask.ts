import type * as z from 'zod/mini';
import { type Transport, type TransportRequest, Unreachable } from './transport.ts';

/** Sends, and believes only a reply that parses. */
export async function ask<S extends z.ZodMiniType>(
  transport: Transport,
  schema: S,
  request: TransportRequest,
): Promise<z.output<S>> {
  const { body } = await transport.send(request);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Unreachable('notOurs', { cause: parsed.error });
  return parsed.data;
}

/** `?a=1&b=2` of the members that have a value. */
export function queryOf(members: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) if (value !== undefined && value !== '') query.set(name, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
