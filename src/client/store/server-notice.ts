import { canonicalJson } from '#domain/canonical.ts';
import type { PublicKeyJwk } from '#domain/change/envelope.ts';
import type { VisitId } from '#domain/ids.ts';
import { keptIn, putKept, readKept, writeKept } from './kept.ts';
import type { ServerNotice } from './notice-of-server.ts';
import type { VisitStore } from './visit-store.ts';

const none: ServerNotice = { otherKey: null, contradictions: [] };
/** The first ones say enough. */
const mostKept = 20;

export async function serverNotice(store: VisitStore): Promise<ServerNotice | null> {
  return await readKept(store.db, 'serverNotice');
}

export async function noteOtherKey(store: VisitStore, publicKey: PublicKeyJwk): Promise<void> {
  const at = store.clock().toISOString();
  await note(store, (known) =>
    canonicalJson(known.otherKey?.publicKey ?? null) === canonicalJson(publicKey)
      ? known
      : { ...known, otherKey: { publicKey, at } },
  );
}

export async function noteContradiction(store: VisitStore, visit: VisitId, seq: number): Promise<void> {
  const at = store.clock().toISOString();
  await note(store, (known) => ({
    ...known,
    contradictions: [...known.contradictions, { visit, seq, at }].slice(0, mostKept),
  }));
}

/** The person has read it; a new key is the server's from now on. */
export async function acceptNotice(store: VisitStore): Promise<void> {
  const notice = await serverNotice(store);
  const key = notice?.otherKey?.publicKey;
  await writeKept(store.db, { serverNotice: none, ...(key === undefined ? {} : { serverKey: key }) });
  store.events.emit({ kind: 'outbox', isNew: true });
}

async function note(store: VisitStore, change: (known: ServerNotice) => ServerNotice): Promise<void> {
  await store.db.write(['kept'], async (tx) => {
    await putKept(tx, { serverNotice: change((await keptIn(tx, 'serverNotice')) ?? none) });
  });
  store.events.emit({ kind: 'lines' });
}
