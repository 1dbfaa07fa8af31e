import { createHash } from 'node:crypto';
import { findEvidence, findUnchecked, noteCheck } from '../db/evidence.ts';
import type { ServerDeps } from '../deps.ts';
import type { BlobAddress } from './blob-store.ts';

type CheckDeps = Pick<ServerDeps, 'db' | 'blobs' | 'clock'>;

/** Reads the bytes again and notes what it found. Null: they are not there, or not what was sent; or nobody ever said they were. */
export async function checkEvidence(deps: CheckDeps, address: BlobAddress): Promise<{ readonly bytes: number } | null> {
  const row = await findEvidence(deps.db, address);
  if (row === null) return null;
  const bytes = await wholeBytes(deps, address);
  const isWhole = bytes !== null;
  if (!isWhole || row.isDamaged) await noteCheck(deps.db, address, isWhole, deps.clock());
  return isWhole ? { bytes } : null;
}

/** How many bytes the photo has; null where they are gone, or are not those its name is the hash of. */
export async function wholeBytes({ blobs }: Pick<CheckDeps, 'blobs'>, address: BlobAddress): Promise<number | null> {
  const blob = await blobs.read(address);
  if (blob === null) return null;
  const hash = createHash('sha256');
  for await (const chunk of blob.stream()) hash.update(chunk);
  return hash.digest('hex') === `${address.sha256}` ? blob.bytes : null;
}

const dayMs = 86_400_000;
const againAfterMs = 30 * dayMs;
/** A few at a time: reading must not take the disk from those who work. */
const perRun = 500;

/** Disks forget. Photos that were not read for a month are read, so that damage is found while tablets still keep their copies. */
export async function checkOldest(deps: CheckDeps): Promise<{ readonly checked: number; readonly damaged: number }> {
  const before = new Date(deps.clock().getTime() - againAfterMs);
  const addresses = await findUnchecked(deps.db, before, perRun);
  let damaged = 0;
  for (const address of addresses) {
    const isWhole = (await wholeBytes(deps, address)) !== null;
    if (!isWhole) damaged += 1;
    await noteCheck(deps.db, address, isWhole, deps.clock());
  }
  return { checked: addresses.length, damaged };
}
