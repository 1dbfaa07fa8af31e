import type { VisitState } from '#domain/change/fold.ts';
import type { RegisterState } from '#domain/change/register-state.ts';
import type { VisitId } from '#domain/ids.ts';
import { keysOf } from './database.ts';
import type { LogRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

/** What the log says besides registers. */
export interface LogPart extends Omit<VisitState, 'registers'> {
  /** Up to which line it is read. */
  readonly seq: number;
}

export interface LoadedVisit {
  readonly registers: Map<string, RegisterState>;
  readonly log: LogPart;
}

/** A visit as kept here; null when the device does not have it (or only knows of it and has none of its registers yet). */
export async function loadVisit(store: VisitStore, visit: VisitId): Promise<LoadedVisit | null> {
  const [rows, log] = await store.db.read(['registers', 'logs'], (tx) =>
    Promise.all([tx.objectStore('registers').getAll(keysOf(visit)), tx.objectStore('logs').get(visit)]),
  );
  if (rows.length === 0) return null;
  return { registers: new Map(rows.map(({ name, changes }) => [name, { name, changes }])), log: logPartOf(log) };
}

export async function loadRegisters(
  store: VisitStore,
  visit: VisitId,
  names: readonly string[],
): Promise<readonly RegisterState[]> {
  const rows = await store.db.read(['registers'], (tx) =>
    Promise.all(names.map((name) => tx.objectStore('registers').get([visit, name]))),
  );
  return rows.flatMap((row) => (row === undefined ? [] : [{ name: row.name, changes: row.changes }]));
}

export async function loadLogPart(store: VisitStore, visit: VisitId): Promise<LogPart> {
  return logPartOf(await store.db.read(['logs'], (tx) => tx.objectStore('logs').get(visit)));
}

function logPartOf(log: LogRow | undefined): LogPart {
  return {
    seq: log?.seq ?? 0,
    transitions: log?.transitions ?? [],
    arrived: new Set(log?.arrived ?? []),
    unknownLines: log?.unknown.length ?? 0,
    mergedInto: log?.mergedInto ?? null,
    adoptions: log?.adoptions ?? [],
  };
}

export function stateOf(loaded: LoadedVisit): VisitState {
  return { registers: loaded.registers, ...loaded.log };
}
