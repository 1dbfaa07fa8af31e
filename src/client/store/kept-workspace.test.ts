import { afterEach, expect, test, vi } from 'vitest';
import { keepInstrument } from '#client/store/instruments.ts';
import { VisitId } from '#domain/ids.ts';
import { aPlan, aSession, smallInstrument, smallInstrumentHash } from '#testing/builders.ts';
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

test('the visit that the address names is open before its screen is drawn, if it is kept here whole', async () => {
  const session = aSession();
  const before = await openTablet({ session });
  await keepInstrument(before.store, smallInstrumentHash, smallInstrument);
  const id = await before.workspace.createVisit(aPlan());
  await before.workspace.close();
  const { workspace } = await openTablet({ session });
  await workspace.prepareVisit(id);
  const prepared = workspace.openedVisit(id);
  expect(prepared?.view.value.office.value).toBe(aPlan().office);
  // Nobody holds it yet: the screen that asks gets this one, and the last to let go closes it.
  expect(await workspace.openVisit(id)).toBe(prepared);
  prepared?.release();
  expect(workspace.openedVisit(id)).toBeNull();
  await workspace.close();
});

test('a visit that is not here, or whose instrument is not, is left to the screen', async () => {
  const { workspace } = await openTablet({ session: aSession() });
  const id = await workspace.createVisit(aPlan());
  await workspace.prepareVisit(id);
  expect(workspace.openedVisit(id)).toBeNull();
  const other = VisitId.parse(crypto.randomUUID());
  await workspace.prepareVisit(other);
  expect(workspace.openedVisit(other)).toBeNull();
  await workspace.close();
});
