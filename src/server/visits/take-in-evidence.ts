import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Sha256, VisitId } from '#domain/ids.ts';
import { Problem } from '#protocol/problems.ts';
import { insertEvidence } from '../db/evidence.ts';
import { isErasedPhoto } from '../db/redactions.ts';
import { findPersonOfVisit, lockVisit } from '../db/visits.ts';
import type { ServerDeps } from '../deps.ts';
import { adoptLate } from './adopt-late.ts';
import { appendToVisit } from './append.ts';
import type { Pusher } from './pusher.ts';

export interface UploadedPhoto {
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly mime: 'image/jpeg';
  /** Where the finished upload lies; it is moved. */
  readonly file: string;
}

type EvidenceDeps = Pick<ServerDeps, 'db' | 'blobs' | 'identity' | 'clock' | 'pokes' | 'summaries'>;

/** Photos come from those who are, or were, members: what was taken before someone was removed still arrives. */
export async function requireContributor(db: ServerDeps['db'], sender: Pusher, visit: VisitId): Promise<void> {
  const person = await findPersonOfVisit(db, sender.organisation, visit, sender.person);
  if (person === null || !(person.isMember || person.wasRemoved)) {
    throw new Problem('notAllowed', { detail: 'Only members of a visit send photos of it. Send its changes first.' });
  }
}

export async function takeInEvidence(deps: EvidenceDeps, sender: Pusher, photo: UploadedPhoto): Promise<void> {
  await requireContributor(deps.db, sender, photo.visit);
  await keepEvidence(deps, sender, photo);
}

/**
 * Checks the bytes, makes them durable at their address, and then says so in the visit's log. Resolved means all of it is done;
 * the same photo again is a success and no new line.
 * @returns whether it is new.
 */
export async function keepEvidence(
  deps: EvidenceDeps,
  { organisation, person }: Pick<Pusher, 'organisation' | 'person'>,
  photo: UploadedPhoto,
): Promise<boolean> {
  const { visit, sha256, mime } = photo;
  const address = { organisation, visit, sha256 };
  // To its sender this is a success: there is nothing more to do with the photo.
  if (await isErasedPhoto(deps.db, address)) return false;
  const bytes = await checkPhoto(photo);
  const at = deps.clock();
  let isInPlace = false;
  const moved = await deps.db.transaction(async (tx): Promise<readonly VisitId[]> => {
    const row = await lockVisit(tx, organisation, visit);
    if (row === null) throw new Problem('notFound');
    if (await isErasedPhoto(tx, address)) return [];
    // Under the lock, so that nobody who cleans up takes the file for forgotten before it has its row. Once: a transaction may be repeated.
    if (!isInPlace) await deps.blobs.takeIn(address, photo.file);
    isInPlace = true;
    if (!(await insertEvidence(tx, { organisation, visit, sha256, bytes, mime, person }, at))) return [];
    const line = { kind: 'evidence', sha256, bytes, receivedAt: at.toISOString() } as const;
    const seq = appendToVisit(tx, organisation, row, [line], at);
    const into = await adoptLate(tx, deps.identity, organisation, row, [{ ...line, seq }], at);
    return into === null ? [visit] : [visit, into];
  });
  if (moved.length === 0) return false;
  deps.pokes.moved(organisation, moved);
  deps.summaries.refreshSoon(organisation, moved);
  return true;
}

/** @returns the number of bytes. */
async function checkPhoto({ file, sha256 }: UploadedPhoto): Promise<number> {
  const hash = createHash('sha256');
  let start = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of createReadStream(file)) {
    if (start.length < 3) start = Buffer.concat([start, chunk]).subarray(0, 3);
    bytes += chunk.length;
    hash.update(chunk);
  }
  const found = hash.digest('hex');
  if (found !== `${sha256}`) throw new Problem('hashMismatch', { detail: `The bytes have the hash ${found}.` });
  // SOI and the first byte of the next marker: the bytes are named a photo and will be shown as one.
  if (!start.equals(Buffer.from([0xff, 0xd8, 0xff])))
    throw new Problem('wrongMediaType', { detail: 'The bytes are not a JPEG.' });
  return bytes;
}
