import { SeededRandom } from '#server/demo/seeded-random.ts';
import { carry } from './backing-up.ts';
import type { World } from './cast.ts';
import { openTab } from './device-faults.ts';
import { contentOf } from './fingerprint.ts';
import { counted } from './under-way.ts';
import { finish, lookAt, NeverSettles } from './wait-for.ts';

const passes = 14;

/**
 * The network is good, everyone is signed in, nothing fails any more: everyone syncs until a whole pass changes nothing.
 * @throws NeverSettles
 */
export async function calmDown(world: World): Promise<void> {
  world.isCalm = true;
  world.tell('calm: the network is good and everyone syncs');
  for (const device of world.devices) {
    device.failingWrites = 0;
    for (const tab of device.tabs) tab.transactionsToLive = null;
    await counted(() => world.server.signIn(device.person));
  }
  while ((await world.network.deliverStray()) !== null);
  await wakeSome(world);
  await handInAll(world);
  let before = '';
  for (let pass = 1; ; pass++) {
    for (const device of world.devices) {
      if (device.openTabs.length === 0) await openTab(world, device);
      for (const tab of device.openTabs) await finish(world, tab, 'its sync', () => tab.workspace.syncNow());
      await lookAt(world, device);
    }
    // Longer than the second copy takes to follow.
    await world.time.pass(5_000);
    const now = await counted(() => contentOf(world));
    if (now === before) return;
    if (pass === passes) throw new NeverSettles(`After ${passes} passes:\n${before}\nbecomes\n${now}`);
    before = now;
  }
}

/** Whoever has a file at hand brings it in the end, also one that was handed in before. */
async function handInAll(world: World): Promise<void> {
  const random = new SeededRandom(`files ${world.seed}`);
  for (const backup of world.backups) {
    const device = random.pick(world.devices);
    if (device.openTabs.length === 0) await openTab(world, device);
    const [tab] = device.openTabs;
    if (tab !== undefined) await finish(world, tab, 'handing in a backup', carry(tab, backup, null).work);
  }
}

/** Some pages stay frozen for ever: another of the same browser must take the lead. */
async function wakeSome(world: World): Promise<void> {
  const random = new SeededRandom(`thaw ${world.seed}`);
  const frozen = world.devices.flatMap(({ tabs }) => tabs).filter(({ isFrozen, isDead }) => isFrozen && !isDead);
  if (frozen.length === 0) return;
  for (const tab of frozen) if (random.next() < 0.5) tab.thaw();
  for (const device of world.devices) if (device.openTabs.length === 0) await openTab(world, device);
  await world.time.pass(longestLead);
}

/** Longer than the others wait for a leader that does not answer. */
const longestLead = 200_000;
