import type { LogItem, UnknownLogItem } from '#domain/change/log.ts';
import type { Merger } from '#domain/change/merger.ts';
import { erasureOf } from '#domain/change/redaction.ts';
import { foldedChange, type RegisterState, withChange, withErasure } from '#domain/change/register-state.ts';
import type { ChangeId, Sha256, VisitId } from '#domain/ids.ts';
import type { Transition } from '#domain/visit/transition.ts';
import { keysOf, type TableName, type Writing } from './database.ts';
import { erasing, forgetErased, takeOutErased } from './erased.ts';
import { foldPage } from './fold-page.ts';
import { keepLines, type LogChain } from './log-lines.ts';
import { newLog } from './new-log.ts';
import { takeOutOfVisit } from './outbox-rows.ts';
import { type ChangeRow, changeOf, type LogRow } from './rows.ts';
import { changesNamed, putChangeRows, putRegisterRows, registersOf } from './rows-at-once.ts';
import type { VisitStore } from './visit-store.ts';

/** Verified lines of a visit's log, in order, that follow what the device has. */
export interface VisitLogPage {
  readonly known: readonly LogItem[];
  /** Lines of kinds this version does not know, or whose hash does not hold: kept raw and skipped. */
  readonly unknown: readonly UnknownLogItem[];
  /** Newest number of the visit when the page was read. */
  readonly seq: number;
  /** The same lines as the server chained them, page by page. Servers of the release before do not tell. */
  readonly chains?: readonly LogChain[];
}

export interface PageOfVisit {
  readonly visit: VisitId;
  readonly page: VisitLogPage;
}

export interface TakenIn extends PageOfVisit {
  /** Names of the registers that the lines are about. */
  readonly registers: readonly string[];
}

/** What lines are taken into. */
export const takingIn: readonly TableName[] = [
  'changes',
  'registers',
  'outbox',
  'logs',
  'logPages',
  'refused',
  'intents',
  ...erasing,
];

/** Takes pages in: changes, registers, status, arrived photos and cursors, of all the visits in one transaction. A page again does nothing. */
export async function applyLogPages(store: VisitStore, pages: readonly PageOfVisit[]): Promise<void> {
  const touched = await store.db.write(takingIn, (tx) => takeInPages(tx, pages));
  await tellTakenIn(store, touched);
}

export async function takeInPages(tx: Writing, pages: readonly PageOfVisit[]): Promise<readonly TakenIn[]> {
  const taken: TakenIn[] = [];
  for (const { visit, page } of pages) {
    const log = (await tx.objectStore('logs').get(visit)) ?? newLog(visit, false);
    taken.push({ visit, page, registers: await takeIn(tx, log, page) });
  }
  return taken;
}

/** Once the lines are committed. */
export async function tellTakenIn(store: VisitStore, taken: readonly TakenIn[]): Promise<void> {
  if (taken.some(({ page }) => page.known.some(isRedaction))) await forgetErased(store);
  for (const { visit, page, registers } of taken) {
    store.events.emit({ kind: 'visit', visit, registers, log: true });
    if (page.known.some(({ kind }) => kind === 'merged')) store.events.emit({ kind: 'intent', visit });
  }
  if (taken.length > 0) store.events.emit({ kind: 'outbox', isNew: false });
}

/**
 * Replaces what the device knew of a visit's log by a whole log, after the server was restored. Changes that the new log does
 * not have stay, as not yet judged.
 */
export async function rebuildVisit(store: VisitStore, visit: VisitId, whole: VisitLogPage): Promise<void> {
  const touched = await store.db.write(takingIn, async (tx) => {
    const log = (await tx.objectStore('logs').get(visit)) ?? newLog(visit, false);
    const refused = new Set<string>(await tx.objectStore('refused').getAllKeys());
    const registers = new Map<string, RegisterState>();
    for (const row of await tx.objectStore('changes').index('visit').getAll(visit)) {
      if (refused.has(row.id)) continue;
      const { register: name } = row.content;
      const folded = foldedChange(changeOf(row), { kind: 'pending' });
      const state = withChange(registers.get(name) ?? { name, changes: [] }, folded);
      registers.set(name, row.erasure === undefined ? state : withErasure(state, row.id, row.erasure));
    }
    await tx.objectStore('registers').delete(keysOf(visit));
    await tx.objectStore('logPages').delete(keysOf(visit));
    putRegisters(tx, visit, registers.values());
    const blank = { ...newLog(visit, log.isMember), isLost: log.isLost };
    return [...new Set([...registers.keys(), ...(await takeIn(tx, blank, whole))])];
  });
  if (whole.known.some(isRedaction)) await forgetErased(store);
  store.events.emit({ kind: 'visit', visit, registers: touched, log: true });
}

function isRedaction({ kind }: LogItem): boolean {
  return kind === 'redaction';
}

