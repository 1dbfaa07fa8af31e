import { keptBackupKey, noteBackup, unconfirmed } from '#client/store/backup-contents.ts';
import { wholePhoto } from '#client/store/photos-to-send.ts';
import { type PhotoToBackUp, sealBackup } from '#protocol/backup/seal-backup.ts';
import type { SealedBatch } from '#protocol/sync.ts';
import { type SealingContext, sealEverything } from '../sealer.ts';

export interface MadeBackup {
  readonly name: string;
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly bytes: number;
  readonly counts: { readonly changes: number; readonly photos: number; readonly submits: number };
}

/** There is no key to seal to: this device has not been in touch with the server since the organisation has one. */
export class NoBackupKey extends Error {
  constructor() {
    super('The organisation’s backup key is not on this device.');
    this.name = 'NoBackupKey';
  }
}

export class NothingToBackUp extends Error {
  constructor() {
    super('Everything on this device has reached the server.');
    this.name = 'NothingToBackUp';
  }
}

/**
 * Everything that only this device has, as a file that the organisation's server can open. It needs no network and nobody signed in,
 * and changes nothing: the same batches are pushed later by the tablet itself.
 */
export async function makeBackup(context: SealingContext, device = ''): Promise<MadeBackup> {
  const { store } = context;
  const key = await keptBackupKey(store);
  if (key === null) throw new NoBackupKey();
  const madeAt = store.clock().toISOString();
  // What is written while the file is made is left to the next one.
  const { photos, intents, upTo } = await unconfirmed(store);
  const { replica, batches } = await sealEverything(context);
  const organisation = store.session.organisation.id;
  const contents = {
    batches:
      replica === null
        ? []
        : batches.map(
            ({ ids: _ids, ...batch }): SealedBatch => ({ ...batch, organisation, publicKey: replica.publicKey }),
          ),
    photos: photos.map(
      (row): PhotoToBackUp => ({
        visit: row.visit,
        sha256: row.sha256,
        bytes: row.bytes,
        mime: 'image/jpeg',
        read: async () => {
          const blob = await wholePhoto(store, row);
          return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
        },
      }),
    ),
    submits: intents.map(({ visit, pressedAt }) => ({ visit, pressedAt })),
  };
  if (contents.batches.length + photos.length + intents.length === 0) throw new NothingToBackUp();
  const about = { organisation, author: store.session.person.id, device, madeAt };
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of sealBackup(key, about, contents, store.randomBytes)) parts.push(part);
  await noteBackup(store, madeAt, upTo);
  return {
    name: nameOf(store.clock(), key.id),
    parts,
    bytes: parts.reduce((sum, part) => sum + part.length, 0),
    counts: {
      changes: contents.batches.reduce((sum, { changes }) => sum + changes.length, 0),
      photos: photos.length,
      submits: intents.length,
    },
  };
}

/** By the device's own clock, which is what its person remembers. No name of a person or an office: files lie about. */
function nameOf(at: Date, key: string): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `tilik-cadangan-${day}-${two(at.getHours())}${two(at.getMinutes())}-${key.slice(0, 4)}.tilik`;
}
