import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { BlobAddress, BlobStore, ListedBlob } from '#server/blobs/blob-store.ts';

/** What every store of evidence must do, whatever keeps the bytes. */
export function describeBlobStore(name: string, open: (folder: string) => BlobStore): void {
  describe(name, () => {
    let folder: string;
    let store: BlobStore;

    beforeEach(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-blobs-'));
      store = open(folder);
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function upload(bytes: Buffer): Promise<{ file: string; address: BlobAddress }> {
      const file = path.join(folder, randomBytes(8).toString('hex'));
      await writeFile(file, bytes);
      return { file, address: anAddress(bytes) };
    }

    async function listed(where: 'held' | 'trash'): Promise<readonly ListedBlob[]> {
      const found: ListedBlob[] = [];
      for await (const blob of store.list(where)) found.push(blob);
      return found;
    }

    test('gives the same bytes back', async () => {
      const bytes = randomBytes(300_000);
      const { file, address } = await upload(bytes);
      await store.takeIn(address, file);
      const found = await store.read(address);
      expect(found?.bytes).toBe(bytes.length);
      expect(Buffer.from(await new Response(found?.stream()).arrayBuffer()).equals(bytes)).toBe(true);
    });

    test('has nothing where nothing was put', async () => {
      expect(await store.read(anAddress(randomBytes(10)))).toBeNull();
    });

    test('takes the same photo in again', async () => {
      const bytes = randomBytes(1000);
      for (const { file, address } of [await upload(bytes), await upload(bytes)]) {
        await store.takeIn({ ...address, organisation, visit }, file);
      }
      expect((await store.read({ ...anAddress(bytes), organisation, visit }))?.bytes).toBe(1000);
    });

    test('keeps the photos of two visits and two organisations apart', async () => {
      const bytes = randomBytes(1000);
      const { file, address } = await upload(bytes);
      await store.takeIn(address, file);
      expect(await store.read({ ...address, visit })).toBeNull();
      expect(await store.read({ ...address, organisation })).toBeNull();
    });

    test('leaves the upload where it was no longer', async () => {
      const { file, address } = await upload(randomBytes(1000));
      await store.takeIn(address, file);
      expect(await readdir(folder)).not.toContain(path.basename(file));
    });

    test('fails where there is no upload, and then holds nothing', async () => {
      const address = anAddress(randomBytes(10));
      await expect(store.takeIn(address, path.join(folder, 'absent'))).rejects.toThrow();
      expect(await store.read(address)).toBeNull();
    });

    test('keeps the bytes at their address until they are taken away, and only with a copy in the trash', async () => {
      const { file, address } = await upload(randomBytes(1000));
      await store.takeIn(address, file);
      await expect(store.takeAway(address)).rejects.toThrow();
      expect(await store.copyToTrash(address)).toBe(true);
      expect(await store.copyToTrash(address)).toBe(true);
      expect((await store.read(address))?.bytes).toBe(1000);
      await store.takeAway(address);
      await store.takeAway(address);
      expect(await store.read(address)).toBeNull();
      expect(await listed('held')).toEqual([]);
      expect(await listed('trash')).toMatchObject([{ address, bytes: 1000 }]);
    });

    test('brings the same bytes back from the trash', async () => {
      const bytes = randomBytes(1000);
      const { file, address } = await upload(bytes);
      await store.takeIn(address, file);
      await store.copyToTrash(address);
      await store.takeAway(address);
      expect(await store.bringBack(address)).toBe(true);
      expect(await store.bringBack(address)).toBe(true);
      const found = await store.read(address);
      expect(Buffer.from(await new Response(found?.stream()).arrayBuffer()).equals(bytes)).toBe(true);
      await store.emptyTrash(address);
      expect((await store.read(address))?.bytes).toBe(1000);
      expect(await listed('held')).toMatchObject([{ address, bytes: 1000 }]);
    });

    test('has nothing to bring back, or to copy, where nothing was', async () => {
      const address = anAddress(randomBytes(10));
      expect(await store.bringBack(address)).toBe(false);
      expect(await store.copyToTrash(address)).toBe(false);
      await store.emptyTrash(address);
    });
  });
}

const organisation = OrganisationId.parse('0f0f0f0f-0000-4000-8000-000000000001');
const visit = VisitId.parse('0f0f0f0f-0000-4000-8000-000000000002');

function anAddress(bytes: Buffer): BlobAddress {
  return {
    organisation: OrganisationId.parse(crypto.randomUUID()),
    visit: VisitId.parse(crypto.randomUUID()),
    sha256: Sha256.parse(createHash('sha256').update(bytes).digest('hex')),
  };
}
