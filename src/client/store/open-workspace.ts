import { afterPaint } from '#client/platform/after-paint.ts';
import { systemClock } from '#client/platform/clock.ts';
import { randomBytes } from '#client/platform/ids.ts';
import { reportFault } from '#client/platform/report-fault.ts';
import { askToPersist, storageState } from '#client/platform/storage.ts';
import { beforeLettingGo, letGo } from '#client/platform/superseded.ts';
import type { VisitId } from '#domain/ids.ts';
import type { Session } from '#protocol/session.ts';
import { databaseName, openDatabase } from './database.ts';
import { readKept } from './kept.ts';
import { KeptWorkspace } from './kept-workspace.ts';
import type { StartNetwork } from './network.ts';
import { pause } from './persist.ts';
import { onceWell } from './second-copy/with-copy.ts';
import { storeEvents } from './store-events.ts';
import type { VisitStore } from './visit-store.ts';
import type { Workspace } from './workspace.ts';

/**
 * Opens a person's database and shows what is in it, and the visit that the address names. What talks to the server is loaded when
 * the page has become quiet, at once on a device that has never fetched.
 * `onBlocked` is called while a tab of an older version keeps the tables from being brought up to date.
 * @throws NewerDatabase when a newer version of the app wrote the data.
 */
export async function openWorkspace(
  session: Session,
  startNetwork: StartNetwork,
  visit: VisitId | null,
  onBlocked: () => void,
): Promise<Workspace> {
  const name = databaseName(session.organisation.id, session.person.id);
  const db = await openDatabase(name, { onBlocked, onSuperseded: letGo });
  const secondCopy = onceWell(async () => (await import('./second-copy/journal-client.ts')).openSecondCopy(name));
  const store: VisitStore = { db, session, secondCopy, events: storeEvents(name), clock: systemClock, randomBytes };
  const workspace = new KeptWorkspace({ store, startNetwork, afterPaint, pause, storageState, markers: localStorage });
  beforeLettingGo(() => workspace.close());
  const [lastFetchedAt] = await Promise.all([
    readKept(db, 'lastFetchedAt'),
    workspace.checkForLoss().then(() => (visit === null ? workspace.readLists() : workspace.readCounts())),
    workspace.readDirectory(),
    visit && workspace.prepareVisit(visit),
  ]);
  // However many visits there are, the one that is opened does not wait for their list.
  if (visit !== null) afterPaint(() => void workspace.readVisits().catch(reportFault));
  const wake = (): void => {
    if (!workspace.isClosed) void workspace.wakeNetwork().catch(reportFault);
  };
  if (lastFetchedAt === null) {
    wake();
    // The first opening follows a sign-in: the moment to ask that the browser keeps what will be written here.
    void askToPersist()
      .then(() => workspace.readStorage())
      .catch(reportFault);
  } else {
    whenQuiet(() => {
      wake();
      void workspace.reconcileCopies().catch(reportFault);
    });
    void workspace.readStorage().catch(reportFault);
  }
  return workspace;
}

function whenQuiet(work: () => void): void {
  setTimeout(() => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 3000 });
    else work();
  }, 1000);
}
