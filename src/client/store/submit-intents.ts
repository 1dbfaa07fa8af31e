import type { VisitId } from '#domain/ids.ts';
import { assertStrict } from './database.ts';
import type { IntentRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';
import type { SubmitIntent } from './workspace.ts';

export function intentOf(row: IntentRow | undefined): SubmitIntent | null {
  if (row === undefined) return null;
  const { pressedAt, refused } = row;
  return refused === null ? { kind: 'waiting', pressedAt } : { kind: 'refused', pressedAt, code: refused };
}

export async function putIntent(store: VisitStore, row: IntentRow): Promise<void> {
  await store.db.transaction('rw', store.db.intents, async (transaction) => {
    assertStrict(transaction);
    await store.db.intents.put(row);
  });
  store.events.emit({ kind: 'intent', visit: row.visit });
}

export async function removeIntent(store: VisitStore, visit: VisitId): Promise<void> {
  await store.db.intents.delete(visit);
  store.events.emit({ kind: 'intent', visit });
}

/** Submits whose visit has nothing left to send: only then can the server see what the person saw. */
export async function submitsToSend(store: VisitStore): Promise<readonly IntentRow[]> {
  const { db } = store;
  return await db.transaction('r', db.intents, db.outbox, async () => {
    const waiting = await db.intents.filter((intent) => intent.refused === null).toArray();
    const unsent = await Promise.all(waiting.map(({ visit }) => db.outbox.where('visit').equals(visit).count()));
    return waiting.filter((_, at) => unsent[at] === 0);
  });
}

/** The intent goes only if it is still the one that was sent: it may have been taken back and pressed anew meanwhile. */
export async function settleSubmit(store: VisitStore, sent: IntentRow, refused: string | null): Promise<void> {
  const { db } = store;
  await db.transaction('rw', db.intents, async () => {
    const now = await db.intents.get(sent.visit);
    if (now?.id !== sent.id) return;
    if (refused === null) await db.intents.delete(sent.visit);
    else await db.intents.put({ ...sent, refused });
  });
  store.events.emit({ kind: 'intent', visit: sent.visit });
}
