import type { OrganisationId, VisitId } from '#domain/ids.ts';
import { readVisit } from '#domain/visit/read-visit.ts';
import type { Database } from '../db/database.ts';
import { findInstrument } from '../db/instruments.ts';
import { findStaleSummaries, upsertSummary } from '../db/summaries.ts';
import type { Log } from '../log.ts';
import { keepResult } from './keep-result.ts';
import { loadVisitState } from './read-log.ts';
import { summaryOf } from './summary-of.ts';

/** Keeps the desk's columns near the log, outside the transactions that write it. */
export interface Summaries {
  /** After commit: brings the summaries of these visits up to date soon. Never rejects. */
  refreshSoon(organisation: OrganisationId, visits: readonly VisitId[]): void;
  /** Before a list is read: brings what lags behind up to date, a bounded number of visits at a time. */
  refreshStale(organisation: OrganisationId): Promise<void>;
  /** Resolves when nothing asked for so far is still to be done. */
  settled(): Promise<void>;
}

const staleAtOnce = 50;

/** Works through the visits one by one, each at most once however often it moved meanwhile. */
export function createSummaries(db: Database, log: Log): Summaries {
  const waiting = new Map<string, readonly [OrganisationId, VisitId]>();
  let working: Promise<void> | null = null;

  /** A visit that cannot be summed up keeps its old line and does not take the list away from the others. */
  async function refresh(organisation: OrganisationId, visit: VisitId): Promise<void> {
    await refreshSummary(db, organisation, visit).catch((error: unknown) => {
      log({ level: 'error', message: `The summary of visit ${visit} could not be made.`, error });
    });
  }

  async function work(): Promise<void> {
    for (let next = waiting.entries().next().value; next !== undefined; next = waiting.entries().next().value) {
      const [key, [organisation, visit]] = next;
      waiting.delete(key);
      await refresh(organisation, visit);
    }
    working = null;
  }

  return {
    refreshSoon: (organisation, visits) => {
      for (const visit of visits) waiting.set(`${organisation} ${visit}`, [organisation, visit]);
      working ??= work();
    },
    refreshStale: async (organisation) => {
      for (const visit of await findStaleSummaries(db, organisation, staleAtOnce)) await refresh(organisation, visit);
    },
    settled: async () => {
      while (working !== null) await working;
    },
  };
}

/** The desk's line of one visit, and its sealed result where one stands: kept before the line names it. */
export async function refreshSummary(db: Database, organisation: OrganisationId, visit: VisitId): Promise<void> {
  const loaded = await loadVisitState(db, organisation, visit);
  if (loaded === null) return;
  const chosen = readVisit(loaded.state).instrument.value;
  const instrument = chosen === null ? null : await findInstrument(db, chosen.hash);
  await keepResult(db, organisation, loaded, instrument);
  await upsertSummary(db, organisation, summaryOf(loaded, instrument));
}
