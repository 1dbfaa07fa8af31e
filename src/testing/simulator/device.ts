import { databaseName, TilikDatabase } from '#client/store/database.ts';
import type { MarkerStorage } from '#client/store/store-marker.ts';
import { SeededRandom } from '#server/demo/seeded-random.ts';
import { BrowserLocks } from './browser-locks.ts';
import type { Device, ProfileCopy, Tab, World } from './cast.ts';
import { copyDatabase, pasteDatabase } from './database-copy.ts';
import { PrivateFiles } from './private-files.ts';
import type { SimulatedPerson } from './server.ts';
import { SimulatedTab } from './tab.ts';
import { settled } from './under-way.ts';

export class SimulatedDevice implements Device {
  readonly world: World;
  readonly name: string;
  readonly person: SimulatedPerson;
  readonly locks = new BrowserLocks();
  readonly random: SeededRandom;
  databaseName: string;
  readonly files = new PrivateFiles();
  markers: MarkerStorage = memoryMarkers();
  tabs: Tab[] = [];
  clockOffsetMs = 0;
  failingWrites = 0;
  copy: ProfileCopy | null = null;
  hasInterrupted = false;
  #tabsOpened = 0;
  #databases = 1;

  constructor(world: World, name: string, person: SimulatedPerson) {
    this.world = world;
    this.name = name;
    this.person = person;
    this.random = new SeededRandom(`${world.seed} ${name}`);
    this.databaseName = `${databaseName(person.session.organisation.id, person.session.person.id)}/${name}`;
  }

  get openTabs(): readonly Tab[] {
    return this.tabs.filter((tab) => tab.isOpen);
  }

  async openTab(): Promise<Tab> {
    this.#tabsOpened += 1;
    const tab = new SimulatedTab(this, `${this.name}${'′'.repeat(this.#tabsOpened - 1)}`);
    this.tabs = [...this.tabs.filter(({ isDead }) => !isDead), tab];
    await tab.open();
    // Its engine has begun: what that draws and asks comes before whatever is done next, however slow its keys are made.
    await settled();
    return tab;
  }

  kill(): void {
    for (const tab of this.tabs) tab.die();
    this.tabs = [];
  }

  takesFailure(): boolean {
    if (this.failingWrites === 0) return false;
    this.failingWrites -= 1;
    return true;
  }

  async look<T>(read: (db: TilikDatabase) => Promise<T>): Promise<T> {
    const db = new TilikDatabase(this.databaseName);
    try {
      return await read(db);
    } finally {
      db.close();
    }
  }

  async copied(): Promise<ProfileCopy> {
    return { database: await this.look(copyDatabase), files: this.files.copied() };
  }

  async putBack({ database, files }: ProfileCopy): Promise<void> {
    await this.loseDatabase();
    this.files.putBack(files);
    await this.look((db) => pasteDatabase(db, database));
  }

  async loseDatabase(): Promise<void> {
    this.kill();
    this.failingWrites = 0;
    this.#databases += 1;
    this.databaseName = `${this.databaseName.split('#')[0]}#${this.#databases}`;
  }

  async loseEverything(): Promise<void> {
    await this.loseDatabase();
    this.files.putBack(new Map());
    this.markers = memoryMarkers();
  }
}

/** The note is about the person's store, by whatever name the simulation knows its database. */
function memoryMarkers(): MarkerStorage {
  let note: string | null = null;
  return {
    getItem: () => note,
    setItem: (_key, value) => {
      note = value;
    },
  };
}
