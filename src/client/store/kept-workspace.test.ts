import { afterEach, vi } from 'vitest';
import { keepInstrument } from '#client/store/instruments.ts';
import { smallInstrument, smallInstrumentHash } from '#testing/builders.ts';
import { describeVisitStore } from '#testing/describe-visit-store.ts';
import { openTablet } from '#testing/tablet.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describeVisitStore('the store over IndexedDB', {
  async open(session) {
    const { workspace, store } = await openTablet({ session });
    await keepInstrument(store, smallInstrumentHash, smallInstrument);
    return workspace;
  },
  failWrites(times) {
    const add = IDBObjectStore.prototype.add;
    let failures = times;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...row) {
      const request = add.apply(this, row);
      if (this.name !== 'outbox' || failures === 0) return request;
      failures -= 1;
      // As a full disk does: the request is fine, and the transaction comes to nothing.
      request.addEventListener('success', () => this.transaction.abort());
      return request;
    });
  },
});
