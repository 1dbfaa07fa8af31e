import type { Clock } from '#client/platform/clock.ts';
import type { RandomBytes } from '#client/platform/ids.ts';
import type { Session } from '#protocol/session.ts';
import type { TilikDatabase } from './database.ts';
import type { SecondCopy } from './second-copy/second-copy.ts';
import type { StoreEvents } from './store-events.ts';

/** One open database with what every part of the store needs. Time and randomness come from outside. */
export interface VisitStore {
  readonly db: TilikDatabase;
  readonly session: Session;
  /** Opens the copy of what is not sent, apart from the database; again, it gives the same. Absent where there is no browser. */
  readonly secondCopy?: (() => Promise<SecondCopy>) | undefined;
  readonly events: StoreEvents;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}
