import type { VisitId } from '#domain/ids.ts';
import type { Role } from '#domain/visit/permissions.ts';
import { SeededRandom } from '#server/demo/seeded-random.ts';
import type { CommandOutcome, Device, Erasures, Fault, MadeBackup, Tab, World } from './cast.ts';
import { SimulatedDevice } from './device.ts';
import { Ledger } from './ledger.ts';
import { Network } from './network.ts';
import { emptyBrowsers, installPlatform } from './platform.ts';
import { type ServerHouse, SimulatedServer } from './server.ts';
import type { OrganisationCopy } from './server-copy.ts';
import { counted, settled } from './under-way.ts';
import { VirtualTime } from './virtual-time.ts';

export class SimulatedWorld implements World {
  readonly seed: number;
  readonly time: VirtualTime;
  readonly server: SimulatedServer;
  readonly network: Network;
  readonly ledger = new Ledger();
  readonly random: SeededRandom;
  readonly devices: Device[] = [];
  readonly visits: VisitId[] = [];
  readonly faults: Fault[] = [];
  readonly commandsDone: CommandOutcome[] = [];
  readonly backups: MadeBackup[] = [];
  readonly erasures: Erasures = { asked: new Set(), done: new Set() };
  readonly history: string[] = [];
  serverCopy: OrganisationCopy | null = null;
  isCalm = false;
  /** A promise that nobody owns has failed. */
  readonly #onUnowned = (error: unknown): void => void this.faults.push({ where: 'a promise without an owner', error });
  readonly #listeners = new Map<Tab, () => void>();

  private constructor(seed: number, time: VirtualTime, server: SimulatedServer) {
    this.seed = seed;
    this.time = time;
    this.server = server;
    this.network = new Network(server);
    this.random = new SeededRandom(`world ${seed}`);
    server.onMoved = () => this.#poke();
  }

  static async create(seed: number, house: ServerHouse): Promise<SimulatedWorld> {
    installPlatform();
    emptyBrowsers();
    const time = new VirtualTime();
    const random = new SeededRandom(`server ${seed}`);
    const server = await SimulatedServer.found(house, random, () => new Date(time.now));
    const world = new SimulatedWorld(seed, time, server);
    for (const [name, roles, devices] of world.#cast()) {
      const person = await server.person(name, roles);
      for (let number = 1; number <= devices; number++)
        world.devices.push(new SimulatedDevice(world, `${name}/${number}`, person));
    }
    process.on('unhandledRejection', world.#onUnowned);
    for (const device of world.devices) await device.openTab();
    return world;
  }

  act(tab: Tab, what: string, work: () => Promise<unknown>): void {
    this.tell(`${tab.name} ${what}`);
    tab.run(() => {
      void work().catch((error: unknown) => {
        if (!tab.isDead) this.history.push(`    ${tab.name} is told: ${String(error)}`);
      });
    });
  }

  tell(line: string): void {
    this.history.push(line);
  }

  listenForPokes(tab: Tab, onPoke: () => void): () => void {
    this.#listeners.set(tab, onPoke);
    return () => this.#listeners.delete(tab);
  }

  async end(): Promise<void> {
    for (const device of this.devices) device.kill();
    await settled();
    process.off('unhandledRejection', this.#onUnowned);
    await counted(() => this.server.end());
  }

  #poke(): void {
    for (const [tab, onPoke] of this.#listeners) {
      if (tab.isDead) this.#listeners.delete(tab);
      else if (this.isCalm || this.random.next() < 0.6) this.time.set(tab, 40, onPoke);
    }
  }

  #cast(): readonly (readonly [string, readonly Role[], number])[] {
    const { random } = this;
    return [
      ['rani', ['assessor'], random.between(1, 2)],
      ['budi', ['assessor'], random.next() < 0.3 ? 2 : 1],
      ...(random.next() < 0.5 ? [['citra', ['assessor'], 1] as const] : []),
      ['dewi', ['supervisor'], 1],
      ...(random.next() < 0.7 ? [['eko', ['supervisor'], 1] as const] : []),
    ];
  }
}
