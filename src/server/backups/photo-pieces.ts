import { appendFile, rm, writeFile } from 'node:fs/promises';
import type { PhotoPiece } from '#protocol/backup/contents.ts';
import { pushLimits } from '#protocol/sync.ts';

/** Puts the pieces of one photo after another together in a file; a photo with a piece missing never becomes one. */
export class PhotoPieces {
  readonly #file: string;
  #photo: Pick<PhotoPiece, 'visit' | 'sha256'> | null = null;
  #next = 0;
  #bytes = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** The photo, once its last piece is there. The file is then the caller's to move. */
  async add(piece: PhotoPiece, bytes: Uint8Array): Promise<{ readonly file: string } | null> {
    const goesOn =
      piece.piece === this.#next && this.#photo?.sha256 === piece.sha256 && this.#photo.visit === piece.visit;
    if (piece.piece !== 0 && !goesOn) {
      this.#photo = null;
      return null;
    }
    this.#bytes = (piece.piece === 0 ? 0 : this.#bytes) + bytes.length;
    if (this.#bytes > pushLimits.photoBytes) {
      this.#photo = null;
      return null;
    }
    if (piece.piece === 0) await writeFile(this.#file, bytes, { mode: 0o600 });
    else await appendFile(this.#file, bytes);
    this.#photo = piece;
    this.#next = piece.piece + 1;
    return this.#next === piece.pieces ? { file: this.#file } : null;
  }

  async end(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}
