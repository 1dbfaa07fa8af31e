import * as z from 'zod/mini';
import { Epoch, Instant } from '#domain/ids.ts';
import { Directory } from '#protocol/account.ts';
import type { TilikDatabase } from './database.ts';

/** Single values kept beside the tables, each read back through its schema: an older version may have written it. */
const schemas = {
  directory: Directory,
  epoch: Epoch,
  feedCursor: z.string(),
  lastSentAt: Instant,
  lastFetchedAt: Instant,
  directoryAt: Instant,
} as const;

type Key = keyof typeof schemas;
type Kept<K extends Key> = z.infer<(typeof schemas)[K]>;

/** Null when it is not there, or not what this version can read. */
export async function readKept<K extends Key>(db: TilikDatabase, key: K): Promise<Kept<K> | null> {
  const row = await db.kept.get(key);
  const schema: z.ZodMiniType<Kept<K>> = schemas[key] as unknown as z.ZodMiniType<Kept<K>>;
  const parsed = schema.safeParse(row?.value);
  return parsed.success ? parsed.data : null;
}

export async function writeKept<K extends Key>(db: TilikDatabase, key: K, value: Kept<K>): Promise<void> {
  await db.kept.put({ key, value });
}
