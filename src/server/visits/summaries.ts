import type { OrganisationId, VisitId } from '#domain/ids.ts';

/** Keeps the desk's columns near the log, outside the transactions that write it. */
export interface Summaries {
  /** After commit: brings the summaries of these visits up to date soon. Never rejects. */
  refreshSoon(organisation: OrganisationId, visits: readonly VisitId[]): void;
  /** Before a list is read: brings what lags behind up to date, a bounded number of visits at a time. */
  refreshStale(organisation: OrganisationId): Promise<void>;
  /** Resolves when nothing asked for so far is still to be done. */
  settled(): Promise<void>;
}
