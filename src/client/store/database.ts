import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { OrganisationId, PersonId } from '#domain/ids.ts';
import type {
  BatchRow,
  CarriedChunkRow,
  CarriedRow,
  ChangeRow,
  ChunkRow,
  EvidenceRow,
  InstrumentRow,
  IntentRow,
  KeptRow,
  LineRow,
  LogPageRow,
  LogRow,
  OutboxRow,
  ReceiptRow,
  RefusedRow,
  RegisterRow,
  ReplicaRow,
} from './rows.ts';

interface Tables extends DBSchema {
  changes: { key: string; value: ChangeRow; indexes: { visit: string } };
  registers: { key: [string, string]; value: RegisterRow };
  logs: { key: string; value: LogRow };
  logPages: { key: [string, number]; value: LogPageRow };
  lines: { key: string; value: LineRow };
  outbox: { key: number; value: OutboxRow; indexes: { id: string; visit: string; batch: number } };
  replica: { key: string; value: ReplicaRow };
  batches: { key: number; value: BatchRow };
  intents: { key: string; value: IntentRow };
  evidence: { key: [string, string]; value: EvidenceRow; indexes: { isSent: number } };
  evidenceChunks: { key: [string, string, number]; value: ChunkRow };
  instruments: { key: string; value: InstrumentRow };
  kept: { key: string; value: KeptRow };
  receipts: { key: number; value: ReceiptRow };
  refused: { key: string; value: RefusedRow };
  carried: { key: string; value: CarriedRow };
  carriedChunks: { key: [string, number]; value: CarriedChunkRow };
}

export type TableName = StoreNames<Tables>;
export type Reading = IDBPTransaction<Tables, TableName[], 'readonly'>;
export type Writing = IDBPTransaction<Tables, TableName[], 'readwrite'>;

export const schemaVersion = 2;

/** The data here were written by a newer version of the app. They are left as they are; the app must be updated first. */
export class NewerDatabase extends Error {
  constructor() {
    super('The data on this device were written by a newer version of the app.');
    this.name = 'NewerDatabase';
  }
}

/** Other tabs of this browser with the same database, under an older or a newer version of the app. */
export interface OtherTabs {
  /** An older one has it open still, and the tables cannot be brought up to date. */
  onBlocked(): void;
  /** A newer one waits for it: it is closed here when this has settled. */
  onSuperseded(): Promise<void>;
}

const noOtherTabs: OtherTabs = { onBlocked: () => {}, onSuperseded: async () => {} };

/** One database per organisation and person: a shared tablet never blocks or shows another's work. */
export function databaseName(organisation: OrganisationId, person: PersonId): string {
  return `tilik/${organisation}/${person}`;
}

/** All keys that begin with this text. */
export function keysOf(first: string): IDBKeyRange {
  return IDBKeyRange.bound([first], [first, []], false, true);
}

/**
 * The person's database. All work goes through `read` and `write`: one transaction each, in which nothing but the transaction is
 * awaited.
 */
export class TilikDatabase {
  readonly name: string;
  readonly #tabs: OtherTabs;
  #connection: Promise<IDBPDatabase<Tables>> | null = null;
  #state: 'open' | 'closed' | 'outdated' = 'open';

  constructor(name: string, tabs: OtherTabs = noOtherTabs) {
    this.name = name;
    this.#tabs = tabs;
  }

  /** @throws NewerDatabase */
  async open(): Promise<void> {
    await this.#connect();
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  async read<T>(tables: readonly TableName[], work: (tx: Reading) => Promise<T>): Promise<T> {
    const tx = await this.#begin((connection) => connection.transaction([...tables], 'readonly'));
    return await settled(tx, work(tx));
  }

  /** Resolves once it is on the disk. Strict durability: Chrome's default tells a commit before it is there. */
  async write<T>(tables: readonly TableName[], work: (tx: Writing) => Promise<T>): Promise<T> {
    const tx = await this.#begin((connection) =>
      connection.transaction([...tables], 'readwrite', { durability: 'strict' }),
    );
    // Browsers that do not know the option have no weaker durability either.
    if (tx.durability !== undefined && tx.durability !== 'strict')
      throw new Error('The browser gave a weaker durability than strict.');
    return await settled(tx, work(tx));
  }

  close(): void {
    this.#end('closed');
  }

