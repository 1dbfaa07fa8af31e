import { feedPlace } from '#client/store/feed.ts';
import { writeKept } from '#client/store/kept.ts';
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

/**
 * The first epoch a device meets is noted, whatever brought it: a log that is read before the first feed belongs to it too.
 * @throws OtherEpoch
 */
export async function assertEpoch(store: VisitStore, epoch: Epoch): Promise<void> {
  const known = (await feedPlace(store)).epoch;
  if (known === null) await writeKept(store.db, { epoch });
  else if (known !== epoch) throw new OtherEpoch(epoch);
}
