import type { VisitId } from '#domain/ids.ts';
import type { IntentRow } from './rows.ts';
import { withCopy } from './second-copy/with-copy.ts';
import type { VisitStore } from './visit-store.ts';
import type { SubmitIntent } from './workspace.ts';

export function intentOf(row: IntentRow | undefined): SubmitIntent | null {
  if (row === undefined) return null;
  const { pressedAt, refused, known } = row;
  return refused === null ? { kind: 'waiting', pressedAt } : { kind: 'refused', pressedAt, code: refused, known };
}

export async function readIntent(store: VisitStore, visit: VisitId): Promise<SubmitIntent | null> {
  return intentOf(await store.db.read(['intents'], (tx) => tx.objectStore('intents').get(visit)));
}

export async function putIntent(store: VisitStore, row: IntentRow): Promise<void> {
  await store.db.write(['intents'], (tx) => tx.objectStore('intents').put(row));
  if (row.refused === null) store.events.emit({ kind: 'added', adds: { waitingSubmits: 1 } });
  await withCopy(store, (copy) => copy.journal.append([{ record: { kind: 'intent', row } }]));
  store.events.emit({ kind: 'intent', visit: row.visit });
}

export async function removeIntent(store: VisitStore, visit: VisitId): Promise<void> {
  await store.db.write(['intents'], (tx) => tx.objectStore('intents').delete(visit));
  await withCopy(store, (copy) => copy.journal.append([{ record: { kind: 'intent-gone', visit } }]));
  store.events.emit({ kind: 'intent', visit });
}
