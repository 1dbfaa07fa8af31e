/** The bytes of a backup file, wherever they lie; a file of a gigabyte is never held whole. */
export interface BackupSource {
  readonly bytes: number;
  /** Fewer bytes than asked for where the file ends. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

export function bytesSource(bytes: Uint8Array<ArrayBuffer>): BackupSource {
  return { bytes: bytes.length, read: async (at, length) => bytes.slice(at, at + length) };
}
