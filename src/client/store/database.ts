import { Dexie, type EntityTable, type Table, type Transaction } from 'dexie';
import type { OrganisationId, PersonId } from '#domain/ids.ts';
import type {
  BatchRow,
  ChangeRow,
  ChunkRow,
  EvidenceRow,
  InstrumentRow,
  IntentRow,
  KeptRow,
  LineRow,
  LogRow,
  OutboxRow,
  ReceiptRow,
  RefusedRow,
  RegisterRow,
  ReplicaRow,
} from './rows.ts';

const schemaVersion = 1;

/** The data here were written by a newer version of the app. They are left as they are; the app must be updated first. */
export class NewerDatabase extends Error {
  constructor() {
    super('The data on this device were written by a newer version of the app.');
    this.name = 'NewerDatabase';
  }
}

/** One database per organisation and person: a shared tablet never blocks or shows another's work. */
export function databaseName(organisation: OrganisationId, person: PersonId): string {
  return `tilik/${organisation}/${person}`;
}

/** IndexedDB knows Dexie's version times ten. */
const nativeVersion = schemaVersion * 10;

export class TilikDatabase extends Dexie {
  declare readonly changes: Table<ChangeRow, string>;
  declare readonly registers: Table<RegisterRow, [string, string]>;
  declare readonly logs: Table<LogRow, string>;
  declare readonly lines: Table<LineRow, string>;
  declare readonly outbox: EntityTable<OutboxRow, 'order'>;
  declare readonly replica: Table<ReplicaRow, string>;
  declare readonly batches: Table<BatchRow, number>;
  declare readonly intents: Table<IntentRow, string>;
  declare readonly evidence: Table<EvidenceRow, [string, string]>;
  declare readonly evidenceChunks: Table<ChunkRow, [string, string, number]>;
  declare readonly instruments: Table<InstrumentRow, string>;
  declare readonly kept: Table<KeptRow, string>;
  declare readonly receipts: EntityTable<ReceiptRow, 'order'>;
  declare readonly refused: Table<RefusedRow, string>;

  constructor(name: string) {
    // Chrome's default is relaxed: a commit is then told before it is on the disk.
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(schemaVersion).stores({
      changes: 'id, visit',
      registers: '[visit+name]',
      logs: 'visit',
      lines: 'visit',
      outbox: '++order, &id, visit, batch',
      replica: 'key',
      batches: 'firstN',
      intents: 'visit',
      evidence: '[visit+sha256], isSent',
      evidenceChunks: '[visit+sha256+at]',
      instruments: 'hash',
      kept: 'key',
      receipts: '++order',
      refused: 'id',
    });
    // A newer app in another tab wants to upgrade: let it, and do not come back under an older schema.
    this.on('versionchange', () => this.close({ disableAutoOpen: true }));
  }
}

export async function openDatabase(name: string): Promise<TilikDatabase> {
  const db = new TilikDatabase(name);
  await db.open();
  // Dexie opens a newer database silently; writing to it could lose what the newer version needs.
  if (db.backendDB().version > nativeVersion) {
    db.close();
    throw new NewerDatabase();
  }
  return db;
}

/**
 * Called inside every transaction that must survive a crash.
 * @throws when the browser gave the transaction a weaker durability than was asked.
 */
export function assertStrict(transaction: Transaction): void {
  // Browsers without the option have no weaker one either.
  const { durability } = transaction.idbtrans;
  if (durability !== undefined && durability !== 'strict')
    throw new Error('A write was about to be made with weaker durability than strict.');
}
