import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  ArchiveRefused,
  damagedAt,
  type FrameKind,
  firstLine,
  formatName,
  frameHeadBytes,
  frameKinds,
  frameLimit,
  truncatedAt,
} from './archive-format.ts';

export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Buffer;
  /** Where it begins in the file. */
  readonly at: number;
  /** Of every byte before it. */
  readonly before: Hash;
}

/** The frames of an archive in order; of the file no more is in memory than one of them. @throws ArchiveRefused */
export async function* readFrames(file: string): AsyncGenerator<Frame> {
  const source = bytesOf(file);
  const whole = createHash('sha256');
  let at = 0;
  try {
    const first = await source.take(firstLine.length);
    if (!first.equals(firstLine)) throw notOurs(first);
    whole.update(first);
    at = first.length;
    for (;;) {
      const head = await source.take(frameHeadBytes);
      // Whether that was the place to end is for the reader to say: only it knows the last frame.
      if (head.length === 0) return;
      if (head.length < frameHeadBytes) throw truncatedAt(at + head.length);
      const length = head.readUInt32BE(1);
      const kind = frameKinds.find((each) => each === String.fromCharCode(head[0] ?? 0));
      if (kind === undefined || length > frameLimit) throw damagedAt(at, 'there is no frame of an archive there.');
      const payload = await source.take(length);
      if (payload.length < length) throw truncatedAt(at + frameHeadBytes + payload.length);
      yield { kind, payload, at, before: whole.copy() };
      whole.update(head).update(payload);
      at += frameHeadBytes + length;
    }
  } finally {
    await source.close();
  }
}

function notOurs(first: Buffer): ArchiveRefused {
  if (first.length === 0) return truncatedAt(0);
  const version = new RegExp(`^${formatName}(\\d+)\\n?$`).exec(first.toString('latin1'))?.[1];
  if (version !== undefined && first.length === firstLine.length) {
    return new ArchiveRefused(
      `The archive is of format ${version}, which a newer Tilik makes. Nothing was restored from it. Install that version, then restore.`,
    );
  }
  if (firstLine.subarray(0, first.length).equals(first)) return truncatedAt(first.length);
  return new ArchiveRefused('The file is not an archive of Tilik, or its beginning is damaged. Nothing was restored.');
}

interface ByteSource {
  /** So many bytes, or fewer where the file ends. */
  take(count: number): Promise<Buffer>;
  close(): Promise<void>;
}

function bytesOf(file: string): ByteSource {
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  const chunks = stream[Symbol.asyncIterator]();
  let kept: Buffer[] = [];
  let length = 0;
  return {
    take: async (count) => {
      while (length < count) {
        const next = await chunks.next();
        if (next.done) break;
        kept.push(next.value);
        length += next.value.length;
      }
      const all = kept.length === 1 && kept[0] !== undefined ? kept[0] : Buffer.concat(kept);
      const taken = all.subarray(0, count);
      kept = [all.subarray(taken.length)];
      length -= taken.length;
      return taken;
    },
    close: async () => {
      await chunks.return?.();
      stream.destroy();
    },
  };
}
