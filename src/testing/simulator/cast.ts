import type { TilikDatabase } from '#client/store/database.ts';
import type { KeptWorkspace } from '#client/store/kept-workspace.ts';
import type { MarkerStorage } from '#client/store/store-marker.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import type { OpenVisit } from '#client/store/workspace.ts';
import type { Transport } from '#client/sync/transport.ts';
import type { ChangeId, VisitId } from '#domain/ids.ts';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { BrowserLocks } from './browser-locks.ts';
import type { DatabaseCopy } from './database-copy.ts';
import type { Ledger } from './ledger.ts';
import type { Network, Sender } from './network.ts';
import type { Page } from './platform.ts';
import type { PrivateFiles } from './private-files.ts';
import type { SimulatedPerson, SimulatedServer } from './server.ts';
import type { OrganisationCopy } from './server-copy.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Everything there is in one seed: people with their devices, the network, the server, and what was promised. */
export interface World {
  readonly seed: number;
  readonly time: VirtualTime;
  readonly server: SimulatedServer;
  readonly network: Network;
  readonly ledger: Ledger;
  readonly devices: Device[];
  /** Visits that someone has started. */
  readonly visits: VisitId[];
  readonly faults: Fault[];
  readonly commandsDone: CommandOutcome[];
  /** Backup files, which people keep whatever becomes of the tablets. */
  readonly backups: MadeBackup[];
  readonly erasures: Erasures;
  readonly history: string[];
  serverCopy: OrganisationCopy | null;
  /** From here on nothing fails any more. */
  isCalm: boolean;
  /** Runs in the background, as what people do in the app; a rejection is theirs to see. */
  act(tab: Tab, what: string, work: () => Promise<unknown>): void;
  tell(line: string): void;
  listenForPokes(tab: Tab, onPoke: () => void): () => void;
}

export interface Fault {
  readonly where: string;
  readonly error: unknown;
}

/** A command of which its person was told that it was done. */
export interface CommandOutcome {
  readonly by: string;
  readonly visit: VisitId;
  readonly action: string;
  readonly n: number;
  readonly epoch: string;
}

export interface MadeBackup {
  readonly by: string;
  readonly file: File;
  /** Ids of changes and hashes of photos. */
  readonly contents: ReadonlySet<string>;
}

/** Changes whose erasure was asked for, and those of which it was confirmed. */
export interface Erasures {
  readonly asked: Set<string>;
  readonly done: Set<ChangeId>;
}

/** A browser profile of one person: a database, and the pages that are open over it. */
export interface Device {
  readonly world: World;
  readonly name: string;
  readonly person: SimulatedPerson;
  readonly locks: BrowserLocks;
  readonly random: SeededRandom;
  readonly files: PrivateFiles;
  readonly markers: MarkerStorage;
  readonly databaseName: string;
  readonly tabs: readonly Tab[];
  readonly openTabs: readonly Tab[];
  clockOffsetMs: number;
  failingWrites: number;
  copy: ProfileCopy | null;
  /** A page has died since the last word of "saved": what it had begun may be in one of the two copies only. */
  hasInterrupted: boolean;
  openTab(): Promise<Tab>;
  kill(): void;
  takesFailure(): boolean;
  /** A look into the database that no page's death or failure touches. */
  look<T>(read: (db: TilikDatabase) => Promise<T>): Promise<T>;
  copied(): Promise<ProfileCopy>;
  /** Goes on over a profile with this content; the one before is gone. */
  putBack(copy: ProfileCopy): Promise<void>;
  /** The browser has thrown the database away. Its other files and notes are there. */
  loseDatabase(): Promise<void>;
  /** The browser has thrown away everything of the app. */
  loseEverything(): Promise<void>;
}

export interface ProfileCopy {
  readonly database: DatabaseCopy;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** One page of the app on a device: the real workspace, which can die between any two awaits. */
export interface Tab extends Page, Sender {
  readonly device: Device;
  readonly isDead: boolean;
  readonly isOpen: boolean;
  readonly isFrozen: boolean;
  readonly visits: ReadonlyMap<VisitId, OpenVisit>;
  readonly workspace: KeptWorkspace;
  readonly store: VisitStore;
  readonly transport: Transport;
  /** Transactions after which the page dies; null: it does not. */
  transactionsToLive: { left: number; moment: 'before' | 'after' } | null;
  /** Opens a visit and keeps it open, as a screen does. */
  openVisit(id: VisitId): Promise<OpenVisit | null>;
  /** The page is left as the app leaves it: what is under way ends first. */
  leave(): Promise<void>;
  /** The browser lets nothing of the page go on until it wakes it; its locks stay. */
  freeze(): void;
  thaw(): void;
  /** At once, or when the page is awake again. */
  whenAwake(work: () => void): void;
  /** The process is gone: nothing of it goes on, and its locks are free. */
  die(): void;
  hear(channel: string, data: unknown): void;
}
