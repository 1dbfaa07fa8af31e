import type { InstrumentHash } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { TilikDatabase } from './database.ts';
import type { VisitStore } from './visit-store.ts';

/** The schema of instruments that this version reads. A row of another one is fetched anew. */
const format = 1;

/*
 * One object per instrument, so that what is worked out from it once (its index, a scorer) is found again. For each database its own:
 * what one person of a shared tablet keeps, the next does not have yet.
 */
const known = new WeakMap<TilikDatabase, Map<InstrumentHash, Instrument>>();

function knownIn({ db }: VisitStore): Map<InstrumentHash, Instrument> {
  const before = known.get(db);
  if (before !== undefined) return before;
  const none = new Map<InstrumentHash, Instrument>();
  known.set(db, none);
  return none;
}

/** Null when it is not kept here. Not parsed again: 400 indicators cost a tablet a fifth of a second, before the first answer. */
export async function keptInstrument(store: VisitStore, hash: InstrumentHash): Promise<Instrument | null> {
  const before = knownIn(store).get(hash);
  if (before !== undefined) return before;
  const row = await store.db.read(['instruments'], (tx) => tx.objectStore('instruments').get(hash));
  if (row?.format !== format) return null;
  knownIn(store).set(hash, row.instrument);
  return row.instrument;
}

/** Keeps an instrument that went through its schema and was checked against its hash. */
export async function keepInstrument(store: VisitStore, hash: InstrumentHash, instrument: Instrument): Promise<void> {
  await store.db.write(['instruments'], (tx) => tx.objectStore('instruments').put({ hash, format, instrument }));
  knownIn(store).set(hash, instrument);
}
