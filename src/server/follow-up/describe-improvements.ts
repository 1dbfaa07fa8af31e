import type { IndicatorId, InstrumentHash } from '#domain/ids.ts';
import { type IndexedIndicator, indexInstrument } from '#domain/instrument/index-instrument.ts';
import type { Improvement } from '#protocol/follow-up.ts';
import type { Queryable } from '../db/database.ts';
import type { StoredImprovement } from '../db/improvements.ts';
import { findInstrument } from '../db/instruments.ts';

/** With the words of the instrument by which they were found. */
export async function describeImprovements(
  db: Queryable,
  stored: readonly StoredImprovement[],
): Promise<readonly Improvement[]> {
  const indexes = new Map<InstrumentHash, ReadonlyMap<IndicatorId, IndexedIndicator>>();
  for (const hash of new Set(stored.map(({ instrument }) => instrument))) {
    const instrument = await findInstrument(db, hash);
    if (instrument !== null) indexes.set(hash, indexInstrument(instrument).indicators);
  }
  return stored.map(({ changedAt, ...row }) => {
    const place = indexes.get(row.instrument)?.get(row.indicator);
    const unknown = { id: row.indicator, en: row.indicator };
    return {
      ...row,
      title: place?.indicator.text ?? unknown,
      dimension: place?.dimension.title ?? unknown,
      legalBasis: place?.indicator.legalBasis ?? null,
      changedAt: changedAt.toISOString(),
    };
  });
}
