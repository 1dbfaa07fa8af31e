import { type Reading, type TableName, TilikDatabase, type Writing } from '#client/store/database.ts';
import { counted } from './under-way.ts';

/** What a page does to its database's work. */
export interface PageFaults {
  readonly isDead: boolean;
  /** Called before and after each transaction: where the page may die. */
  pass(moment: 'before' | 'after'): void;
  /** Whether this write is to fail. */
  takesFailure(): boolean;
}

/** The disk was full, for once. */
export class StorageFailure extends Error {
  override readonly name = 'QuotaExceededError';
}

const never = new Promise<never>(() => {});

/** The database as a page has it that can die between any two transactions, and whose writes can fail. */
export class PageDatabase extends TilikDatabase {
  readonly #page: PageFaults;

  constructor(name: string, page: PageFaults) {
    super(name);
    this.#page = page;
  }

  override read<T>(tables: readonly TableName[], work: (tx: Reading) => Promise<T>): Promise<T> {
    return this.#alive(() => super.read(tables, work));
  }

  override write<T>(tables: readonly TableName[], work: (tx: Writing) => Promise<T>): Promise<T> {
    return this.#alive(() =>
      super.write(tables, async (tx) => {
        const result = await work(tx);
        if (this.#page.takesFailure()) throw new StorageFailure('The disk is full.');
        return result;
      }),
    );
  }

  async #alive<T>(work: () => Promise<T>): Promise<T> {
    this.#page.pass('before');
    if (this.#page.isDead) return await never;
    const result = await counted(work).catch((error: unknown) => {
      if (this.#page.isDead) return never;
      throw error;
    });
    this.#page.pass('after');
    return this.#page.isDead ? await never : result;
  }
}
