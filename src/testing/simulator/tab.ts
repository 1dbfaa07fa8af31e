// What a page loads later is here from the start: the first world of a process would go another way than those after it.
import '#client/store/device-store.ts';
import '#client/store/new-visit.ts';
import '#client/store/second-copy/bring-back.ts';
import '#client/store/server-notice.ts';
import '#client/sync/backup/backups.ts';
import '#client/sync/tus-upload.ts';
import { unknownStorage } from '#client/platform/storage.ts';
import { KeptWorkspace } from '#client/store/kept-workspace.ts';
import { onceWell } from '#client/store/second-copy/with-copy.ts';
import { storeEvents } from '#client/store/store-events.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import type { OpenVisit } from '#client/store/workspace.ts';
import { startEngine } from '#client/sync/engine-network.ts';
import type { EnginePorts } from '#client/sync/engine-ports.ts';
import { httpTransport } from '#client/sync/http-transport.ts';
import type { Transport } from '#client/sync/transport.ts';
import { tusUpload } from '#client/sync/tus-upload.ts';
import { createReplicaKey, signWith } from '#client/vault/replica-key.ts';
import type { VisitId } from '#domain/ids.ts';
import type { Device, Tab } from './cast.ts';
import type { Answer, Asked } from './network.ts';
import { openPageCopy } from './page-copy.ts';
import { PageDatabase, type PageFaults, StorageFailure } from './page-database.ts';
import { inPage } from './platform.ts';
import { TusStack } from './tus-stack.ts';
import { counted } from './under-way.ts';

/** A page with the real store and engine in it, over the simulation's platform. */
export class SimulatedTab implements Tab, PageFaults {
  readonly device: Device;
  readonly name: string;
  readonly visits = new Map<VisitId, OpenVisit>();
  isDead = false;
  transactionsToLive: Tab['transactionsToLive'] = null;
  isFrozen = false;
  #onThaw: (() => void)[] = [];
  readonly #database: PageDatabase;
  readonly #listeners = new Map<string, Set<(data: unknown) => void>>();
  #workspace: KeptWorkspace | null = null;
  #store: VisitStore | null = null;

  constructor(device: Device, name: string) {
    this.device = device;
    this.name = name;
    this.#database = new PageDatabase(device.databaseName, this);
  }

  get time() {
    return this.device.world.time;
  }

  get workspace(): KeptWorkspace {
    if (this.#workspace === null) throw new Error('The page is still opening.');
    return this.#workspace;
  }

  get store(): VisitStore {
    if (this.#store === null) throw new Error('The page is still opening.');
    return this.#store;
  }

  get transport(): Transport {
    return this.#ports().transport;
  }

  now(): number {
    return this.time.now + this.device.clockOffsetMs;
  }

  get isOpen(): boolean {
    return !this.isDead && !this.isFrozen && this.#workspace !== null;
  }

  /** As the app opens it: lists first, then what talks to the server. */
  async open(): Promise<void> {
    await inPage(this, async () => {
      const { session } = this.device.person;
      await counted(() => this.#database.open());
      if (this.isDead) return;
      const store: VisitStore = {
        db: this.#database,
        session,
        secondCopy: onceWell(() => openPageCopy(this, this.device.files)),
        events: storeEvents(this.device.databaseName),
        clock: () => new Date(this.now()),
        randomBytes: this.device.random.bytes,
      };
      const workspace = new KeptWorkspace({
        store,
        startNetwork: async (of, reports) => startEngine(of, reports, this.#ports()),
        afterPaint: (work) => void counted(() => new Promise<void>((resolve) => setImmediate(resolve))).then(work),
        pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        storageState: async () => unknownStorage,
        markers: this.device.markers,
      });
      await workspace.checkForLoss();
      await Promise.all([workspace.readLists(), workspace.readDirectory()]);
      this.#store = store;
      this.#workspace = workspace;
      await workspace.wakeNetwork();
      // As the app does it once the page is quiet.
      this.time.set(this, 1000, () => void workspace.reconcileCopies().catch((error: unknown) => this.fault(error)));
    });
  }

  async openVisit(id: VisitId): Promise<OpenVisit | null> {
    const known = this.visits.get(id);
    if (known !== undefined) return known;
    const opened = await this.workspace.openVisit(id);
    if ('missing' in opened) return null;
    this.visits.set(id, opened);
    return opened;
  }

  async leave(): Promise<void> {
    const { workspace } = this;
    this.#workspace = null;
    await workspace.close();
    this.die();
  }

  die(): void {
    if (this.isDead) return;
    this.isDead = true;
    this.device.hasInterrupted = true;
    this.#listeners.clear();
    this.device.locks.letGo(this);
    this.#database.close();
  }

  freeze(): void {
    this.isFrozen = true;
  }

  thaw(): void {
    this.isFrozen = false;
    for (const work of this.#onThaw.splice(0)) this.whenAwake(work);
  }

  whenAwake(work: () => void): void {
    if (this.isFrozen) this.#onThaw.push(work);
    else if (!this.isDead) work();
  }

  run<T>(work: () => T): T {
    return inPage(this, work);
  }

  pass(moment: 'before' | 'after'): void {
    const fate = this.transactionsToLive;
    if (fate === null || fate.moment !== moment) return;
    fate.left -= 1;
    if (fate.left <= 0) this.die();
  }

  takesFailure(): boolean {
    return this.device.takesFailure();
  }

  fault(error: unknown): void {
    if (!this.isDead && !(error instanceof StorageFailure)) this.device.world.faults.push({ where: this.name, error });
  }

  cookie(): string | null {
    return this.device.person.cookie;
  }

  listen(channel: string, listener: (data: unknown) => void): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  broadcast(channel: string, data: unknown): void {
    for (const other of this.device.tabs) {
      // A message comes later, as between real pages; the other page may have died by then.
      if (other !== this) this.time.set(other, 1, () => other.hear(channel, data));
    }
  }

  hear(channel: string, data: unknown): void {
    for (const listener of this.#listeners.get(channel) ?? []) this.run(() => listener(data));
  }

  #ports(): EnginePorts {
    const { world, random, locks } = this.device;
    const send = (asked: Asked): Promise<Answer> => world.network.send(this, asked);
    return {
      transport: httpTransport({ fetch: async (url, init) => responseOf(await send(askedOf(url, init))) }),
      keys: { create: createReplicaKey, sign: signWith },
      locks: locks.of(this),
      connectivity: { isOnline: () => true, onChange: () => () => {} },
      uploadPhoto: tusUpload({ origin: 'http://localhost', httpStack: new TusStack(send) }),
      listenForPokes: (onPoke) => world.listenForPokes(this, onPoke),
      timer: (ms, work) => {
        const timer = this.time.set(this, ms, work);
        return () => this.time.clear(timer);
      },
      random: () => random.next(),
    };
  }
}

function askedOf(path: string, init: RequestInit): Asked {
  const headers = Object.fromEntries(new Headers(init.headers).entries());
  return { method: init.method ?? 'GET', path, headers, body: bodyOf(init.body) };
}

/** JSON as text or packed, and the bytes of a backup file. */
function bodyOf(body: RequestInit['body']): Asked['body'] {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return body instanceof ArrayBuffer ? new Uint8Array(body) : null;
}

function responseOf({ status, headers, bytes }: Answer): Response {
  const isEmpty = status === 204 || status === 304;
  return new Response(isEmpty ? null : bytes, { status, headers });
}
