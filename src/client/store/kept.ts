import * as z from 'zod/mini';
import { PublicKeyJwk } from '#domain/change/envelope.ts';
import { Epoch, Instant, VisitId } from '#domain/ids.ts';
import { Directory } from '#protocol/directory.ts';
import type { Reading, TilikDatabase, Writing } from './database.ts';
import { ServerNotice } from './notice-of-server.ts';

/** Single values kept beside the tables, each read back through its schema: an older version may have written it. */
const schemas = {
  directory: Directory,
  epoch: Epoch,
  feedCursor: z.string(),
  lastSentAt: Instant,
  lastFetchedAt: Instant,
  directoryAt: Instant,
  /** Keys of the second copy's records that were erased by law. */
  erased: z.array(z.string()),
  /** What the person wants held back from sending on this device. */
  upload: z.object({ paused: z.enum(['nothing', 'photos', 'all']), wifiOnly: z.boolean() }),
  /** What the server signs with, as first met; another one is taken only with the person's word. */
  serverKey: PublicKeyJwk,
  serverNotice: ServerNotice,
  /** Visits that are no longer this person's, since when by the server's time: own changes stay a while. */
  droppedVisits: z.array(z.object({ visit: VisitId, at: Instant })),
  /** When this database was made. */
  bornAt: Instant,
  /** What was gone when it was made, until the person has read it. */
  lostWork: z.object({
    lastSeenAt: Instant,
    unsentChanges: z.int(),
    unsentPhotos: z.int(),
    restoredChanges: z.int(),
    restoredPhotos: z.int(),
    damaged: z.int(),
  }),
} as const;

export type KeptKey = keyof typeof schemas;
export type Kept<K extends KeptKey> = z.infer<(typeof schemas)[K]>;

/** Null when it is not there, or not what this version can read. */
export async function readKept<K extends KeptKey>(db: TilikDatabase, key: K): Promise<Kept<K> | null> {
  return await db.read(['kept'], (tx) => keptIn(tx, key));
}

export async function keptIn<K extends KeptKey>(tx: Reading | Writing, key: K): Promise<Kept<K> | null> {
  const row = await tx.objectStore('kept').get(key);
  const schema = schemas[key] as unknown as z.ZodMiniType<Kept<K>>;
  const parsed = schema.safeParse(row?.value);
  return parsed.success ? parsed.data : null;
}

export async function writeKept(db: TilikDatabase, values: { readonly [K in KeptKey]?: Kept<K> }): Promise<void> {
  await db.write(['kept'], (tx) => putKept(tx, values));
}

export async function removeKept(db: TilikDatabase, key: KeptKey): Promise<void> {
  await db.write(['kept'], (tx) => tx.objectStore('kept').delete(key));
}

export async function putKept(tx: Writing, values: { readonly [K in KeptKey]?: Kept<K> }): Promise<void> {
  await Promise.all(Object.entries(values).map(([key, value]) => tx.objectStore('kept').put({ key, value })));
}
