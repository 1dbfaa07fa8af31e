import { constants, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { backupLimits } from '#protocol/backup/header.ts';
import type { BackupSource } from '#protocol/backup/source.ts';
import { Problem } from '#protocol/problems.ts';
import type { Pusher } from '../visits/pusher.ts';

type Owner = Pick<Pusher, 'organisation' | 'person'>;

/** Backup files on their way in lie with the photos that are; forgotten ones are swept like those. Nobody goes on with another person's. */
export function incomingFile(folder: string, { organisation, person }: Owner, backup: string): string {
  return path.join(folder, `backup~${organisation}~${person}~${backup}`);
}

/** How much of it is here. */
export async function arrivedBytes(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found?.size ?? 0;
}

/**
 * Puts bytes at their place. Sent twice they are written twice, which changes nothing; beyond what is here they wait for what comes
 * before.
 * @returns how much is here now.
 */
export async function writePart(file: string, at: number, bytes: Uint8Array): Promise<number> {
  if (at + bytes.length > backupLimits.fileBytes) throw new Problem('tooLarge');
  const arrived = await arrivedBytes(file);
  if (at > arrived || bytes.length === 0) return arrived;
  // Made by whoever comes first, and written at a place, which appending would not do.
  const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    await handle.write(bytes, 0, bytes.length, at);
  } finally {
    await handle.close();
  }
  return Math.max(arrived, at + bytes.length);
}

export async function forgetIncoming(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Reads from the file as it is asked to. */
export async function openSource(file: string): Promise<{ readonly source: BackupSource; close(): Promise<void> }> {
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  return {
    source: {
      bytes: size,
      async read(at, length) {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, at);
        return bytes.subarray(0, bytesRead);
      },
    },
    close: () => handle.close(),
  };
}
