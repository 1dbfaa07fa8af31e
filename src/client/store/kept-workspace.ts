import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { reportFault } from '#client/platform/report-fault.ts';
import { type StorageState, unknownStorage } from '#client/platform/storage.ts';
import type { InstrumentHash, VisitId } from '#domain/ids.ts';
import type { Instrument } from '#domain/instrument/instrument.ts';
import type { Directory } from '#protocol/directory.ts';
import type { Session } from '#protocol/session.ts';
import { acknowledge } from './acknowledge.ts';
import { coalesce } from './coalesce.ts';
import type { DeviceStore } from './device.ts';
import { keptInstrument } from './instruments.ts';
import { readKept, removeKept, writeKept } from './kept.ts';
import { type LoadedVisit, loadVisit } from './load-visit.ts';
import type { Network, StartNetwork } from './network.ts';
import type { ServerNotice } from './notice-of-server.ts';
import { KeptOpenVisit } from './open-visit.ts';
import { type Pause, Persistence } from './persist.ts';
import { withCopy } from './second-copy/with-copy.ts';
import { nothingToSend, readSendingCounts, type SendingCounts, sendingStateOf, withAdded } from './sending-counts.ts';
import type { Added, StoreEvent } from './store-events.ts';
import { type MarkerStorage, readMarker, writeMarker } from './store-marker.ts';
import { hashOfInstrument, readLines } from './visit-lines.ts';
import type { VisitStore } from './visit-store.ts';
import type { Invitation, LostWork, OpenVisit, SendingState, VisitLine, VisitPlan, Workspace } from './workspace.ts';

export interface WorkspaceParts {
  readonly store: VisitStore;
  readonly startNetwork: StartNetwork;
  readonly afterPaint: (work: () => void) => void;
  readonly pause: Pause;
  readonly storageState: () => Promise<StorageState>;
  readonly markers: MarkerStorage;
}

interface HeldOpen {
  readonly opening: Promise<KeptOpenVisit | { readonly missing: 'offline' | 'notFound' }>;
  /** Once it is open. */
  opened: KeptOpenVisit | null;
  holders: number;
}

/** The workspace over IndexedDB. The part that talks to the server is started by `wakeNetwork`, or when something needs it. */
export class KeptWorkspace implements Workspace {
  readonly session: Session;
  readonly directory: ReadonlySignal<Directory | null>;
  readonly visits: ReadonlySignal<readonly VisitLine[]>;
  readonly sending: ReadonlySignal<SendingState>;
  readonly lostWork: ReadonlySignal<LostWork | null>;
  readonly #lost: Signal<LostWork | null> = signal(null);
  readonly #parts: WorkspaceParts;
  readonly #store: VisitStore;
  readonly #persistence: Persistence;
  readonly #directory: Signal<Directory | null> = signal(null);
  readonly #visits: Signal<readonly VisitLine[]> = signal([]);
  readonly #counts: Signal<SendingCounts> = signal(nothingToSend);
  readonly #activity: Signal<SendingState['activity']> = signal({ kind: 'idle' });
  readonly #reach: Signal<SendingState['network']> = signal('online');
  readonly #storage: Signal<StorageState> = signal(unknownStorage);
  readonly #open = new Map<VisitId, HeldOpen>();
  readonly #leaving = new Set<Promise<void>>();
  readonly #lists: ReturnType<typeof coalesce>;
  readonly #free: ReturnType<typeof coalesce>;
  readonly #copies: ReturnType<typeof coalesce>;
  readonly #stopListening: () => void;
  #network: Promise<Network> | null = null;
  #additions = 0;
  #isClosed = false;

  constructor(parts: WorkspaceParts) {
    this.#parts = parts;
    this.#store = parts.store;
    this.session = parts.store.session;
    this.#persistence = new Persistence(parts.pause);
    this.directory = this.#directory;
    this.visits = this.#visits;
    this.lostWork = this.#lost;
    this.sending = computed(() =>
      sendingStateOf(this.#counts.value, {
        network: this.#reach.value,
        activity: this.#activity.value,
        storage: this.#storage.value,
        failedWrites: this.#persistence.failing.value,
      }),
    );
    this.#lists = coalesce(() => this.readLists(), 250, reportFault);
    // The browser takes its time over it, and it changes slowly.
    this.#free = coalesce(() => this.readStorage(), 5_000, reportFault);
    this.#copies = coalesce(() => this.reconcileCopies(), 3_000, reportFault);
    this.#stopListening = parts.store.events.on((event) => this.#follow(event));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Reads lists and counts from the database into the signals. */
  async readLists(): Promise<void> {
    await Promise.all([this.readVisits(), this.readCounts()]);
  }

