import type { LogItem, UnknownLogItem } from '#domain/change/log.ts';
import { foldedChange, type RegisterState, withChange } from '#domain/change/register-state.ts';
import type { ChangeId, Sha256, VisitId } from '#domain/ids.ts';
import type { Transition } from '#domain/visit/transition.ts';
import { assertStrict } from './database.ts';
import { foldPage } from './fold-page.ts';
import { type ChangeRow, changeOf, type LogRow, type RegisterRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

/** Verified lines of a visit's log, in order, that follow what the device has. */
export interface VisitLogPage {
  readonly known: readonly LogItem[];
  /** Lines of kinds this version does not know, or whose hash does not hold: kept raw and skipped. */
  readonly unknown: readonly UnknownLogItem[];
  /** Newest number of the visit when the page was read. */
  readonly seq: number;
}

export function newLog(visit: VisitId, isMember: boolean): LogRow {
  return { visit, seq: 0, target: 0, isMember, isLost: false, transitions: [], arrived: [], unknown: [] };
}

/** Takes a page in: changes, registers, status, arrived photos and the cursor in one transaction. A page again does nothing. */
export async function applyLogPage(store: VisitStore, visit: VisitId, page: VisitLogPage): Promise<void> {
  const touched = await inLogTransaction(store, async () => {
    const log = (await store.db.logs.get(visit)) ?? newLog(visit, false);
    return await takeIn(store, log, page);
  });
  store.events.emit({ kind: 'visit', visit, registers: touched, log: true });
  store.events.emit({ kind: 'outbox', isNew: false });
}

/**
 * Replaces what the device knew of a visit's log by a whole log, after the server was restored. Changes that the new log does
 * not have stay, as not yet judged.
 */
export async function rebuildVisit(store: VisitStore, visit: VisitId, whole: VisitLogPage): Promise<void> {
  const { db } = store;
  const touched = await inLogTransaction(store, async () => {
    const log = (await db.logs.get(visit)) ?? newLog(visit, false);
    const refused = new Set(await db.refused.toCollection().primaryKeys());
    const registers = new Map<string, RegisterState>();
    for (const row of await db.changes.where('visit').equals(visit).toArray()) {
      if (refused.has(row.id)) continue;
      const { register: name } = row.content;
      registers.set(
        name,
        withChange(registers.get(name) ?? { name, changes: [] }, foldedChange(changeOf(row), { kind: 'pending' })),
      );
    }
    await db.registers.where('[visit+name]').between([visit, ''], [visit, '\uffff']).delete();
    await db.registers.bulkPut([...registers.values()].map((state) => ({ visit, ...state })));
    const blank = { ...newLog(visit, log.isMember), isLost: log.isLost };
    return [...new Set([...registers.keys(), ...(await takeIn(store, blank, whole))])];
  });
  store.events.emit({ kind: 'visit', visit, registers: touched, log: true });
}

async function inLogTransaction<T>(store: VisitStore, work: () => Promise<T>): Promise<T> {
  const { db } = store;
  const tables = [db.changes, db.registers, db.outbox, db.logs, db.evidence, db.refused];
  return await db.transaction('rw', tables, async (transaction) => {
    assertStrict(transaction);
    return await work();
  });
}

/** Inside a transaction: awaits the database only. Returns the names of the registers it touched. */
async function takeIn(store: VisitStore, log: LogRow, page: VisitLogPage): Promise<readonly string[]> {
  const { db } = store;
  const { visit } = log;
  const items = page.known.filter((item) => item.seq > log.seq);
  const rows = await changeRowsOf(store, visit, items);
  const registerOf = new Map([...rows.values()].map((row) => [row.id, row.content.register]));
  const names = [...new Set(items.flatMap((item) => registerNameOf(item, registerOf)))];
  const found = await db.registers.bulkGet(names.map((name): [string, string] => [visit, name]));
  const registers = new Map<string, RegisterState>(
    names.map((name, at) => [name, found[at] ?? { visit, name, changes: [] }]),
  );
  foldPage(items, { registers, registerOf });
  await db.registers.bulkPut(
    [...registers.values()].map(({ name, changes }): RegisterRow => ({ visit, name, changes })),
  );
  await db.changes.bulkPut([...rows.values()]);
  const confirmed = items.flatMap((item) => (item.kind === 'change' ? [item.change.id] : []));
  await db.outbox.where('id').anyOf(confirmed).delete();
  const arrived = items.flatMap((item) => (item.kind === 'evidence' ? [item.sha256] : []));
  for (const sha256 of arrived) await db.evidence.update([visit, sha256], { isSent: 1 });
  await db.logs.put(advanced(log, page, items, arrived));
  return names;
}

function registerNameOf(item: LogItem, registerOf: ReadonlyMap<ChangeId, string>): readonly string[] {
  if (item.kind === 'change') return [item.change.content.register];
  const name = item.kind === 'decision' || item.kind === 'redaction' ? registerOf.get(item.change) : undefined;
  return name === undefined ? [] : [name];
}

/** The rows of the page's changes as they should be, and of the changes that it decides on or erases. An erasure is for ever. */
async function changeRowsOf(
  store: VisitStore,
  visit: VisitId,
  items: readonly LogItem[],
): Promise<ReadonlyMap<ChangeId, ChangeRow>> {
  const named = items.flatMap((item) =>
    item.kind === 'change'
      ? [item.change.id]
      : item.kind === 'decision' || item.kind === 'redaction'
        ? [item.change]
        : [],
  );
  const rows = new Map<ChangeId, ChangeRow>();
  for (const row of await store.db.changes.bulkGet([...new Set(named)]))
    if (row?.visit === visit) rows.set(row.id, row);
  for (const item of items) {
    if (item.kind === 'change') {
      const { id, content, body } = item.change;
      rows.set(id, { id, visit, content, body: rows.get(id)?.body === null ? null : body });
    }
    const erased = item.kind === 'redaction' ? rows.get(item.change) : undefined;
    if (erased !== undefined) rows.set(erased.id, { ...erased, body: null });
  }
  return rows;
}

function advanced(log: LogRow, page: VisitLogPage, items: readonly LogItem[], arrived: readonly Sha256[]): LogRow {
  const unknown = page.unknown.filter((item) => item.seq > log.seq);
  const seq = Math.max(log.seq, ...items.map((item) => item.seq), ...unknown.map((item) => item.seq));
  const transitions = new Map<number, Transition>(log.transitions.map((transition) => [transition.n, transition]));
  for (const item of items) if (item.kind === 'transition') transitions.set(item.transition.n, item.transition);
  return {
    ...log,
    seq,
    target: Math.max(log.target, page.seq, seq),
    transitions: [...transitions.values()].sort((a, b) => a.n - b.n),
    arrived: [...new Set([...log.arrived, ...arrived])],
    unknown: [...log.unknown, ...unknown],
  };
}
