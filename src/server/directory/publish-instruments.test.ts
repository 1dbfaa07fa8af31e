import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '#domain/canonical.ts';
import { Instrument } from '#domain/instrument/instrument.ts';
import { publishedInstruments } from '#instruments/published.ts';
import { createMigratedDatabase } from '#testing/migrated-database.ts';
import type { Database } from '../db/database.ts';
import { findInstrument, findInstrumentBody, listInstruments } from '../db/instruments.ts';
import { publishInstruments } from './publish-instruments.ts';

let db: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await createMigratedDatabase());
  await publishInstruments(db, publishedInstruments);
});
afterAll(() => close());

test('every shipped instrument is listed under the hash of the very bytes that are given out', async () => {
  const listed = await listInstruments(db);
  expect(listed.map(({ id }) => id)).toEqual(['ombudsman-2023', 'ombudsman-2022', 'ombudsman-2013-2019']);
  for (const { hash, id } of listed) {
    expect(await sha256Hex((await findInstrumentBody(db, hash)) ?? '')).toBe(hash);
    expect((await findInstrument(db, hash))?.id).toBe(id);
  }
});

test('starting again changes nothing', async () => {
  await publishInstruments(db, publishedInstruments);
  expect(await listInstruments(db)).toHaveLength(publishedInstruments.length);
});

test('a published version that was altered is refused at the start', async () => {
  const altered = { ...Instrument.parse(publishedInstruments[0]), title: { id: 'Lain', en: 'Other' } };
  await expect(publishInstruments(db, [altered])).rejects.toThrow('A published version never changes');
});

test('nobody can change what was published', async () => {
  await expect(db.query(`UPDATE instrument SET body = '{}'`)).rejects.toThrow('append-only');
  await expect(db.query('DELETE FROM instrument')).rejects.toThrow('append-only');
});
