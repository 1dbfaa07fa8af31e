import { Database, type Transaction } from '#server/db/database.ts';

/** Before the commit nothing has happened, after it everything has; the client hears of neither. */
export type Crash = 'before' | 'after';

export class ServerCrash extends Error {
  override readonly name = 'ServerCrash';
}

interface Hold {
  readonly reached: PromiseWithResolvers<void>;
  readonly released: PromiseWithResolvers<void>;
}

/** The server's database on a machine that can die around a commit. */
export class CrashingDatabase extends Database {
  crash: Crash | null = null;
  #hold: Hold | null = null;

  /** The next transaction stops short of its commit until it is released. */
  holdsCommit(): { readonly reached: Promise<void>; release(): void } {
    const hold = { reached: Promise.withResolvers<void>(), released: Promise.withResolvers<void>() };
    this.#hold = hold;
    return {
      reached: hold.reached.promise,
      release: () => {
        if (this.#hold === hold) this.#hold = null;
        hold.released.resolve();
      },
    };
  }

  override async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { crash } = this;
    const hold = this.#hold;
    this.crash = null;
    this.#hold = null;
    const result = await super.transaction(async (tx) => {
      const done = await work(tx);
      if (crash === 'before') throw new ServerCrash('The server died before the commit.');
      if (hold !== null) {
        hold.reached.resolve();
        await hold.released.promise;
      }
      return done;
    });
    if (crash === 'after') throw new ServerCrash('The server died after the commit.');
    return result;
  }
}
