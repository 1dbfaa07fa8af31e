import type { IntentRow } from './rows.ts';
import type { VisitStore } from './visit-store.ts';

/** Submits whose visit has nothing left to send: only then can the server see what the person saw. */
export async function submitsToSend(store: VisitStore): Promise<readonly IntentRow[]> {
  return await store.db.read(['intents', 'outbox'], async (tx) => {
    const waiting = (await tx.objectStore('intents').getAll()).filter((intent) => intent.refused === null);
    const unsent = await Promise.all(waiting.map(({ visit }) => tx.objectStore('outbox').index('visit').count(visit)));
    return waiting.filter((_, at) => unsent[at] === 0);
  });
}

/** The intent goes only if it is still the one that was sent: it may have been taken back and pressed anew meanwhile. */
export async function settleSubmit(store: VisitStore, sent: IntentRow, refused: string | null): Promise<void> {
  await store.db.write(['intents'], async (tx) => {
    const now = await tx.objectStore('intents').get(sent.visit);
    if (now?.id !== sent.id) return;
    if (refused === null) await tx.objectStore('intents').delete(sent.visit);
    else await tx.objectStore('intents').put({ ...sent, refused });
  });
  store.events.emit({ kind: 'intent', visit: sent.visit });
}
