import * as z from 'zod/mini';
import { InstrumentHash } from '#domain/ids.ts';
import { Instrument, Text } from '#domain/instrument/instrument.ts';
import type { Queryable } from './database.ts';

const Listed = z.object({ hash: InstrumentHash, id: z.string(), version: z.int(), title: Text, shortTitle: Text });
export type ListedInstrument = z.infer<typeof Listed>;

/** Newest first. */
export async function listInstruments(db: Queryable): Promise<readonly ListedInstrument[]> {
  const { rows } = await db.query(
    `SELECT hash, id, version, body::json -> 'title' AS title, body::json -> 'shortTitle' AS "shortTitle"
       FROM instrument ORDER BY id DESC, version DESC`,
  );
  return z.array(Listed).parse(rows);
}

/** The canonical JSON, byte for byte what its hash names. */
export async function findInstrumentBody(db: Queryable, hash: InstrumentHash): Promise<string | null> {
  const { rows } = await db.query('SELECT body FROM instrument WHERE hash = $1', [hash]);
  return rows[0] === undefined ? null : z.object({ body: z.string() }).parse(rows[0]).body;
}

const known = new Map<InstrumentHash, Instrument>();

/** Immutable, so parsed once per process. */
export async function findInstrument(db: Queryable, hash: InstrumentHash): Promise<Instrument | null> {
  const cached = known.get(hash);
  if (cached !== undefined) return cached;
  const body = await findInstrumentBody(db, hash);
  if (body === null) return null;
  const instrument = Instrument.parse(JSON.parse(body));
  known.set(hash, instrument);
  return instrument;
}

/** @returns false when this id and version is published with another content. */
export async function publishInstrument(
  db: Queryable,
  instrument: { readonly id: string; readonly version: number; readonly hash: InstrumentHash; readonly body: string },
): Promise<boolean> {
  await db.query('INSERT INTO instrument (hash, id, version, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
    instrument.hash,
    instrument.id,
    instrument.version,
    instrument.body,
  ]);
  return (await findInstrumentBody(db, instrument.hash)) !== null;
}
