import type { Reading } from '../database.ts';
import { erasedKeys } from '../erased.ts';
import { changeOf } from '../rows.ts';
import type { VisitStore } from '../visit-store.ts';
import { changeKey, instrumentKey, intentKey, keptKey, type NewRecord, photoKey } from './journal-record.ts';
import { type Restored, restore } from './restore.ts';
import type { JournalClient } from './second-copy.ts';

const nothing: Restored = { changes: 0, photos: 0, damaged: 0 };

/**
 * Makes the two copies agree: what the server has confirmed leaves the journal, what the journal lacks is added, and what only the
 * journal has, from before this page, goes back into the database.
 */
export async function reconcile(store: VisitStore, journal: JournalClient): Promise<Restored> {
  const erased = new Set(await erasedKeys(store));
  await journal.forget([...erased]);
  const unsent = (await unsentHere(store)).filter((key) => !erased.has(key));
  const state = await journal.state();
  const inJournal = new Set([...state.unsent.map(({ key }) => key), ...state.others]);
  await journal.append(
    await recordsOf(
      store,
      unsent.filter((key) => !inJournal.has(key)),
    ),
  );
  const here = new Set(unsent);
  const rest = state.unsent.filter(({ key }) => !here.has(key));
  const standing = await standingOf(
    store,
    rest.map(({ key }) => key),
  );
  await journal.markSent(rest.filter(({ key }) => standing.get(key) === 'confirmed').map(({ key }) => key));
  const missing = new Set(
    rest.filter(({ key, isFromBefore }) => isFromBefore && standing.get(key) === 'missing').map(({ key }) => key),
  );
  if (missing.size === 0) return nothing;
  const kept = (await journal.read()).filter(({ record }) => missing.has(keyed(record)));
  const restored = await restore(store, kept, { unlessOvertaken: true });
  // What another answer has overtaken meanwhile was never called saved, or it would be in the database.
  const now = await standingOf(store, [...missing]);
  const overtaken = [...missing].filter((key) => now.get(key) === 'missing');
  await journal.forget(overtaken);
  const isChange = (key: string): boolean => key.startsWith('change/');
  return { ...restored, changes: restored.changes - overtaken.filter(isChange).length };
}

function keyed(record: NewRecord['record']): string {
  if (record.kind === 'change') return changeKey(record.change.id);
  if (record.kind === 'photo') return photoKey(record.row.visit, record.row.sha256);
  return '';
}

/** Keys of everything here that the server does not have, or that is needed to read it. */
async function unsentHere(store: VisitStore): Promise<readonly string[]> {
  return await store.db.read(['outbox', 'evidence', 'intents', 'instruments', 'refused', 'kept'], async (tx) => {
    const [changes, photos, intents, instruments, refused, directory] = await Promise.all([
      tx.objectStore('outbox').getAll(),
      tx.objectStore('evidence').index('isSent').getAll(0),
      tx.objectStore('intents').getAll(),
      tx.objectStore('instruments').getAllKeys(),
      tx.objectStore('refused').getAll(),
      tx.objectStore('kept').getKey('directory'),
    ]);
    return [
      ...changes.map(({ id }) => changeKey(id)),
      ...refused.filter((row) => !row.isAcknowledged).map(({ id }) => changeKey(id)),
      ...photos.map(({ visit, sha256 }) => photoKey(visit, sha256)),
      ...intents.map(({ visit }) => intentKey(visit)),
      ...instruments.map(instrumentKey),
      ...(directory === undefined ? [] : [keptKey('directory')]),
    ];
  });
}

