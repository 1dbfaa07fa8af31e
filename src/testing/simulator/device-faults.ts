import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { Device, Tab, World } from './cast.ts';
import { SimulatedDevice } from './device.ts';
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
  const before = await counted(() => contentsOf(device));
  await counted(() => device.putBack(copy));
  const after = await counted(() => contentsOf(device));
  const lost = [...before].filter((name) => !after.has(name));
  const elsewhere = await counted(() => heldElsewhere(world));
  for (const name of lost) {
    world.ledger.forgotten.add(name);
    if (!elsewhere.has(name)) world.ledger.gone.add(name);
  }
  world.tell(`${device.name} is put back to an older copy of its profile (${lost.length} things are not in it)`);
  await openTab(world, device);
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

/** Ids of changes that the profile can give back, and hashes of its photos: the person's own, and others' that lie in kept lines of a log. */
export async function contentsOf(device: Device): Promise<ReadonlySet<string>> {
  const own = device.person.session.person.id;
  return await device.look((db) =>
    db.read(['changes', 'evidence', 'logPages'], async (tx) => {
      const [changes, pages, photos] = await Promise.all([
        tx.objectStore('changes').getAll(),
        tx.objectStore('logPages').getAll(),
        tx.objectStore('evidence').getAllKeys(),
      ]);
      const named = new Set(pages.flatMap(({ lines }) => lines.map(({ change }) => change)));
      const kept = changes.filter(({ id, content }) => content.author === own || named.has(id));
      return new Set([...kept.map(({ id }) => `${id}`), ...photos.map(([, sha256]) => sha256)]);
    }),
  );
}

/** What some device or the server still has. */
export async function heldElsewhere(world: World): Promise<ReadonlySet<string>> {
  const sets = await Promise.all(world.devices.map(contentsOf));
  return new Set([...sets.flatMap((set) => [...set]), ...(await world.server.holdings())]);
}
