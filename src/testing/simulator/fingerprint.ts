import { loadVisitState } from '#server/visits/read-log.ts';
import type { Device, World } from './cast.ts';

/** How far everyone is, as one text: equal before and after a pass means that nothing moves any more. */
export async function contentOf(world: World): Promise<string> {
  const { db } = world.server.house;
  const visits = await Promise.all(
    world.visits.map(async (visit) => {
      const state = await loadVisitState(db, world.server.organisation, visit);
      return `server ${visit.slice(0, 4)} at ${state?.seq ?? 'nothing'}`;
    }),
  );
  const devices = await Promise.all(world.devices.map(farOf));
  return [...visits, ...devices].join('\n');
}

async function farOf(device: Device): Promise<string> {
  return await device.look((db) =>
    db.read(['outbox', 'batches', 'intents', 'evidence', 'logs', 'refused', 'kept'], async (tx) => {
      const [outbox, batches, intents, photos, logs, refused, epoch] = await Promise.all([
        tx.objectStore('outbox').count(),
        tx.objectStore('batches').count(),
        tx.objectStore('intents').getAll(),
        tx.objectStore('evidence').index('isSent').count(0),
        tx.objectStore('logs').getAll(),
        tx.objectStore('refused').count(),
        tx.objectStore('kept').get('epoch'),
      ]);
      const at = logs.map(({ visit, seq, target }) => `${visit.slice(0, 4)} ${seq}/${target}`).join(', ');
      const submits = intents.map(({ refused }) => refused ?? 'waiting').join(', ');
      return `${device.name}: outbox ${outbox}, batches ${batches}, submits [${submits}], photos ${photos}, refused ${refused}, logs [${at}], epoch ${String(epoch?.value).slice(0, 4)}`;
    }),
  );
}