async function recordsOf(store: VisitStore, keys: readonly string[]): Promise<readonly NewRecord[]> {
  const records: NewRecord[] = [];
  for (const key of keys) {
    const [kind, first = '', second = ''] = key.split('/');
    if (kind === 'change') {
      const row = await store.db.read(['changes'], (tx) => tx.objectStore('changes').get(first));
      if (row !== undefined) records.push({ record: { kind, change: changeOf(row) } });
    } else if (kind === 'photo') {
      const record = await photoRecord(store, first, second);
      if (record !== null) records.push(record);
    } else if (kind === 'intent') {
      const row = await store.db.read(['intents'], (tx) => tx.objectStore('intents').get(first));
      if (row !== undefined) records.push({ record: { kind, row } });
    } else if (kind === 'instrument') {
      const row = await store.db.read(['instruments'], (tx) => tx.objectStore('instruments').get(first));
      if (row !== undefined) records.push({ record: { kind, row } });
    } else if (kind === 'kept') {
      const row = await store.db.read(['kept'], (tx) => tx.objectStore('kept').get(first));
      if (row !== undefined) records.push({ record: { kind, row } });
    }
  }
  return records;
}

async function photoRecord(store: VisitStore, visit: string, sha256: string): Promise<NewRecord | null> {
  const [row, chunks] = await store.db.read(['evidence', 'evidenceChunks'], (tx) =>
    Promise.all([
      tx.objectStore('evidence').get([visit, sha256]),
      tx
        .objectStore('evidenceChunks')
        .getAll(IDBKeyRange.bound([visit, sha256, 0], [visit, sha256, Number.POSITIVE_INFINITY])),
    ]),
  );
  return row === undefined
    ? null
    : { record: { kind: 'photo', row }, binary: await new Blob(chunks.map(({ data }) => data)).arrayBuffer() };
}

type Standing = 'confirmed' | 'waiting' | 'missing';

/** Read in one go after the journal was: a write under way is in neither or in both tables. */
async function standingOf(store: VisitStore, keys: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  return await store.db.read(['changes', 'outbox', 'refused', 'evidence', 'intents'], async (tx) => {
    const tables = await changesHere(tx, keys);
    const found = await Promise.all(
      keys.map(async (key): Promise<[string, Standing]> => {
        const [kind, first = '', second = ''] = key.split('/');
        if (kind === 'photo') {
          const row = await tx.objectStore('evidence').get([first, second]);
          return [key, row === undefined ? 'missing' : row.isSent === 1 ? 'confirmed' : 'waiting'];
        }
        if (kind === 'intent') {
          return [key, (await tx.objectStore('intents').getKey(first)) === undefined ? 'confirmed' : 'waiting'];
        }
        if (!tables.kept.has(first)) return [key, 'missing'];
        return [key, tables.waiting.has(first) ? 'waiting' : 'confirmed'];
      }),
    );
    return new Map(found);
  });
}

/** From so many on all names are read at once instead of asking for each. */
const many = 50;

/** Which of the named changes are here, and which of those wait to be sent or to be read as refused. */
async function changesHere(
  tx: Reading,
  keys: readonly string[],
): Promise<{ readonly kept: ReadonlySet<string>; readonly waiting: ReadonlySet<string> }> {
  const named = keys.filter((key) => key.startsWith('change/')).map((key) => key.slice('change/'.length));
  const refused = (await tx.objectStore('refused').getAll()).filter(({ isAcknowledged }) => !isAcknowledged);
  const [changes, outbox] = [tx.objectStore('changes'), tx.objectStore('outbox')];
  if (named.length >= many) {
    const [kept, unsent] = await Promise.all([changes.getAllKeys(), outbox.getAll()]);
    return { kept: new Set(kept), waiting: new Set([...unsent, ...refused].map(({ id }) => id)) };
  }
  const [kept, unsent] = await Promise.all([
    Promise.all(named.map((id) => changes.getKey(id))),
    Promise.all(named.map((id) => outbox.index('id').get(id))),
  ]);
  return {
    kept: new Set(kept.flatMap((id) => id ?? [])),
    waiting: new Set([...unsent.flatMap((row) => row ?? []), ...refused].map(({ id }) => id)),
  };
}
