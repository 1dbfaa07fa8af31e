import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { Device, Tab, World } from './cast.ts';
import { SimulatedDevice } from './device.ts';
import { contentsOf, heldElsewhere, inSecondCopy } from './held.ts';
import { counted } from './under-way.ts';

/** A person goes on working: a device never stays without a page for long. */
export async function reopen(world: World, device: Device): Promise<void> {
  if (device.openTabs.length === 0) await openTab(world, device);
}

export async function openTab(world: World, device: Device): Promise<Tab> {
  const tab = await device.openTab();
  world.tell(`${tab.name} is opened`);
  return tab;
}

/** The whole profile copied onto another machine; both go on. */
export async function clone(world: World, random: SeededRandom): Promise<void> {
  if (world.devices.length >= 9) return;
  const original = random.pick(world.devices);
  const copy = await counted(() => original.copied());
  const device = new SimulatedDevice(world, `${original.name}+`, original.person);
  if (world.devices.some(({ name }) => name === device.name)) return;
  world.devices.push(device);
  await counted(() => device.putBack(copy));
  world.tell(`${original.name} is cloned`);
  await openTab(world, device);
}

export async function keepCopy(world: World, random: SeededRandom): Promise<void> {
  const device = random.pick(world.devices);
  device.copy = await counted(() => device.copied());
  world.tell(`a copy of the profile of ${device.name} is kept`);
}

/** An older copy takes the profile's place. What was only in the newer one is gone, and nobody can be blamed for it. */
export async function putBack(world: World, random: SeededRandom): Promise<void> {
  const kept = world.devices.filter(({ copy }) => copy !== null);
  if (kept.length === 0) return await keepCopy(world, random);
  const device = random.pick(kept);
  const { copy } = device;
  if (copy === null) return;
  const lost = await replaced(world, device, () => device.putBack(copy));
  world.tell(`${device.name} is put back to an older copy of its profile (${lost.length} things are not in it)`);
  await openTab(world, device);
}

/** The whole origin is gone, as when the browser needs the room or a person clears it. Nothing here can bring anything back. */
export async function evict(world: World, random: SeededRandom): Promise<void> {
  const device = random.pick(world.devices);
  const lost = await replaced(world, device, () => device.loseEverything());
  world.tell(`${device.name} loses everything the app had kept (${lost.length} things)`);
  await openTab(world, device);
}

/**
 * The database alone is gone, as browsers throw away one that they find damaged. What the server never had must come back from the
 * second copy.
 */
export async function loseDatabase(world: World, random: SeededRandom): Promise<void> {
  const device = random.pick(world.devices);
  const { ledger } = world;
  const [before, held] = [await counted(() => contentsOf(device)), await counted(() => world.server.holdings())];
  const wasThere = new Set([...held, ...ledger.onceHeld]);
  if (random.next() < 0.3) device.files.tear(random.bytes(random.between(1, 40)));
  await device.loseDatabase();
  const after = new Set(await counted(() => inSecondCopy(device)));
  const lost = [...before].filter((name) => !after.has(name));
  const mayBeLost = lost.filter((name) => wasThere.has(name) || ledger.unsure.has(name));
  await excuse(world, mayBeLost);
  world.tell(`${device.name} loses its database (${lost.length} things are not in the second copy)`);
  await openTab(world, device);
}

/** What the profile had and has no more is not asked for, unless somebody else has it. */
async function replaced(world: World, device: Device, work: () => Promise<void>): Promise<readonly string[]> {
  const before = await counted(() => contentsOf(device));
  await counted(work);
  const after = await counted(() => contentsOf(device));
  const lost = [...before].filter((name) => !after.has(name));
  await excuse(world, lost);
  return lost;
}

async function excuse(world: World, lost: readonly string[]): Promise<void> {
  const { ledger } = world;
  const elsewhere = await counted(() => heldElsewhere(world));
  for (const name of lost) {
    ledger.forgotten.add(name);
    if (!elsewhere.has(name)) ledger.gone.add(name);
  }
}

/** The private key cannot be used any more, as in a profile that was moved without it, or is not there at all. */
export async function loseKey(world: World, random: SeededRandom): Promise<void> {
  const device = random.pick(world.devices);
  const isGone = random.next() < 0.5;
  await counted(() =>
    device.look((db) =>
      db.write(['replica'], async (tx) => {
        const row = await tx.objectStore('replica').get('current');
        if (row === undefined) return;
        // A public key signs nothing: WebCrypto rejects it as it does a key it cannot reach.
        const { publicKey } = row.pair;
        if (isGone) await tx.objectStore('replica').clear();
        else await tx.objectStore('replica').put({ ...row, pair: { publicKey, privateKey: publicKey } });
      }),
    ),
  );
  world.tell(`${device.name} loses its key${isGone ? ' altogether' : ''}`);
}
