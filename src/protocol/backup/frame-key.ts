import type { PublicKeyJwk } from '#domain/change/envelope.ts';

const ecdh = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** What a file's key depends on besides the two private halves. */
export interface KeyContext {
  readonly salt: Uint8Array<ArrayBuffer>;
  /** The organisation's key by its id. */
  readonly key: string;
}

export async function createEphemeral(): Promise<{ readonly privateKey: CryptoKey; readonly publicKey: PublicKeyJwk }> {
  const pair = await crypto.subtle.generateKey(ecdh, false, ['deriveBits']);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  if (x === undefined || y === undefined) throw new Error('A P-256 public key has x and y.');
  return { privateKey: pair.privateKey, publicKey: { kty: 'EC', crv: 'P-256', x, y } };
}

/** The one key of a file: ECDH of a pair made for this file alone with the organisation's, then HKDF. */
export async function frameKey(
  privateKey: CryptoKey,
  publicKey: PublicKeyJwk,
  { salt, key }: KeyContext,
  usage: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const peer = await crypto.subtle.importKey('jwk', publicKey, ecdh, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, privateKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(`tilik/1/backup:${key}`);
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    [usage],
  );
}
