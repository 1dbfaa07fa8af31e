import { beforeAll, describe, expect, test } from 'vitest';
import { aBackupKey, aboutBackup, sealedFile, someBatches, somePhoto } from '#testing/sealed-backup.ts';
import { frameHeadBytes, frameMark } from './frames.ts';
import { backupLimits, findHeader } from './header.ts';
import { type OpenedFrame, openFrames } from './open-backup.ts';
import { bytesSource } from './source.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const { key, privateKey } = await aBackupKey();
const about = aboutBackup();
let file: Bytes;
/** Where each frame begins. */
const starts: number[] = [];
let headerEnd = 0;

beforeAll(async () => {
  const batches = await someBatches(3, about);
  const visit = batches[0]?.changes[0]?.content.visit;
  if (visit === undefined) throw new Error('A batch has a change.');
  // One that needs two frames, one that needs one.
  const photos = [await somePhoto(1_300_000, visit), await somePhoto(2000, visit)];
  file = await sealedFile(key, about, { batches, photos, submits: [{ visit, pressedAt: about.madeAt }] });
  const found = await findHeader(bytesSource(file));
  if (found.kind !== 'found') throw new Error('The header is there.');
  headerEnd = found.framesAt;
  for (let at = headerEnd; isMark(file, at); at += frameHeadBytes + new DataView(file.buffer).getUint32(at + 9))
    starts.push(at);
});

function isMark(bytes: Bytes, at: number): boolean {
  return frameMark.every((byte, offset) => bytes[at + offset] === byte);
}

async function framesOf(bytes: Bytes, by: CryptoKey = privateKey): Promise<OpenedFrame[] | string> {
  const source = bytesSource(bytes);
  const found = await findHeader(source);
  if (found.kind !== 'found') return found.kind;
  const frames: OpenedFrame[] = [];
  for await (const frame of openFrames(source, found, by)) frames.push(frame);
  return frames;
}

async function indexesOf(bytes: Bytes): Promise<readonly number[] | string> {
  const frames = await framesOf(bytes);
  return typeof frames === 'string' ? frames : frames.map(({ index }) => index);
}

const all = [0, 1, 2, 3, 4, 5, 6, 7];
const flipped = (at: number, bit = 1): Bytes => {
  const copy = file.slice();
  copy[at] = (copy[at] ?? 0) ^ bit;
  return copy;
};

describe('a backup file', () => {
  test('opens with the private key and holds what was put into it', async () => {
    const frames = await framesOf(file);
    if (typeof frames === 'string') throw new Error(frames);
    expect(starts).toHaveLength(8);
    expect(frames.map(({ record }) => record?.kind)).toEqual([
      'manifest',
      'batch',
      'batch',
      'batch',
      'photo',
      'photo',
      'photo',
      'manifest',
    ]);
    const pieces = frames.flatMap(({ record }) => (record?.kind === 'photo' ? [record] : []));
    expect(pieces.map(({ bytes }) => bytes.length)).toEqual([1_048_576, 251_424, 2000]);
    const manifest = frames[0]?.record;
    expect(manifest?.kind === 'manifest' && manifest.manifest.submits).toHaveLength(1);
  });

  test('says in the clear whose it is and how much, and nothing of what was answered', () => {
    const text = new TextDecoder().decode(file);
    expect(text).toContain(key.id);
    expect(text).not.toContain('Catatan');
    expect(text).not.toContain('remark');
  });

  test('does not open with another key', async () => {
    const other = await aBackupKey();
    expect(await framesOf(file, other.privateKey)).toEqual([]);
  });

  test('two of the same contents have no byte pattern in common', async () => {
    const batches = await someBatches(1, about);
    const [a, b] = [
      await sealedFile(key, about, { batches, photos: [], submits: [] }),
      await sealedFile(key, about, { batches, photos: [], submits: [] }),
    ];
    expect(a.length).toBe(b.length);
    expect(a).not.toEqual(b);
  });
});

describe('a file that was cut off', () => {
  test.each([
    ['in the mark', (): number => 3, 'none'],
    ['in the header', (): number => 60, 'none'],
    ['in the hash of the header', (): number => headerEnd - 1, 'none'],
    ['behind the header', (): number => headerEnd, []],
    ['in the head of the first frame', (): number => headerEnd + 5, []],
    ['in the first frame', (): number => (starts[0] ?? 0) + 40, []],
    ['between two frames', (): number => starts[3] ?? 0, [0, 1, 2]],
    ['in a batch', (): number => (starts[3] ?? 0) + 50, [0, 1, 2]],
    ['in a photo', (): number => (starts[5] ?? 0) + 100_000, [0, 1, 2, 3, 4]],
    ['one byte before the end of a frame', (): number => (starts[4] ?? 0) - 1, [0, 1, 2]],
    ['in the last frame', (): number => (starts[7] ?? 0) + 20, [0, 1, 2, 3, 4, 5, 6]],
    ['in the second header', (): number => file.length - 30, all],
    ['of its last byte', (): number => file.length - 1, all],
  ] as const)('%s gives what is whole', async (_, at, expected) => {
    expect(await indexesOf(file.slice(0, at()))).toEqual(expected);
  });
});

