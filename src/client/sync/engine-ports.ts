import type { Connectivity } from '#client/platform/connectivity.ts';
import type { Locks } from '#client/platform/locks.ts';
import type { NetworkReports } from '#client/store/network.ts';
import type { VisitStore } from '#client/store/visit-store.ts';
import type { PublicKeyJwk } from '#domain/change/envelope.ts';
import type { Sha256, VisitId } from '#domain/ids.ts';
import type { Transport } from './transport.ts';

/** Makes and uses the replica's signing key; the vault gives it. */
export interface ReplicaKeys {
  create(): Promise<{ readonly pair: CryptoKeyPair; readonly publicKey: PublicKeyJwk }>;
  /** Hex. Rejects when the key cannot sign any more. */
  sign(key: CryptoKey, text: Uint8Array<ArrayBuffer>): Promise<string>;
}

export interface PhotoUpload {
  readonly visit: VisitId;
  readonly sha256: Sha256;
  readonly mime: string;
  readonly blob: Blob;
  /** Where an earlier attempt goes on. */
  readonly uploadUrl: string | null;
  readonly onUrl: (url: string) => void;
  readonly onProgress: (sentBytes: number) => void;
  /** Aborted: it is given up where it stands and rejects; another attempt goes on from there. */
  readonly signal: AbortSignal;
}

/** Carries a photo's bytes, resumably. Rejects with a `Problem` or `Unreachable`. */
export type UploadPhoto = (upload: PhotoUpload) => Promise<void>;

/** Calls back when the server says that something moved, and whenever it is connected anew (pokes may have been missed). */
export type ListenForPokes = (onPoke: () => void) => () => void;

/** Calls back once after a time; gives the function that calls it off. */
export type Timer = (ms: number, work: () => void) => () => void;

export interface EnginePorts {
  readonly transport: Transport;
  readonly keys: ReplicaKeys;
  readonly locks: Locks;
  readonly connectivity: Connectivity;
  readonly uploadPhoto: UploadPhoto;
  readonly listenForPokes: ListenForPokes;
  readonly timer: Timer;
  /** 0 up to 1, for jitter: tablets that lost the same server must not come back in step. */
  readonly random: () => number;
}

/** What every part of the engine works with. */
export interface EngineContext extends EnginePorts {
  readonly store: VisitStore;
  readonly reports: NetworkReports;
  readonly signal: AbortSignal;
}
