import { SeededRandom } from '#server/demo/seeded-random.ts';
import type { Device, Tab, World } from './cast.ts';
import { type NetworkFault, nameOf } from './network.ts';
import { settled } from './under-way.ts';

const movesPerWait = 500;

export class NeverSettles extends Error {
  override readonly name = 'NeverSettles';
}

export async function deliverOne(world: World, random: SeededRandom, fault: NetworkFault, at: number): Promise<void> {
  const parcel = world.network.waiting[at];
  if (parcel === undefined) return;
  world.tell(`${nameOf(parcel)}${fault === 'none' ? '' : `: ${fault}`}`);
  await world.network.deliver(parcel, fault, random);
}

/** Everyone syncs and looks at every visit. What cannot be ended now, as while signed out, is left. */
export async function lookAround(world: World): Promise<void> {
  for (const device of world.devices) {
    const [tab] = device.openTabs;
    if (tab === undefined) continue;
    await finish(world, tab, 'its sync', () => tab.workspace.syncNow());
    await lookAt(world, device);
  }
}

/** Supervisors look at every visit; assessors at those that their device has. */
export async function lookAt(world: World, device: Device): Promise<void> {
  for (const tab of device.openTabs) {
    for (const visit of world.visits) await finish(world, tab, 'opening a visit', () => tab.openVisit(visit));
  }
}

/** Lets the world go on until the work has ended, or its page has died. */
export async function finish(world: World, tab: Tab, what: string, work: () => Promise<unknown>): Promise<void> {
  if (!tab.isOpen) return;
  let isDone = false;
  const random = new SeededRandom('finish');
  tab.run(() => {
    void work()
      .catch((error: unknown) => {
        // While things fail a rejection is the person's to see and to try again.
        if (world.isCalm) tab.fault(new Error(`${tab.name} cannot end ${what}.`, { cause: error }));
        else world.tell(`${tab.name} cannot end ${what}: ${String(error)}`);
      })
      .finally(() => {
        isDone = true;
      });
  });
  await settled();
  for (let move = 0; !isDone && !tab.isDead; move++) {
    if (move > movesPerWait) throw new NeverSettles(`${tab.name} never ends ${what}.`);
    if (world.network.waiting.length > 0) await deliverOne(world, random, 'none', 0);
    else if ((await world.network.deliverStray()) !== null) continue;
    else if (!(await world.time.passToNext())) throw new NeverSettles(`${tab.name} waits for nothing at ${what}.`);
  }
}
