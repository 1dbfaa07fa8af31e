import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import {
  type ArchiveHeader,
  type ArchivePart,
  type FrameKind,
  firstLine,
  frameHeadBytes,
  pieceBytes,
} from './archive-format.ts';

const deflate = promisify(deflateRaw);

export interface ArchiveWriter {
  /** Deflated where that pays: photos are small already. @returns the part's length. */
  part(part: ArchivePart, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** Says that it is whole, and makes it durable. @returns the archive's length. */
  end(): Promise<number>;
}

/** Writes an archive to an empty file, piece by piece. */
export async function openArchiveWriter(file: FileHandle, header: ArchiveHeader): Promise<ArchiveWriter> {
  const whole = createHash('sha256');
  let length = 0;
  let parts = 0;

  async function write(bytes: Uint8Array): Promise<void> {
    whole.update(bytes);
    await file.writeFile(bytes);
    length += bytes.byteLength;
  }
  async function frame(kind: FrameKind, content: Uint8Array | object): Promise<void> {
    const payload = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    const head = Buffer.alloc(frameHeadBytes);
    head.write(kind, 'latin1');
    head.writeUInt32BE(payload.byteLength, 1);
    await write(Buffer.concat([head, payload]));
  }

  await write(firstLine);
  await frame('H', header);
  return {
    part: async (part, chunks) => {
      await frame('P', part);
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const piece of pieces(chunks, hash)) {
        bytes += piece.byteLength;
        if (part.kind === 'table') await frame('C', await deflate(piece));
        else await frame('D', piece);
      }
      await frame('E', { bytes, sha256: hash.digest('hex') });
      parts += 1;
      return bytes;
    },
    end: async () => {
      await frame('Z', { parts, sha256: whole.copy().digest('hex') });
      await file.sync();
      return length;
    },
  };
}

/** PostgreSQL gives a chunk for every row; a frame for each would be more frame than row. */
async function* pieces(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    for (let at = 0; at < chunk.byteLength; at += pieceBytes) {
      const piece = chunk.subarray(at, at + pieceBytes);
      waiting.push(piece);
      bytes += piece.byteLength;
      if (bytes < pieceBytes) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      bytes = 0;
    }
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
