/**
 * The web standards that browsers, service workers and Node share and that the domain may use. The domain is compiled with
 * neither DOM nor Node types, so what is not named here does not exist for it.
 */
interface CryptoKey {
  readonly type: 'public' | 'private' | 'secret';
  readonly extractable: boolean;
}

interface CryptoKeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

interface EcParams {
  readonly name: 'ECDSA';
  readonly namedCurve?: 'P-256';
  readonly hash?: 'SHA-256';
}

interface Ed25519Params {
  readonly name: 'Ed25519';
}

type SigningParams = EcParams | Ed25519Params | 'Ed25519';

interface EcdhParams {
  readonly name: 'ECDH';
  readonly namedCurve: 'P-256';
}

interface HkdfParams {
  readonly name: 'HKDF';
  readonly hash: 'SHA-256';
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly info: Uint8Array<ArrayBuffer>;
}

interface AesGcmParams {
  readonly name: 'AES-GCM';
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly additionalData: Uint8Array<ArrayBuffer>;
}

interface EcPublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

interface SubtleCrypto {
  digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<ArrayBuffer>;
  generateKey(
    algorithm: SigningParams,
    extractable: boolean,
    usages: readonly ('sign' | 'verify')[],
  ): Promise<CryptoKeyPair>;
  generateKey(algorithm: EcdhParams, extractable: boolean, usages: readonly 'deriveBits'[]): Promise<CryptoKeyPair>;
  importKey(
    format: 'raw' | 'spki' | 'pkcs8',
    data: Uint8Array<ArrayBuffer> | ArrayBuffer,
    algorithm: SigningParams,
    extractable: boolean,
    usages: readonly ('sign' | 'verify')[],
  ): Promise<CryptoKey>;
  importKey(
    format: 'jwk',
    data: EcPublicJwk,
    algorithm: EcdhParams,
    extractable: boolean,
    usages: readonly never[],
  ): Promise<CryptoKey>;
  importKey(
    format: 'raw',
    data: ArrayBuffer,
    algorithm: 'HKDF',
    extractable: false,
    usages: readonly 'deriveKey'[],
  ): Promise<CryptoKey>;
  exportKey(format: 'raw' | 'spki' | 'pkcs8', key: CryptoKey): Promise<ArrayBuffer>;
  exportKey(format: 'jwk', key: CryptoKey): Promise<{ readonly x?: string; readonly y?: string }>;
  deriveBits(
    algorithm: { readonly name: 'ECDH'; readonly public: CryptoKey },
    key: CryptoKey,
    length: 256,
  ): Promise<ArrayBuffer>;
  deriveKey(
    algorithm: HkdfParams,
    key: CryptoKey,
    derived: { readonly name: 'AES-GCM'; readonly length: 256 },
    extractable: false,
    usages: readonly ('encrypt' | 'decrypt')[],
  ): Promise<CryptoKey>;
  encrypt(algorithm: AesGcmParams, key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  decrypt(algorithm: AesGcmParams, key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  sign(algorithm: SigningParams, key: CryptoKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  verify(
    algorithm: SigningParams,
    key: CryptoKey,
    signature: Uint8Array<ArrayBuffer> | ArrayBuffer,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

declare const crypto: {
  readonly subtle: SubtleCrypto;
  getRandomValues<T extends Uint8Array<ArrayBuffer>>(into: T): T;
};

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: Uint8Array | ArrayBuffer): string;
}

declare function structuredClone<T>(value: T): T;
declare function atob(base64: string): string;
declare function btoa(binary: string): string;
