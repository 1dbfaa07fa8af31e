import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Epoch, OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import { releasedArchive } from '#testing/fixtures/released.ts';
import type { ArchiveHeader, ArchivePart } from './archive-format.ts';
import { openArchiveWriter } from './archive-writer.ts';
import { checkArchive, readArchive } from './read-archive.ts';
import { requireKnown } from './restore-archive.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tilik-archive-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const header: ArchiveHeader = {
  madeAt: '2026-03-02T02:00:00.000Z',
  app: '0.1.0',
  postgres: '18.4',
  epoch: Epoch.parse('0f0f0f0f-0000-4000-8000-00000000000e'),
  migrations: ['0001_sync', '0002_accounts'],
  hasEvidence: true,
  hasKeys: true,
};
const rows = Buffer.from('1\tDPMPTSP\n2\t\\N\n');
const photo = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);
const parts: readonly (readonly [ArchivePart, Buffer])[] = [
  [{ kind: 'table', table: 'office', columns: ['id', 'name'] }, rows],
  [{ kind: 'table', table: 'empty', columns: ['id'] }, Buffer.alloc(0)],
  [
    {
      kind: 'photo',
      organisation: OrganisationId.parse('0f0f0f0f-0000-4000-8000-000000000001'),
      visit: VisitId.parse('0f0f0f0f-0000-4000-8000-000000000002'),
      sha256: Sha256.parse(createHash('sha256').update(photo).digest('hex')),
    },
    photo,
  ],
  [{ kind: 'key', name: 'backup.pem' }, Buffer.from('a key')],
];

async function written(name: string, of: readonly (readonly [ArchivePart, Buffer])[] = parts): Promise<string> {
  const file = path.join(folder, name);
  const handle = await open(file, 'w');
  const writer = await openArchiveWriter(handle, header);
  for (const [part, bytes] of of) await writer.part(part, one(bytes));
  await writer.end();
  await handle.close();
  return file;
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function allOf(file: string): Promise<readonly (readonly [ArchivePart, Buffer])[]> {
  const found: (readonly [ArchivePart, Buffer])[] = [];
  await readArchive(file, {
    header: async () => {},
    part: async (part, chunks) => {
      const pieces: Uint8Array[] = [];
      for await (const chunk of chunks) pieces.push(chunk);
      found.push([part, Buffer.concat(pieces)]);
    },
  });
  return found;
}

describe('an archive file', () => {
  test('gives back its parts as they were written, and says whose it is', async () => {
    const file = await written('whole');
    expect(await allOf(file)).toEqual(parts);
    expect(await checkArchive(file)).toEqual(header);
  });

  test('holds a part of many pieces, whatever sizes it was written in', async () => {
    const large = Buffer.alloc(3_500_001, 7);
    const [table] = parts;
    if (table === undefined) throw new Error('There is a part.');
    const [found] = await allOf(await written('large', [[table[0], large]]));
    expect(found?.[1].equals(large)).toBe(true);
  });

  test('with one bit flipped, anywhere, is refused', async () => {
    const whole = await readFile(await written('flip'));
    const file = path.join(folder, 'flipped');
    for (let at = 0; at < whole.length; at += 3) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
      await writeFile(file, bytes);
      await expect(checkArchive(file), `byte ${at}`).rejects.toThrow(/damaged|newer|not an archive|ends in the middle/);
    }
  });

  test('cut off anywhere is refused as cut off', async () => {
    const whole = await readFile(await written('cut'));
    const file = path.join(folder, 'short');
    for (let length = 0; length < whole.length; length += 3) {
      await writeFile(file, whole.subarray(0, length));
      await expect(checkArchive(file), `${length} bytes`).rejects.toThrow('ends in the middle');
    }
  });

  test('with something behind its end, or with a part of it taken out, is refused', async () => {
    const whole = await readFile(await written('longer'));
    const file = path.join(folder, 'mended');
    await writeFile(file, Buffer.concat([whole, Buffer.from('more')]));
    await expect(checkArchive(file)).rejects.toThrow('ends in the middle');
    await writeFile(file, Buffer.concat([whole, whole.subarray(whole.indexOf('P'))]));
    await expect(checkArchive(file)).rejects.toThrow('damaged');
    const [first, second] = [whole.indexOf('{"kind":"table"') - 5, whole.indexOf('{"kind":"photo"') - 5];
    await writeFile(file, Buffer.concat([whole.subarray(0, first), whole.subarray(second)]));
    await expect(checkArchive(file)).rejects.toThrow('the whole is not as it was written');
  });

  test('of a newer Tilik is refused by what it would take', async () => {
    const whole = await readFile(await written('newer'));
    const file = path.join(folder, 'of-another-format');
    await writeFile(file, Buffer.concat([Buffer.from('TILIK-ARCHIVE-2\n'), whole.subarray(16)]));
    await expect(checkArchive(file)).rejects.toThrow('Install that version, then restore.');
    await expect(
      requireKnown({ ...header, app: '9.0.0', migrations: [...header.migrations, '9999_later'] }),
    ).rejects.toThrow('was made by Tilik 9.0.0, which is newer');
    await writeFile(file, 'PGDMP and so on');
    await expect(checkArchive(file)).rejects.toThrow('not an archive of Tilik');
  });

  test('of a real server, with a bit flipped in each of its parts, is refused', async () => {
    const whole = await readFile(releasedArchive(1));
    const file = path.join(folder, 'real');
    for (let at = 0; at < whole.length; at += 997) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at);
      await writeFile(file, bytes);
      await expect(checkArchive(file), `byte ${at}`).rejects.toThrow(/damaged|newer|not an archive|ends in the middle/);
    }
  });
});
