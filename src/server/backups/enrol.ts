import { createPublicKey, verify } from 'node:crypto';
import type * as z from 'zod/mini';
import { canonicalJson, fromHex } from '#domain/canonical.ts';
import { signedText } from '#domain/change/envelope.ts';
import type { Enrolled, Enrolment } from '#protocol/backups.ts';
import { Problem } from '#protocol/problems.ts';
import { lockReplica } from '../db/replicas.ts';
import type { ServerDeps } from '../deps.ts';
import type { Pusher } from '../visits/pusher.ts';

/** Notes whose a replica is, before it has anything to push. Again is a success. */
export async function enrol(
  { db, identity }: Pick<ServerDeps, 'db' | 'identity'>,
  { organisation, person }: Pusher,
  { replica, publicKey, signature }: z.infer<typeof Enrolment>,
): Promise<z.infer<typeof Enrolled>> {
  if (!isSigned(publicKey, signature, `${organisation}/${person}/${replica}`)) throw new Problem('badSignature');
  await db.transaction(async (tx) => {
    const stored = await lockReplica(tx, organisation, replica, { person, publicKey });
    if (stored.person !== person) throw new Problem('replicaForked', { detail: 'The replica is another person’s.' });
    if (canonicalJson(stored.publicKey) !== canonicalJson(publicKey)) throw new Problem('badSignature');
  });
  return { kind: 'enrolled', epoch: identity.epoch, replica };
}

function isSigned(jwk: z.infer<typeof Enrolment>['publicKey'], signature: string, text: string): boolean {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify('sha256', signedText('enrol', text), { key, dsaEncoding: 'ieee-p1363' }, fromHex(signature));
  } catch {
    // Coordinates that are no point of the curve.
    return false;
  }
}
