/** A replica's signing key as the database keeps it: the private half cannot leave the browser. */
export interface ReplicaKeyPair {
  readonly pair: CryptoKeyPair;
  readonly publicKey: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export async function createReplicaKey(): Promise<ReplicaKeyPair> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  if (x === undefined || y === undefined) throw new Error('A P-256 public key has x and y.');
  return { pair, publicKey: { kty: 'EC', crv: 'P-256', x, y } };
}

/** Hex of the 64-byte signature. Rejects when the key is unusable, as after a profile was copied without its keys. */
export async function signWith(key: CryptoKey, text: Uint8Array<ArrayBuffer>): Promise<string> {
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, text);
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