describe('a file in which a byte was changed', () => {
  test.each([
    ['the mark at the beginning', (): number => 0, all],
    ['the length of the header', (): number => 9, all],
    ['the header', (): number => 40, all],
    ['the hash of the header', (): number => headerEnd - 5, all],
    ['the mark of a frame', (): number => starts[2] ?? 0, [0, 1, 3, 4, 5, 6, 7]],
    ['the flag of a frame', (): number => (starts[2] ?? 0) + 4, [0, 1, 3, 4, 5, 6, 7]],
    ['the number of a frame', (): number => (starts[2] ?? 0) + 8, [0, 1, 3, 4, 5, 6, 7]],
    ['the length of a frame', (): number => (starts[2] ?? 0) + 12, [0, 1, 3, 4, 5, 6, 7]],
    ['what a frame holds', (): number => (starts[4] ?? 0) + 500_000, [0, 1, 2, 3, 5, 6, 7]],
    ['the tag of a frame', (): number => (starts[5] ?? 0) - 1, [0, 1, 2, 3, 5, 6, 7]],
    ['the first frame', (): number => (starts[0] ?? 0) + 30, [1, 2, 3, 4, 5, 6, 7]],
    ['the last frame', (): number => (starts[7] ?? 0) + 30, [0, 1, 2, 3, 4, 5, 6]],
    ['the header at the end', (): number => file.length - 60, all],
    ['the very last byte', (): number => file.length - 1, all],
  ] as const)('in %s loses that frame alone', async (_, at, expected) => {
    expect(await indexesOf(flipped(at()))).toEqual(expected);
  });

  test('any single byte outside of the photos costs one frame at most', async () => {
    const small = await sealedFile(key, about, { batches: await someBatches(2, about), photos: [], submits: [] });
    const step = 7;
    for (let at = 0; at < small.length; at += step) {
      const copy = small.slice();
      copy[at] = (copy[at] ?? 0) ^ 0x80;
      const left = await indexesOf(copy);
      expect(left.length, `byte ${at}`).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('a file that someone put together', () => {
  test('of frames in another order opens none twice and none out of turn', async () => {
    const [second = 0, third = 0, fourth = 0] = [starts[1], starts[2], starts[3]];
    const swapped = new Uint8Array([
      ...file.subarray(0, second),
      ...file.subarray(third, fourth),
      ...file.subarray(second, third),
      ...file.subarray(second, third),
      ...file.subarray(fourth),
    ]);
    expect(await indexesOf(swapped)).toEqual([0, 2, 3, 4, 5, 6, 7]);
  });

  test('with the frames of another file opens none of those', async () => {
    const other = await sealedFile(key, about, { batches: await someBatches(1, about), photos: [], submits: [] });
    const mixed = new Uint8Array([...file.subarray(0, headerEnd), ...other]);
    expect(await indexesOf(mixed)).toEqual([]);
  });

  test('with a header longer than any is not one', async () => {
    const copy = file.slice();
    new DataView(copy.buffer).setUint32(8, backupLimits.headerBytes + 1);
    expect(await indexesOf(copy.slice(0, 100_000))).toBe('none');
  });

  test('full of frame marks is given up after a thousand of them', async () => {
    const fakes = new Uint8Array(200 * 1024);
    for (let at = 0; at + frameHeadBytes < fakes.length; at += frameHeadBytes) {
      fakes.set(frameMark, at);
      const view = new DataView(fakes.buffer);
      view.setUint32(at + 5, 1);
      view.setUint32(at + 9, 100);
    }
    const mixed = new Uint8Array([...file.subarray(0, headerEnd), ...fakes, ...file.subarray(headerEnd)]);
    expect(await indexesOf(mixed)).toEqual([]);
  });

  test('of a newer version says so', async () => {
    const text = new TextDecoder('latin1')
      .decode(file.subarray(0, headerEnd - 32))
      .slice(12)
      .replace('"version":1', '"version":2');
    const json = new TextEncoder().encode(text);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', json));
    const newer = new Uint8Array([...file.subarray(0, 12), ...json, ...hash]);
    expect(await findHeader(bytesSource(newer))).toMatchObject({ kind: 'newer', version: 2 });
  });

  test.each([0, 1, 4, 12, 300])('of %i other bytes is none', async (length) => {
    expect(await indexesOf(new Uint8Array(length).fill(84))).toBe('none');
  });
});
