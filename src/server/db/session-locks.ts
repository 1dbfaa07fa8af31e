import { type Database, DatabaseUnavailable, type Listener } from './database.ts';

export interface SessionLocks {
  /** @returns false while another node holds the lock. */
  tryLock(key: string): Promise<boolean>;
  unlock(key: string): Promise<void>;
  /** Asks whichever node holds the lock to let go of it. */
  askRelease(key: string): Promise<void>;
  close(): Promise<void>;
}

const channel = 'tilik_lock_wanted';

/**
 * Advisory locks of this node, all in one session: holding one for as long as a slow upload takes costs no connection of the
 * pool. Within the node they are re-entrant; the caller keeps its own requests apart.
 * @param onWanted another node wants this lock.
 * @param onLost the session broke and every lock with it.
 */
export function createSessionLocks(db: Database, onWanted: (key: string) => void, onLost: () => void): SessionLocks {
  let session: Promise<Listener> | null = null;

  function connected(): Promise<Listener> {
    session ??= db
      .listen(channel, onWanted, () => {
        session = null;
        onLost();
      })
      .catch((error: unknown) => {
        session = null;
        throw error;
      });
    return session;
  }

  async function ask(statement: string, key: string): Promise<boolean> {
    const { rows } = await (await connected()).query<{ is: boolean }>(statement, [key]);
    return rows[0]?.is === true;
  }

  /** A session may break unnoticed until it is used; the lock it did not get, a new one asks for. */
  async function tryLock(key: string): Promise<boolean> {
    const statement = 'SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS is';
    const used = session;
    try {
      return await ask(statement, key);
    } catch (error) {
      if (used === null || !(error instanceof DatabaseUnavailable)) throw error;
      if (session === used) session = null;
      return ask(statement, key);
    }
  }

  /** A session that broke has let go of everything already. */
  async function unlock(key: string): Promise<void> {
    if (session === null) return;
    try {
      await ask('SELECT pg_advisory_unlock(hashtextextended($1, 1)) AS is', key);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
    }
  }

  return {
    tryLock,
    unlock,
    askRelease: async (key) => {
      await db.query('SELECT pg_notify($1, $2)', [channel, key]);
    },
    close: async () => {
      await (await session)?.close();
    },
  };
}
