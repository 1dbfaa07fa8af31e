import type { InstrumentHash } from '#domain/ids.ts';
import { Instrument } from '#domain/instrument/instrument.ts';
import type { VisitStore } from './visit-store.ts';

// One object per instrument, so that what is worked out from it once (its index, a scorer) is found again.
const parsed = new Map<InstrumentHash, Instrument>();

/** Null when it is not kept here, or not what this version can read. */
export async function keptInstrument(store: VisitStore, hash: InstrumentHash): Promise<Instrument | null> {
  const known = parsed.get(hash);
  if (known !== undefined) return known;
  const row = await store.db.read(['instruments'], (tx) => tx.objectStore('instruments').get(hash));
  const found = Instrument.safeParse(row?.instrument);
  if (!found.success) return null;
  parsed.set(hash, found.data);
  return found.data;
}

/** Keeps an instrument that was checked against its hash. */
export async function keepInstrument(store: VisitStore, hash: InstrumentHash, instrument: Instrument): Promise<void> {
  await store.db.write(['instruments'], (tx) => tx.objectStore('instruments').put({ hash, instrument }));
  parsed.set(hash, instrument);
}
