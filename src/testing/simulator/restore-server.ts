import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { World } from './cast.ts';
import { heldElsewhere } from './device-faults.ts';
import { counted } from './under-way.ts';

/**
 * The server comes back from its archive. What only it had, because a profile was put back to before it, is gone; everything
 * else the tablets must bring again.
 */
export async function restoreServer(world: World, random: SeededRandom): Promise<void> {
  const { serverCopy: copy, ledger } = world;
  if (copy === null) return await copyServer(world);
  const photosToo = random.next() < 0.5;
  await counted(() => world.server.restore(copy, photosToo));
  const held = await counted(() => heldElsewhere(world));
  for (const name of ledger.forgotten) if (!held.has(name)) ledger.gone.add(name);
  world.commandsDone.length = 0;
  world.tell(`the server is restored from its archive${photosToo ? ', without photos' : ''}`);
}

export async function copyServer(world: World): Promise<void> {
  world.serverCopy = await counted(() => world.server.copy());
  world.tell('the server is archived');
}
