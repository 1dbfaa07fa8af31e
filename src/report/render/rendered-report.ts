import type { Sha256 } from '#domain/ids.ts';

/** The JPEG of a photo, or null when it is not on this device. */
export type PhotoSource = (sha256: Sha256) => Promise<Uint8Array | null>;

export interface RenderedReport {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  readonly fileName: string;
}
