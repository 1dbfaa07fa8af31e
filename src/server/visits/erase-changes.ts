import { type Erasure, redactionText } from '#domain/change/redaction.ts';
import type { ChangeId, OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { Transaction } from '../db/database.ts';
import { deleteBodies, noteErasedPhotos } from '../db/redactions.ts';
import type { ServerIdentity } from '../db/server-identity.ts';
import type { VisitRow } from '../db/visits.ts';
import { appendToVisit } from './append.ts';

/** An erasure with the server's word for it. */
export function signedErasure(
  identity: Pick<ServerIdentity, 'sign'>,
  about: { readonly organisation: OrganisationId; readonly visit: VisitId; readonly change: ChangeId },
  { by, reason, at, evidence }: Erasure,
): Erasure {
  const erasure = { by, reason, at, ...(evidence === undefined ? {} : { evidence }) };
  return { ...erasure, signature: identity.sign('redaction', redactionText(about, erasure)) };
}

/** Under the visit's lock: the values go, the lines that say so come. @returns the visit's newest seq. */
export function eraseChanges(
  tx: Transaction,
  organisation: OrganisationId,
  visit: VisitRow,
  erasures: ReadonlyMap<ChangeId, Erasure>,
  at: Date,
): number {
  deleteBodies(tx, organisation, [...erasures.keys()]);
  noteErasedPhotos(tx, organisation, visit.id, photosOf(erasures.values()));
  const lines = [...erasures].map(([change, erasure]) => ({ kind: 'redaction' as const, change, ...erasure }));
  return appendToVisit(tx, organisation, visit, lines, at);
}

export function photosOf(erasures: Iterable<Erasure>): ReadonlyMap<Sha256, Erasure> {
  return new Map(
    [...erasures].flatMap((erasure) => (erasure.evidence === undefined ? [] : [[erasure.evidence, erasure]])),
  );
}
