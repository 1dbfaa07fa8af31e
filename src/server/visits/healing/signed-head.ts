import { headClaim, type SignedHead } from '#domain/change/log-head.ts';
import type { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { ServerIdentity } from '../../db/server-identity.ts';

interface About {
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
}

/** The server's word that a log has this head. */
export function signHead(identity: ServerIdentity, about: About, seq: number, head: Sha256): SignedHead {
  const claim = { epoch: identity.epoch, seq, head };
  return { ...claim, signature: identity.sign('head', headClaim(about, claim)) };
}

/** Whether this server, or the one it was restored from, has given it. */
export function isOwnHead(identity: ServerIdentity, about: About, head: SignedHead): boolean {
  return identity.verify('head', headClaim(about, head), head.signature);
}
