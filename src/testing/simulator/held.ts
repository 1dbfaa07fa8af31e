import { Journal } from '#client/store/second-copy/journal.ts';
import type { Device, World } from './cast.ts';
import { PrivateFiles } from './private-files.ts';

/** What the profile can give back: ids of changes, the person's own and others' in kept lines of a log, and hashes of photos. */
export async function contentsOf(device: Device): Promise<ReadonlySet<string>> {
  const own = device.person.session.person.id;
  const inDatabase = await device.look((db) =>
    db.read(['changes', 'evidence', 'logPages'], async (tx) => {
      const [changes, pages, photos] = await Promise.all([
        tx.objectStore('changes').getAll(),
        tx.objectStore('logPages').getAll(),
        tx.objectStore('evidence').getAllKeys(),
      ]);
      const named = new Set(pages.flatMap(({ lines }) => lines.map(({ change }) => change)));
      const kept = changes.filter(({ id, content }) => content.author === own || named.has(id));
      return [...kept.map(({ id }) => `${id}`), ...photos.map(([, sha256]) => `${sha256}`)];
    }),
  );
  return new Set([...inDatabase, ...(await inSecondCopy(device))]);
}

/** What the second copy would bring into an empty database. A look that leaves its files as they are. */
export async function inSecondCopy(device: Device): Promise<readonly string[]> {
  const { state } = await lookInto(device.files.copied());
  return [...state.unsent.map(({ key }) => key), ...state.others].flatMap((key) => {
    const [kind, first = '', second = ''] = key.split('/');
    return kind === 'change' ? [first] : kind === 'photo' ? [second] : [];
  });
}

/** The journal that these files are, without touching them. */
export async function lookInto(content: ReadonlyMap<string, Uint8Array>): Promise<Journal> {
  const files = new PrivateFiles();
  files.putBack(content);
  return await Journal.open(
    files.of({ isDead: false, isFrozen: false }),
    () => files.newName(),
    () => 0,
  );
}

/** What some device, a backup file or the server still has. */
export async function heldElsewhere(world: World): Promise<ReadonlySet<string>> {
  const sets = await Promise.all(world.devices.map(contentsOf));
  const inFiles = world.backups.flatMap(({ contents }) => [...contents]);
  return new Set([...sets.flatMap((set) => [...set]), ...inFiles, ...(await world.server.holdings())]);
}
