import type { VisitId } from '#domain/ids.ts';
import type { Device, World } from './cast.ts';
import type { Finding } from './findings.ts';
import { lookInto } from './held.ts';
import { isEntitled, type ServerView } from './server-view.ts';

/** A value of which somebody was told that it is erased is nowhere any more: not on the server, not on a device that may know of it. */
export async function checkErasures(world: World, view: ServerView): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const id of world.erasures.done) {
    const [row] = view.changes.get(id) ?? [];
    if (row === undefined) continue;
    if (row.body !== null)
      findings.push({ kind: 'contradicted', text: `${id.slice(0, 8)} was erased and is on the server` });
    for (const device of world.devices) {
      if (!isEntitled(device.person, row.visit, view)) continue;
      const where = await placeOf(device, row.visit, id);
      if (where !== null)
        findings.push({
          kind: 'contradicted',
          text: `${id.slice(0, 8)} was erased and is in ${where} of ${device.name}`,
        });
    }
  }
  return findings;
}

async function placeOf(device: Device, visit: VisitId, id: string): Promise<string | null> {
  const place = await device.look((db) =>
    db.read(['changes', 'outbox', 'registers'], async (tx) => {
      if ((await tx.objectStore('changes').get(id))?.body) return 'the changes';
      if ((await tx.objectStore('outbox').index('id').getKey(id)) !== undefined) return 'the outbox';
      const registers = await tx.objectStore('registers').getAll();
      const states = registers.filter((row) => row.visit === visit).flatMap(({ changes }) => changes);
      return states.some((change) => change.id === id && !change.isErased) ? 'the registers' : null;
    }),
  );
  if (place !== null) return place;
  // The file of a page that is dead or frozen is opened with the next start of the app: until then nobody takes anything out of it.
  const { state } = await lookInto(device.files.inUse());
  const keys = [...state.unsent.map(({ key }) => key), ...state.others];
  return keys.includes(`change/${id}`) ? 'the second copy' : null;
}
