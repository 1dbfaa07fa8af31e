import { fromHex } from '#domain/canonical.ts';
import { type BackupRecord, decodeRecord } from './contents.ts';
import { frameKey } from './frame-key.ts';
import { decodeHead, type FrameHead, frameHeadBytes, frameMark, openFrame } from './frames.ts';
import type { FoundHeader } from './header.ts';
import type { BackupSource } from './source.ts';

/** Places that look like a frame and are none. More of them than damage makes, and somebody wants the server to be busy. */
const falseStarts = 1000;
const windowBytes = 64 * 1024;

export interface OpenedFrame {
  readonly index: number;
  readonly isLast: boolean;
  /** Null: the frame is whole, but nothing that this version understands. */
  readonly record: BackupRecord | null;
}

/** The frames that are whole, in order. Behind a damaged one the next is looked for. */
export async function* openFrames(
  source: BackupSource,
  found: FoundHeader & { readonly kind: 'found' },
  privateKey: CryptoKey,
): AsyncGenerator<OpenedFrame> {
  const { header, hash, framesAt } = found;
  const context = { salt: fromHex(header.salt), key: header.key };
  const opening = await frameKey(privateKey, header.ephemeral, context, 'decrypt');
  let newest = -1;
  let failures = 0;
  let at: number | null = framesAt;
  while (at !== null && failures < falseStarts) {
    const head = decodeHead(await source.read(at, frameHeadBytes));
    if (head !== null && canFollow(head, newest, header.counts.frames)) {
      const sealed = await source.read(at + frameHeadBytes, head.length);
      const plain = await openFrame(opening, hash, head, sealed);
      if (plain !== null) {
        const { index, isLast, length } = head;
        yield { index, isLast, record: decodeRecord(plain) };
        if (isLast) return;
        newest = index;
        at += frameHeadBytes + length;
        continue;
      }
      failures += 1;
    }
    at = await nextMark(source, at + 1);
  }
}

function canFollow({ index, isLast }: FrameHead, newest: number, frames: number): boolean {
  return index > newest && index < frames && isLast === (index === frames - 1);
}

async function nextMark(source: BackupSource, from: number): Promise<number | null> {
  for (let at = from; at + frameHeadBytes <= source.bytes; at += windowBytes - frameMark.length + 1) {
    const found = indexOfMark(await source.read(at, windowBytes));
    if (found !== -1) return at + found;
  }
  return null;
}

function indexOfMark(bytes: Uint8Array<ArrayBuffer>): number {
  const [first = 0] = frameMark;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (frameMark.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}
