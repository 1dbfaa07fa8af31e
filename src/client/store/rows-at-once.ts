import { unwrap } from 'idb';
import type { RegisterState } from '#domain/change/register-state.ts';
import type { VisitId } from '#domain/ids.ts';
import { keysOf, type Reading, type Writing } from './database.ts';
import type { ChangeRow, RegisterRow } from './rows.ts';

/** From so many on it takes less time to read all that there are of a visit than each by itself. */
const many = 20;

export async function registersOf(
  tx: Reading | Writing,
  visit: VisitId,
  names: readonly string[],
): Promise<ReadonlyMap<string, RegisterState>> {
  const registers = tx.objectStore('registers');
  const rows =
    names.length < many
      ? await Promise.all(names.map((name) => registers.get([visit, name])))
      : await registers.getAll(keysOf(visit));
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.name, row]])));
}

/** Without a promise for each: where one of them fails, so does the transaction. */
export function putRegisterRows(tx: Writing, rows: Iterable<RegisterRow>): void {
  const registers = unwrap(tx.objectStore('registers'));
  for (const row of rows) registers.put(row);
}

export function putChangeRows(tx: Writing, rows: Iterable<ChangeRow>): void {
  const changes = unwrap(tx.objectStore('changes'));
  for (const row of rows) changes.put(row);
}

/** Those of the changes that are here and of one of the visits, in no order. */
export async function changesNamed(
  tx: Reading | Writing,
  ids: readonly string[],
  visits: ReadonlySet<VisitId>,
): Promise<readonly ChangeRow[]> {
  const changes = tx.objectStore('changes');
  const wanted = new Set(ids);
  const rows =
    ids.length < many * visits.size
      ? await Promise.all(ids.map((id) => changes.get(id)))
      : (await Promise.all([...visits].map((visit) => changes.index('visit').getAll(visit)))).flat();
  return rows.flatMap((row) => (row !== undefined && wanted.has(row.id) && visits.has(row.visit) ? [row] : []));
}
