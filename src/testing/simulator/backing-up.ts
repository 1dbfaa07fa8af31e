import { readOnlyHere } from '#client/store/backup-contents.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { MadeBackup, Tab } from './cast.ts';
import type { Deed } from './fieldwork.ts';

export function makeBackup(tab: Tab): Deed {
  const { world } = tab.device;
  return {
    what: 'makes a backup',
    work: async () => {
      const { canBackUp } = await readOnlyHere(tab.store);
      if (!canBackUp) return;
      const contents = await unsent(tab.store);
      const { file } = await (await (await tab.workspace.device()).backups()).make('tablet');
      world.backups.push({ by: tab.device.name, file, contents });
    },
  };
}

async function unsent({ db }: VisitStore): Promise<ReadonlySet<string>> {
  return await db.read(['outbox', 'evidence'], async (tx) => {
    const [changes, photos] = await Promise.all([
      tx.objectStore('outbox').getAll(),
      tx.objectStore('evidence').index('isSent').getAll(0),
    ]);
    return new Set([...changes.map(({ id }) => `${id}`), ...photos.map(({ sha256 }) => `${sha256}`)]);
  });
}

/** Taken to whatever device is at hand; now and then the copy onto a stick was cut off. */
export function carry(tab: Tab, backup: MadeBackup, random: SeededRandom | null): Deed {
  const isCut = random !== null && random.next() < 0.2;
  const end = isCut ? random.between(0, backup.file.size) : backup.file.size;
  return {
    what: `takes in the backup of ${backup.by}${isCut ? `, cut after ${end} bytes` : ''}`,
    work: async () => {
      const file = isCut ? new File([await backup.file.slice(0, end).arrayBuffer()], 'cut.tilik') : backup.file;
      const backups = await (await tab.workspace.device()).backups();
      const { id } = await backups.carry(file);
      await backups.handInNow(id);
    },
  };
}
