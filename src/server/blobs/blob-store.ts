import type { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';

/** Where a photo lies: by organisation, visit and the SHA-256 of its bytes, so equal photos of two visits share nothing. */
export interface BlobAddress {
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
  readonly sha256: Sha256;
}

/** The bytes of evidence. `describeBlobStore` says what every store must do. */
export interface BlobStore {
  /**
   * Moves a finished upload to its address. Resolved means that the bytes survive a power cut. Doing it twice is a success.
   */
  takeIn(address: BlobAddress, uploadedFile: string): Promise<void>;
  /** Null where there is nothing at the address. */
  read(address: BlobAddress): Promise<StoredBlob | null>;
}

export interface StoredBlob {
  readonly bytes: number;
  stream(): ReadableStream<Uint8Array>;
}