  async readVisits(): Promise<void> {
    this.#visits.value = await readLines(this.#store);
  }

  async readCounts(): Promise<void> {
    let counts: SendingCounts;
    let before: number;
    do {
      before = this.#additions;
      counts = await readSendingCounts(this.#store);
      // What was added in between may be missing.
    } while (before !== this.#additions);
    this.#counts.value = counts;
    const { unsentChanges, unsentPhotos } = counts;
    const at = this.#store.clock().toISOString();
    writeMarker(this.#parts.markers, this.#store.db.name, { at, unsentChanges, unsentPhotos });
  }

  /** Called once, before anything else: was there a store here that is gone? */
  async checkForLoss(): Promise<void> {
    const { db, clock } = this.#store;
    const [bornAt, told] = await Promise.all([readKept(db, 'bornAt'), readKept(db, 'lostWork')]);
    this.#lost.value = told;
    if (bornAt === null) {
      const marker = readMarker(this.#parts.markers, db.name);
      const { bringBack } = await import('./second-copy/bring-back.ts');
      const lost = await bringBack(this.#store, marker);
      // Last: whoever is interrupted before this begins again, which does no harm.
      await writeKept(db, { bornAt: clock().toISOString(), ...(lost === null ? {} : { lostWork: lost }) });
      if (lost !== null) await this.readDirectory();
      this.#lost.value = await readKept(db, 'lostWork');
    }
  }

  /** Makes the second copy agree with the database; at rest, and again after what waits to be sent has changed. */
  async reconcileCopies(): Promise<void> {
    if (this.#isClosed || this.#store.secondCopy === undefined) return;
    const { reconcileCopies } = await import('./second-copy/bring-back.ts');
    if (await reconcileCopies(this.#store)) this.#lost.value = await readKept(this.#store.db, 'lostWork');
  }

  serverNotice(): Promise<ServerNotice | null> {
    return readKept(this.#store.db, 'serverNotice');
  }

  async acceptServerNotice(): Promise<void> {
    const { acceptNotice } = await import('./server-notice.ts');
    await acceptNotice(this.#store);
  }

  async acknowledgeLoss(): Promise<void> {
    await removeKept(this.#store.db, 'lostWork');
    this.#lost.value = null;
  }

  async readStorage(): Promise<void> {
    this.#storage.value = await this.#parts.storageState();
  }

  async readDirectory(): Promise<void> {
    this.#directory.value = await readKept(this.#store.db, 'directory');
  }

  /** Starts what talks to the server, once. */
  wakeNetwork(): Promise<Network> {
    if (this.#isClosed) return Promise.reject(new Error('The workspace is closed.'));
    this.#network ??= this.#start();
    return this.#network;
  }

  async instrument(hash: InstrumentHash): Promise<Instrument | null> {
    return (await keptInstrument(this.#store, hash)) ?? (await (await this.wakeNetwork()).fetchInstrument(hash));
  }

  async createVisit(plan: VisitPlan): Promise<VisitId> {
    const { createVisit } = await import('./new-visit.ts');
    return await createVisit(this.#store, plan);
  }

  async joinVisit(invitation: Invitation): Promise<VisitId> {
    const { joinVisit } = await import('./new-visit.ts');
    return await joinVisit(this.#store, invitation);
  }

  async openVisit(visit: VisitId): Promise<OpenVisit | { readonly missing: 'offline' | 'notFound' }> {
    const held = this.#open.get(visit) ?? this.#hold(visit, this.#openAnew(visit));
    held.holders += 1;
    return await held.opening;
  }

  openedVisit(visit: VisitId): OpenVisit | null {
    return this.#open.get(visit)?.opened ?? null;
  }

  /** Opens the visit whose address the app was started with, if it is kept here whole, so that its screen is drawn at once. */
  async prepareVisit(visit: VisitId): Promise<void> {
    const loaded = await loadVisit(this.#store, visit);
    const hash = loaded && hashOfInstrument(loaded);
    if (hash === null || (await keptInstrument(this.#store, hash)) === null || this.#open.has(visit)) return;
    await this.#hold(visit, this.#openAnew(visit, loaded)).opening;
  }

  async acknowledgeRefused(id: string): Promise<void> {
    await acknowledge(this.#store, id);
  }

  async syncNow(): Promise<void> {
    await (await this.wakeNetwork()).syncNow();
    // What is shown then is what has come of it, not what was known before.
    if (this.#isClosed) return;
    const opened = [...this.#open.values()].map((held) => held.opened?.settle());
    await Promise.all([this.readLists(), ...opened]).catch(this.#unlessClosed);
  }

  async device(): Promise<DeviceStore> {
    const { deviceStore } = await import('./device-store.ts');
    return deviceStore(this.#store, () => this.wakeNetwork());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#persistence.close();
    const network = await this.#network?.catch(() => null);
    await network?.close();
    // A visit that was let go of just now still writes its line.
    await Promise.all(this.#leaving);
    const opened = await Promise.allSettled([...this.#open.values()].map((held) => held.opening));
    for (const result of opened) {
      if (result.status === 'fulfilled' && 'dispose' in result.value) await result.value.dispose();
    }
    this.#open.clear();
    this.#lists.stop();
    this.#copies.stop();
    this.#free.stop();
    this.#stopListening();
    this.#store.events.close();
    await withCopy(this.#store, (copy) => copy.journal.close());
    this.#store.db.close();
  }

  async #start(): Promise<Network> {
    try {
      return await this.#parts.startNetwork(this.#store, {
        activity: (activity) => {
          this.#activity.value = activity;
        },
        network: (network) => {
          this.#reach.value = network;
        },
      });
    } catch (error) {
      // Its code could not be loaded, as without a network before the first install is whole. Asked for again next time.
      this.#network = null;
      throw error;
    }
  }

  /** Lets go of it again when it cannot be opened. */
  #hold(visit: VisitId, opening: HeldOpen['opening']): HeldOpen {
    const held: HeldOpen = { opening, opened: null, holders: 0 };
    this.#open.set(visit, held);
    const drop = (): void => {
      if (this.#open.get(visit) === held) this.#open.delete(visit);
    };
    opening.then((opened) => {
      if ('missing' in opened) drop();
      else held.opened = opened;
    }, drop);
    return held;
  }

  async #openAnew(visit: VisitId, known: LoadedVisit | null = null): HeldOpen['opening'] {
    let loaded = known ?? (await loadVisit(this.#store, visit));
    if (loaded === null) {
      const fetched = await (await this.wakeNetwork()).fetchVisit(visit);
      if (fetched !== 'fetched') return { missing: fetched };
      loaded = await loadVisit(this.#store, visit);
      if (loaded === null) return { missing: 'notFound' };
    }
    const instrument = await this.#instrumentOf(loaded);
    if (instrument === null) return { missing: 'offline' };
    const opened = new KeptOpenVisit(
      {
        store: this.#store,
        persistence: this.#persistence,
        network: () => this.wakeNetwork(),
        afterPaint: this.#parts.afterPaint,
        onRelease: () => this.#release(visit),
      },
      visit,
      instrument,
      loaded,
    );
    return await opened.prepare();
  }

  async #instrumentOf(loaded: LoadedVisit): Promise<Instrument | null> {
    const hash = hashOfInstrument(loaded);
    return hash === null ? null : await this.instrument(hash);
  }

  #release(visit: VisitId): void {
    const held = this.#open.get(visit);
    if (held === undefined) return;
    held.holders -= 1;
    if (held.holders > 0) return;
    this.#open.delete(visit);
    const leaving = held.opening
      .then((opened) => ('dispose' in opened ? opened.dispose() : undefined))
      .catch(reportFault)
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  #add(added: Added): void {
    this.#additions += 1;
    this.#counts.value = withAdded(this.#counts.value, added, this.#store.clock().toISOString());
  }

  readonly #unlessClosed = (error: unknown): void => {
    if (!this.#isClosed) throw error;
  };

  #follow(event: StoreEvent): void {
    if (event.kind === 'added') this.#add(event.adds);
    this.#lists.ask();
    if (event.kind === 'outbox' || event.kind === 'directory') this.#copies.ask();
    if (event.kind === 'outbox') this.#free.ask();
    if (event.kind === 'directory') void this.readDirectory().catch(reportFault);
    const isToSend = event.kind === 'intent' || (event.kind === 'outbox' && event.isNew);
    if (isToSend)
      void this.#network?.then(
        (network) => network.nudge(),
        () => {},
      );
  }
}
