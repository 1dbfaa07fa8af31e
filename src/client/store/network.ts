import type { InstrumentHash, Sha256, VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { RedactionRequest } from '#protocol/redaction.ts';
import type { Command, DecisionRequest } from '#protocol/sync.ts';
import type { Backups } from './backups.ts';
import type { LetGo } from './device.ts';
import type { VisitStore } from './visit-store.ts';
import type { SendingState } from './workspace.ts';

/**
 * What the workspace asks of the part that talks to the server. That part is loaded after the first answer can be given; the
 * store never waits for it to keep something.
 */
export interface Network {
  /** There is something new to send. */
  nudge(): void;
  /** One whole round: send, then fetch. Resolves when it has ended, well or not. */
  syncNow(): Promise<void>;
  /** Fetches a visit's log to its end. */
  fetchVisit(visit: VisitId): Promise<'fetched' | 'offline' | 'notFound'>;
  /** Null: not to be had now. */
  fetchInstrument(hash: InstrumentHash): Promise<Instrument | null>;
  /** Checked against the hash; null: not to be had now. */
  fetchPhoto(visit: VisitId, sha256: Sha256): Promise<ArrayBuffer | null>;
  /** Lets go of kept copies, each only if the server confirms its bytes now. Rejects with a `Problem` or `Unreachable`. */
  letGoOfCopies(): Promise<LetGo>;
  /** Rejects with a `Problem` or `Unreachable`. The visit's log is fetched before it resolves. */
  command(visit: VisitId, command: Command): Promise<void>;
  decide(visit: VisitId, request: DecisionRequest): Promise<void>;
  redact(visit: VisitId, request: RedactionRequest): Promise<void>;
  backups(): Promise<Backups>;
  close(): Promise<void>;
}

export interface NetworkReports {
  readonly activity: (activity: SendingState['activity']) => void;
  readonly network: (network: SendingState['network']) => void;
}

/** Loads and starts that part. */
export type StartNetwork = (store: VisitStore, reports: NetworkReports) => Promise<Network>;
