import type { Change } from '#domain/change/change.ts';
import type { Erasure } from '#domain/change/redaction.ts';
import type { ChangeId, OrganisationId } from '#domain/ids.ts';
import { EvidenceEntry } from '#domain/visit/values.ts';
import type { Queryable } from '../db/database.ts';
import { findAwaited, findErasedPhotos } from '../db/redactions.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import { signedErasure } from './erase-changes.ts';

/**
 * Which of these new changes come without their value: those whose redaction was here first, and those that name a photo erased
 * meanwhile, as a tablet writes that had not heard of it.
 */
export async function erasedOnArrival(
  tx: Queryable,
  identity: ServerIdentity,
  organisation: OrganisationId,
  changes: readonly Change[],
  at: Date,
): Promise<ReadonlyMap<ChangeId, Erasure>> {
  if (changes.length === 0) return new Map();
  const naming = changes.filter(({ content }) => content.register.startsWith('evidence/'));
  const visits = [...new Set(naming.map(({ content }) => content.visit))];
  const [awaited, photos] = await Promise.all([
    findAwaited(
      tx,
      organisation,
      changes.map(({ id }) => id),
    ),
    visits.length === 0 ? [] : findErasedPhotos(tx, organisation, visits),
  ]);
  const found = new Map(awaited);
  for (const { id, content, body } of photos.length === 0 ? [] : naming) {
    const entry = EvidenceEntry.safeParse(body?.value);
    const photo = photos.find(
      ({ visit, sha256 }) => entry.success && visit === content.visit && sha256 === entry.data.sha256,
    );
    if (photo === undefined || found.has(id)) continue;
    const { by, reason } = photo.erasure;
    const erasure = { by, reason, at: at.toISOString(), evidence: photo.sha256 };
    found.set(id, signedErasure(identity, { organisation, visit: content.visit, change: id }, erasure));
  }
  return found;
}