/** Returns the names of the registers it touched. */
async function takeIn(tx: Writing, log: LogRow, page: VisitLogPage): Promise<readonly string[]> {
  const { visit } = log;
  const chained = await keepLines(tx, log, page.chains ?? []);
  const items = page.known.filter((item) => item.seq > log.seq);
  const { rows, changed } = await changeRowsOf(tx, log, items);
  const registerOf = new Map([...rows.values()].map((row) => [row.id, row.content.register]));
  const names = [...new Set(items.flatMap((item) => registerNameOf(item, registerOf)))];
  const found = await registersOf(tx, visit, names);
  const registers = new Map<string, RegisterState>(
    names.map((name) => [name, { name, changes: found.get(name)?.changes ?? [] }]),
  );
  foldPage(items, { registers, registerOf });
  const arrived = items.flatMap((item) => (item.kind === 'evidence' ? [item.sha256] : []));
  putRegisters(tx, visit, registers.values());
  putChangeRows(tx, changed);
  await takeOutErased(tx, visit, items);
  await takeOutOfVisit(
    tx,
    visit,
    items.flatMap((item) => (item.kind === 'change' ? [item.change.id] : [])),
  );
  const next = advanced(log, page, items, arrived);
  // It can be submitted only where it counts now.
  if (next.mergedInto !== undefined) await tx.objectStore('intents').delete(visit);
  await tx.objectStore('logs').put({ ...next, ...chained });
  return names;
}

function putRegisters(tx: Writing, visit: VisitId, states: Iterable<RegisterState>): void {
  putRegisterRows(
    tx,
    [...states].map(({ name, changes }) => ({ visit, name, changes })),
  );
}

function registerNameOf(item: LogItem, registerOf: ReadonlyMap<ChangeId, string>): readonly string[] {
  if (item.kind === 'change' || item.kind === 'adopted') return [item.change.content.register];
  const name = item.kind === 'decision' || item.kind === 'redaction' ? registerOf.get(item.change) : undefined;
  return name === undefined ? [] : [name];
}

/**
 * The rows of the page's changes as they should be, and of the changes that it decides on or erases. An erasure is for ever. What was
 * adopted stays a change of the visit it was written in.
 */
async function changeRowsOf(
  tx: Writing,
  log: LogRow,
  items: readonly LogItem[],
): Promise<{ readonly rows: ReadonlyMap<ChangeId, ChangeRow>; readonly changed: Iterable<ChangeRow> }> {
  const named = items.flatMap((item) =>
    item.kind === 'change' || item.kind === 'adopted'
      ? [item.change.id]
      : item.kind === 'decision' || item.kind === 'redaction'
        ? [item.change]
        : [],
  );
  const visits = new Set([log.visit, ...adoptionsOf(log, items).map(({ from }) => from)]);
  const rows = new Map<ChangeId, ChangeRow>();
  for (const row of await changesNamed(tx, [...new Set(named)], visits)) rows.set(row.id, row);
  const changed = new Map<ChangeId, ChangeRow>();
  const set = (row: ChangeRow): void => {
    rows.set(row.id, row);
    changed.set(row.id, row);
  };
  for (const item of items) {
    if (item.kind === 'change' || item.kind === 'adopted') {
      const { id, content, body } = item.change;
      const known = rows.get(id);
      // Its content is what its id says; only a value can come or go.
      if (known !== undefined && (known.body === null || body !== null)) continue;
      set({
        id,
        visit: content.visit,
        content,
        body,
        ...(known?.erasure === undefined ? {} : { erasure: known.erasure }),
      });
    }
    const erased = item.kind === 'redaction' ? rows.get(item.change) : undefined;
    if (item.kind === 'redaction' && erased !== undefined)
      set({ ...erased, body: null, erasure: erased.erasure ?? erasureOf(item) });
  }
  return { rows, changed: changed.values() };
}

/** Those that were known, and those that the lines tell of. */
function adoptionsOf(log: LogRow, items: readonly LogItem[]): readonly Merger[] {
  return [...(log.adoptions ?? []), ...items.flatMap((item) => (item.kind === 'adoption' ? [item.merger] : []))];
}

function advanced(log: LogRow, page: VisitLogPage, items: readonly LogItem[], arrived: readonly Sha256[]): LogRow {
  const unknown = page.unknown.filter((item) => item.seq > log.seq);
  const seq = Math.max(log.seq, ...items.map((item) => item.seq), ...unknown.map((item) => item.seq));
  const transitions = new Map<number, Transition>(log.transitions.map((transition) => [transition.n, transition]));
  for (const item of items) if (item.kind === 'transition') transitions.set(item.transition.n, item.transition);
  const adoptions = adoptionsOf(log, items);
  const merged = items.findLast((item) => item.kind === 'merged');
  return {
    ...log,
    seq,
    isDoubted: false,
    target: Math.max(log.target, page.seq, seq),
    transitions: [...transitions.values()].sort((a, b) => a.n - b.n),
    arrived: [...new Set([...log.arrived, ...arrived])],
    unknown: [...log.unknown, ...unknown],
    ...(adoptions.length > 0 ? { adoptions } : {}),
    ...(merged === undefined ? {} : { mergedInto: merged.merger }),
  };
}
