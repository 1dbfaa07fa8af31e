import { feedPlace } from '#client/store/feed.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import type { Epoch } from '#domain/ids.ts';

/** The server is not the one this device knew: created anew, or restored from a backup. */
export class OtherEpoch extends Error {
  readonly epoch: Epoch;

  constructor(epoch: Epoch) {
    super('The server has another epoch.');
    this.name = 'OtherEpoch';
    this.epoch = epoch;
  }
}

/** @throws OtherEpoch. Before the first feed there is nothing to compare with. */
export async function assertEpoch(store: VisitStore, epoch: Epoch): Promise<void> {
  const known = (await feedPlace(store)).epoch;
  if (known !== null && known !== epoch) throw new OtherEpoch(epoch);
}
