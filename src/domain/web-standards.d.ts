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

interface SubtleCrypto {
  digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<ArrayBuffer>;
  generateKey(
    algorithm: SigningParams,
    extractable: boolean,
    usages: readonly ('sign' | 'verify')[],
  ): Promise<CryptoKeyPair>;
  importKey(
    format: 'raw' | 'spki' | 'pkcs8',
    data: Uint8Array<ArrayBuffer> | ArrayBuffer,
    algorithm: SigningParams,
    extractable: boolean,
    usages: readonly ('sign' | 'verify')[],
  ): Promise<CryptoKey>;
  exportKey(format: 'raw' | 'spki' | 'pkcs8', key: CryptoKey): Promise<ArrayBuffer>;
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
