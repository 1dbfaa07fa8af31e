import { keepInstrument, keptInstrument } from '#client/store/instruments.ts';
import { readKept, writeKept } from '#client/store/kept.ts';
import type { InstrumentHash } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import { directory, instrument } from './api.ts';
import type { EngineContext } from './engine-ports.ts';

const directoryAgeMs = 10 * 60_000;

export async function fetchInstrument({ store, transport }: EngineContext, hash: InstrumentHash): Promise<Instrument> {
  const fetched = await instrument(transport, hash);
  await keepInstrument(store, hash, fetched);
  return fetched;
}

/**
 * Offices, people and instruments, with every instrument itself: a visit must be able to start without a network. When a person
 * asked, as after adding an office, it is fetched however new it is.
 */
export async function fetchDirectory(context: EngineContext, isAsked: boolean): Promise<void> {
  const { store, transport } = context;
  const fetchedAt = await readKept(store.db, 'directoryAt');
  const ageMs = fetchedAt === null ? null : store.clock().getTime() - Date.parse(fetchedAt);
  // A clock that was set back must not keep an old directory for ever.
  if (!isAsked && ageMs !== null && ageMs >= 0 && ageMs < directoryAgeMs) return;
  const fresh = await directory(transport);
  await writeKept(store.db, { directory: fresh, directoryAt: store.clock().toISOString() });
  store.events.emit({ kind: 'directory' });
  for (const { hash } of fresh.instruments) {
    if ((await keptInstrument(store, hash)) === null) await fetchInstrument(context, hash);
  }
}
