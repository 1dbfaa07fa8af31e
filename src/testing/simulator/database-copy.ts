import type { TableName, TilikDatabase } from '#client/store/database.ts';

const tables: readonly TableName[] = [
  'changes',
  'registers',
  'logs',
  'logPages',
  'lines',
  'outbox',
  'replica',
  'batches',
  'intents',
  'evidence',
  'evidenceChunks',
  'instruments',
  'kept',
  'receipts',
  'refused',
  'carried',
  'carriedChunks',
];

/** Everything in a person's database, as a backup of the profile would have it. */
export type DatabaseCopy = ReadonlyMap<TableName, readonly unknown[]>;

export async function copyDatabase(db: TilikDatabase): Promise<DatabaseCopy> {
  return await db.read(tables, async (tx) => {
    const rows = await Promise.all(tables.map((table) => tx.objectStore(table).getAll()));
    return new Map(tables.map((table, at) => [table, rows[at] ?? []]));
  });
}

export async function pasteDatabase(db: TilikDatabase, copy: DatabaseCopy): Promise<void> {
  await db.write(tables, async (tx) => {
    for (const [table, rows] of copy) {
      await Promise.all(rows.map((row) => tx.objectStore(table).put(row as never)));
    }
  });
}
