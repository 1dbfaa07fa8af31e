import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type * as z from 'zod/mini';
import {
  ArchiveEnd,
  ArchiveHeader,
  ArchivePart,
  damagedAt,
  PartEnd,
  pieceBytes,
  truncatedAt,
} from './archive-format.ts';
import { type Frame, readFrames } from './frame-reader.ts';

const inflate = promisify(inflateRaw);

export interface ArchiveVisitor {
  header(header: ArchiveHeader): Promise<void>;
  /** Whatever it leaves unread is read and checked all the same. The chunks end with an error where the part is damaged. */
  part(part: ArchivePart, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Reads an archive once, from its first byte to its last. Resolved means that every hash in it was right. @throws ArchiveRefused */
export async function readArchive(file: string, visitor: ArchiveVisitor): Promise<void> {
  const frames = readFrames(file);
  let end = 0;
  const next = async (): Promise<Frame> => {
    const { value, done } = await frames.next();
    if (done) throw truncatedAt(end);
    end = value.at + value.payload.length;
    return value;
  };
  try {
    const first = await next();
    if (first.kind !== 'H') throw damagedAt(first.at, 'it does not begin with what it is.');
    await visitor.header(parsed(ArchiveHeader, first));
    for (let parts = 0; ; parts += 1) {
      const frame = await next();
      if (frame.kind === 'Z') {
        checkEnd(frame, parts);
        const behind = await frames.next();
        if (!behind.done) throw damagedAt(behind.value.at, 'something follows its end.');
        return;
      }
      if (frame.kind !== 'P') throw damagedAt(frame.at, 'a part should begin there.');
      const chunks = chunksOf(next);
      await visitor.part(parsed(ArchivePart, frame), chunks);
      for await (const _ of chunks);
    }
  } finally {
    await frames.return(undefined);
  }
}

/** Only checks. */
export async function checkArchive(file: string): Promise<ArchiveHeader> {
  const seen: ArchiveHeader[] = [];
  await readArchive(file, { header: async (header) => void seen.push(header), part: async () => {} });
  const [header] = seen;
  if (header === undefined) throw new Error('An archive without a header was taken for whole.');
  return header;
}

/** Can be left and taken up again, which a generator in a loop cannot. */
function chunksOf(next: () => Promise<Frame>): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  let isOver = false;
  const step = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    if (isOver) return { done: true, value: undefined };
    const frame = await next();
    if (frame.kind === 'E') {
      isOver = true;
      const said = parsed(PartEnd, frame);
      if (said.bytes !== bytes || `${said.sha256}` !== hash.digest('hex'))
        throw damagedAt(frame.at, 'the part before it is not as it was written.');
      return { done: true, value: undefined };
    }
    const piece = frame.kind === 'C' ? await inflated(frame) : frame.payload;
    if (frame.kind !== 'C' && frame.kind !== 'D') throw damagedAt(frame.at, 'a part has no end.');
    hash.update(piece);
    bytes += piece.byteLength;
    return { done: false, value: piece };
  };
  return { [Symbol.asyncIterator]: () => ({ next: step }) };
}

async function inflated({ payload, at }: Frame): Promise<Uint8Array> {
  try {
    return await inflate(payload, { maxOutputLength: 2 * pieceBytes });
  } catch {
    throw damagedAt(at, 'it cannot be unpacked.');
  }
}

function checkEnd(frame: Frame, parts: number): void {
  const said = parsed(ArchiveEnd, frame);
  if (said.parts !== parts || `${said.sha256}` !== frame.before.digest('hex'))
    throw damagedAt(frame.at, 'the whole is not as it was written.');
}

function parsed<T>(schema: { safeParse(value: unknown): z.core.util.SafeParseResult<T> }, frame: Frame): T {
  let value: unknown;
  try {
    value = JSON.parse(frame.payload.toString('utf8'));
  } catch {
    throw damagedAt(frame.at, 'it cannot be read.');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw damagedAt(frame.at, 'it does not say what it should.');
  return result.data;
}
