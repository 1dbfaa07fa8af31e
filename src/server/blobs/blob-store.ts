import type { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';

/** Where a photo lies: by organisation, visit and the SHA-256 of its bytes, so equal photos of two visits share nothing. */
export interface BlobAddress {
  readonly organisation: OrganisationId;
  readonly visit: VisitId;
  readonly sha256: Sha256;
}

/** The bytes of evidence. `describeBlobStore` says what every store must do. Whatever is done twice is a success. */
export interface BlobStore {
  /** Moves a finished upload to its address. Resolved means that the bytes survive a power cut. */
  takeIn(address: BlobAddress, uploadedFile: string): Promise<void>;
  /** Null where there is nothing at the address. */
  read(address: BlobAddress): Promise<StoredBlob | null>;
  /** Puts a copy into the trash; the bytes stay at their address. False where there is nothing to copy. */
  copyToTrash(address: BlobAddress): Promise<boolean>;
  /** Takes the bytes from their address. Rejects while the trash has no copy of them. */
  takeAway(address: BlobAddress): Promise<void>;
  /** The bytes are at their address again, from the trash if they were not there. False: nowhere. */
  bringBack(address: BlobAddress): Promise<boolean>;
  /** Removes the trash's copy for good. */
  emptyTrash(address: BlobAddress): Promise<void>;
  /** What lies there, whatever the database says of it. */
  list(where: 'held' | 'trash'): AsyncIterable<ListedBlob>;
}

export interface StoredBlob {
  readonly bytes: number;
  stream(): ReadableStream<Uint8Array>;
}

export interface ListedBlob {
  readonly address: BlobAddress;
  readonly bytes: number;
  readonly writtenAt: Date;
}
