import { createPrivateKey, createPublicKey, sign, verify, webcrypto } from 'node:crypto';
import * as z from 'zod/mini';
import { fromHex } from '#domain/canonical.ts';
import { PublicKeyJwk, Signature, signedText } from '#domain/change/envelope.ts';
import { Epoch } from '#domain/ids.ts';
import type { Queryable } from './database.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

type Purpose = Exclude<Parameters<typeof signedText>[0], 'envelope' | 'enrol'>;

/** Which database this is, and the key with which its receipts and results are signed. */
export interface ServerIdentity {
  readonly epoch: Epoch;
  readonly publicKey: PublicKeyJwk;
  sign(purpose: Purpose, text: string): Signature;
  /** Whether this server, or the one it was restored from, has signed it. */
  verify(purpose: Purpose, text: string, signature: Signature): boolean;
}

const Stored = z.object({ epoch: Epoch, public_key: PublicKeyJwk, private_key: z.instanceof(Buffer) });

/** Reads the identity; the first node that opens an empty database makes it. */
export async function openServerIdentity(db: Queryable): Promise<ServerIdentity> {
  const stored = (await readIdentity(db)) ?? (await createIdentity(db));
  const key = createPrivateKey({ key: stored.private_key, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key);
  return {
    epoch: stored.epoch,
    publicKey: stored.public_key,
    sign: (purpose, text) =>
      Signature.parse(sign('sha256', signedText(purpose, text), { key, dsaEncoding: 'ieee-p1363' }).toString('hex')),
    verify: (purpose, text, signature) =>
      verify('sha256', signedText(purpose, text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, fromHex(signature)),
  };
}

/** A restored database is another one: tablets then offer again what they keep. */
export async function renewEpoch(db: Queryable): Promise<Epoch> {
  const epoch = Epoch.parse(crypto.randomUUID());
  await db.query('UPDATE server_identity SET epoch = $1', [epoch]);
  return epoch;
}

async function readIdentity(db: Queryable): Promise<z.infer<typeof Stored> | null> {
  const { rows } = await db.query('SELECT epoch, public_key, private_key FROM server_identity');
  return rows[0] === undefined ? null : Stored.parse(rows[0]);
}

async function createIdentity(db: Queryable): Promise<z.infer<typeof Stored>> {
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey);
  await db.query(
    `INSERT INTO server_identity (epoch, public_key, private_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [
      crypto.randomUUID(),
      JSON.stringify(PublicKeyJwk.parse({ kty, crv, x, y })),
      Buffer.from(await webcrypto.subtle.exportKey('pkcs8', pair.privateKey)),
    ],
  );
  // Of two nodes that start at once one row stays; both sign with it.
  const stored = await readIdentity(db);
  if (stored === null) throw new Error('The identity of the server was not kept.');
  return stored;
}
