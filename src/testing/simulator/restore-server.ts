import type { FoldedChange } from '#domain/change/register-state.ts';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import { loadVisitState } from '#server/visits/read-log.ts';
import type { World } from './cast.ts';
import { heldElsewhere } from './held.ts';
import { counted } from './under-way.ts';

/**
 * The server comes back from its archive. What only it had, because a profile was put back to before it, is gone; everything
 * else the tablets must bring again.
 */
export async function restoreServer(world: World, random: SeededRandom): Promise<void> {
  const { serverCopy: copy, ledger } = world;
  if (copy === null) return await copyServer(world);
  const photosToo = random.next() < 0.5;
  for (const name of await counted(() => world.server.holdings())) ledger.onceHeld.add(name);
  await counted(() => world.server.restore(copy, photosToo));
  await counted(() => keepKnownErasures(world));
  const held = await counted(() => heldElsewhere(world));
  for (const name of ledger.forgotten) if (!held.has(name)) ledger.gone.add(name);
  world.commandsDone.length = 0;
  world.tell(`the server is restored from its archive${photosToo ? ', without photos' : ''}`);
}

export async function copyServer(world: World): Promise<void> {
  world.serverCopy = await counted(() => world.server.copy());
  world.tell('the server is archived');
}

/** An erasure that neither the archive nor any tablet knows of was as if it had not been asked for. */
async function keepKnownErasures({ erasures, devices, server, visits }: World): Promise<void> {
  const known = new Set<string>();
  const learn = (changes: readonly FoldedChange[]): void => {
    for (const { id, isErased } of changes) if (isErased) known.add(id);
  };
  for (const visit of visits) {
    const loaded = await loadVisitState(server.house.db, server.organisation, visit);
    for (const { changes } of loaded?.state.registers.values() ?? []) learn(changes);
  }
  for (const device of devices) {
    const rows = await device.look((db) => db.read(['registers'], (tx) => tx.objectStore('registers').getAll()));
    for (const { changes } of rows) learn(changes);
  }
  for (const id of erasures.done) if (!known.has(id)) erasures.done.delete(id);
}