  #connect(): Promise<IDBPDatabase<Tables>> {
    if (this.#state === 'outdated') return Promise.reject(new NewerDatabase());
    if (this.#state === 'closed') return Promise.reject(new Error('The database is closed.'));
    this.#connection ??= openTables(this.name, {
      onBlocked: () => this.#tabs.onBlocked(),
      // A newer app in another tab wants to upgrade: let it, and do not come back under an older schema.
      onUpgrade: () => {
        const end = (): void => this.#end('outdated');
        void this.#tabs.onSuperseded().then(end, end);
      },
      // The browser let go of the files (storage trouble, memory pressure): the next use opens them again.
      onTerminated: () => {
        this.#connection = null;
      },
    }).catch((error: unknown) => {
      this.#connection = null;
      throw error;
    });
    return this.#connection;
  }

  async #begin<T>(transaction: (connection: IDBPDatabase<Tables>) => T): Promise<T> {
    const connection = await this.#connect();
    try {
      return transaction(connection);
    } catch (error) {
      // A connection that died without a word.
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      this.#connection = null;
      return transaction(await this.#connect());
    }
  }

  #end(state: 'closed' | 'outdated'): void {
    const open = this.#connection;
    this.#state = state;
    this.#connection = null;
    void open?.then(
      (connection) => connection.close(),
      () => {},
    );
  }
}

/** The result of the work once the transaction has committed; nothing of it when the work fails. */
async function settled<T>(tx: Reading | Writing, work: Promise<T>): Promise<T> {
  try {
    const [result] = await Promise.all([work, tx.done]);
    return result;
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It had ended already, which is how the work failed.
    }
    await tx.done.catch(() => {});
    throw error;
  }
}

async function openTables(
  name: string,
  on: { readonly onBlocked: () => void; readonly onUpgrade: () => void; readonly onTerminated: () => void },
): Promise<IDBPDatabase<Tables>> {
  try {
    return await openDB<Tables>(name, schemaVersion, {
      upgrade(db, from) {
        if (from < 1) createTables(db);
        if (from < 2) {
          addCarried(db);
          addLogPages(db);
        }
      },
      blocked: on.onBlocked,
      blocking: on.onUpgrade,
      terminated: on.onTerminated,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'VersionError') throw new NewerDatabase();
    throw error;
  }
}

/** Version 1. Never changed once released: a later version adds its own step. */
function createTables(db: IDBPDatabase<Tables>): void {
  db.createObjectStore('changes', { keyPath: 'id' }).createIndex('visit', 'visit');
  db.createObjectStore('registers', { keyPath: ['visit', 'name'] });
  db.createObjectStore('logs', { keyPath: 'visit' });
  db.createObjectStore('lines', { keyPath: 'visit' });
  const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
  outbox.createIndex('id', 'id', { unique: true });
  outbox.createIndex('visit', 'visit');
  outbox.createIndex('batch', 'batch');
  db.createObjectStore('replica', { keyPath: 'key' });
  db.createObjectStore('batches', { keyPath: 'firstN' });
  db.createObjectStore('intents', { keyPath: 'visit' });
  db.createObjectStore('evidence', { keyPath: ['visit', 'sha256'] }).createIndex('isSent', 'isSent');
  db.createObjectStore('evidenceChunks', { keyPath: ['visit', 'sha256', 'at'] });
  db.createObjectStore('instruments', { keyPath: 'hash' });
  db.createObjectStore('kept', { keyPath: 'key' });
  db.createObjectStore('receipts', { keyPath: 'order', autoIncrement: true });
  db.createObjectStore('refused', { keyPath: 'id' });
}

/** Version 2: backup files of other tablets, carried until they are handed in. */
function addCarried(db: IDBPDatabase<Tables>): void {
  db.createObjectStore('carried', { keyPath: 'id' });
  db.createObjectStore('carriedChunks', { keyPath: ['id', 'at'] });
}

/** Also version 2: the lines of each log as the server chained them. */
function addLogPages(db: IDBPDatabase<Tables>): void {
  db.createObjectStore('logPages', { keyPath: ['visit', 'from'] });
}

export async function openDatabase(name: string, tabs?: OtherTabs): Promise<TilikDatabase> {
  const db = new TilikDatabase(name, tabs);
  await db.open();
  return db;
}
