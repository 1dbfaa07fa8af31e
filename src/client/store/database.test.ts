import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NewerDatabase, openDatabase, schemaVersion } from './database.ts';

let names = 0;
const aName = (): string => {
  names += 1;
  return `database-test-${names}`;
};
const kept = { key: 'feedCursor', value: '7' };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the tablet’s database', () => {
  test('asks for strict durability with every write and for nothing with a read', async () => {
    const db = await openDatabase(aName());
    const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await db.write(['kept'], (tx) => tx.objectStore('kept').put(kept));
    await db.read(['kept'], (tx) => tx.objectStore('kept').get('feedCursor'));
    expect(asked.mock.calls.map(([, mode, options]) => [mode, options])).toEqual([
      ['readwrite', { durability: 'strict' }],
      ['readonly', undefined],
    ]);
  });

  test('will not write when the browser gives less', async () => {
    const db = await openDatabase(aName());
    const begin = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (this: IDBDatabase, tables, mode) {
      return begin.call(this, tables, mode, { durability: 'relaxed' });
    });
    await expect(db.write(['kept'], (tx) => tx.objectStore('kept').put(kept))).rejects.toThrow('durability');
    vi.restoreAllMocks();
    expect(await db.read(['kept'], (tx) => tx.objectStore('kept').count())).toBe(0);
  });

  test('keeps nothing of a write whose work fails', async () => {
    const db = await openDatabase(aName());
    const write = db.write(['kept'], async (tx) => {
      await tx.objectStore('kept').put(kept);
      throw new Error('Something is wrong.');
    });
    await expect(write).rejects.toThrow('Something is wrong.');
    expect(await db.read(['kept'], (tx) => tx.objectStore('kept').count())).toBe(0);
  });

  test('of a newer version is left alone', async () => {
    const name = aName();
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 99);
      request.onupgradeneeded = () => request.result.createObjectStore('later').put('kept', 'key');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    newer.close();
    await expect(openDatabase(name)).rejects.toThrow(NewerDatabase);
    const again = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    expect([again.version, ...again.objectStoreNames]).toEqual([99, 'later']);
    again.close();
  });

  test('makes way for a newer version in another tab, and does not come back under the older', async () => {
    const name = aName();
    const db = await openDatabase(name);
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, schemaVersion + 1);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onerror = () => reject(request.error);
    });
    await expect(db.read(['kept'], (tx) => tx.objectStore('kept').count())).rejects.toThrow(NewerDatabase);
  });

  test('saves what is under way before it makes way', async () => {
    const name = aName();
    const order: string[] = [];
    const db = await openDatabase(name, {
      onBlocked: () => {},
      onSuperseded: async () => {
        await db.write(['kept'], (tx) => tx.objectStore('kept').put(kept));
        order.push('saved');
      },
    });
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, schemaVersion + 1);
      request.onblocked = () => order.push('the newer waits');
      request.onupgradeneeded = () => order.push('the newer upgrades');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    expect(order).toEqual(['the newer waits', 'saved', 'the newer upgrades']);
    const rows = newer.transaction('kept').objectStore('kept').getAll();
    await new Promise((resolve) => rows.addEventListener('success', resolve));
    expect(rows.result).toEqual([kept]);
    newer.close();
  });

  test('says that an older version in another tab keeps it waiting, and opens when that is gone', async () => {
    const name = aName();
    const older = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, schemaVersion - 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await new Promise<void>((resolve, reject) => {
      const opening = openDatabase(name, { onBlocked: () => older.close(), onSuperseded: async () => {} });
      opening.then(() => resolve(), reject);
    });
    expect(() => older.transaction('kept')).toThrow();
  });

  test('is opened again after the browser let go of it', async () => {
    const db = await openDatabase(aName());
    await db.write(['kept'], (tx) => tx.objectStore('kept').put(kept));
    const begin = IDBDatabase.prototype.transaction;
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (this: IDBDatabase, ...how) {
      this.close();
      return begin.apply(this, how);
    });
    expect(await db.read(['kept'], (tx) => tx.objectStore('kept').count())).toBe(1);
  });

  test('closed, it takes nothing more', async () => {
    const db = await openDatabase(aName());
    db.close();
    await expect(db.read(['kept'], (tx) => tx.objectStore('kept').count())).rejects.toThrow('closed');
  });
});
