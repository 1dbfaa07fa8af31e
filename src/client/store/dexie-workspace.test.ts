import { keepInstrument } from '#client/store/instruments.ts';
import { smallInstrument, smallInstrumentHash } from '#testing/builders.ts';
import { describeVisitStore } from '#testing/describe-visit-store.ts';
import { openTablet } from '#testing/tablet.ts';

let failures = 0;

describeVisitStore('the store over IndexedDB', {
  async open(session) {
    const { workspace, store } = await openTablet({ session });
    await keepInstrument(store, smallInstrumentHash, smallInstrument);
    const { outbox } = store.db;
    outbox.hook('creating', () => {
      if (failures === 0) return;
      failures -= 1;
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    });
    return workspace;
  },
  failWrites(times) {
    failures = times;
  },
});
