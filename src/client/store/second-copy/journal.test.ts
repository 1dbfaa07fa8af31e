import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Instant, Sha256, VisitId } from '#domain/ids.ts';
import { MemoryFiles, openJournal } from '#testing/memory-journal.ts';
import { frameOf, readFrames } from './frames.ts';
import type { Journal } from './journal.ts';
import { keyOf, type NewRecord, photoKey } from './journal-record.ts';

const visit = VisitId.parse('0b3b2a50-7d8f-4f5e-9d52-0b1a1e6f0001');
const hashOf = (n: number): Sha256 => Sha256.parse(n.toString(16).padStart(64, '0'));

function aPhotoRecord(n: number, bytes = 64): NewRecord {
  const row = {
    visit,
    sha256: hashOf(n),
    bytes,
    mime: 'image/jpeg',
    chunks: 1,
    keptAt: Instant.parse('2026-03-03T03:00:00.000Z'),
    isSent: 0,
    uploadUrl: null,
  } as const;
  return { record: { kind: 'photo', row }, binary: new Uint8Array(bytes).fill(n).buffer };
}

const keyed = (n: number): string => photoKey(visit, hashOf(n));
const unsentOf = (journal: Journal): readonly string[] => journal.state.unsent.map(({ key }) => key).sort();
const keysIn = async (journal: Journal): Promise<readonly (string | null)[]> =>
  (await journal.read()).map(({ record }) => keyOf(record)).sort();

test('what was appended is there after the page died', async () => {
  const files = new MemoryFiles();
  (await openJournal(files)).append([aPhotoRecord(1), aPhotoRecord(2)]);
  files.letGo();
  const again = await openJournal(files);
  expect(unsentOf(again)).toEqual([keyed(1), keyed(2)]);
  const [first] = await again.read();
  expect(first?.binary).toEqual(new Uint8Array(64).fill(1));
});

test('a write torn at any byte loses nothing before it and nothing after it', async () => {
  const whole = frameOf(JSON.stringify(aPhotoRecord(2).record), new Uint8Array(64).fill(2)).length;
  for (let torn = 0; torn < whole; torn++) {
    const files = new MemoryFiles();
    const first = await openJournal(files);
    first.append([aPhotoRecord(1)]);
    files.tearsAfter = torn;
    expect(() => first.append([aPhotoRecord(2)])).toThrow('killed');
    files.letGo();
    // The second life writes behind the torn frame; the third reads both. LevelDB loses everything here.
    (await openJournal(files)).append([aPhotoRecord(3)]);
    files.letGo();
    const third = await openJournal(files);
    expect(unsentOf(third), `torn after ${torn} bytes`).toEqual([keyed(1), keyed(3)]);
    expect(third.state.damagedBytes).toBe(0);
  }
});

test('any damage costs the frames it hits and is told', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { minLength: 1, maxLength: 6 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (texts, place, flip) => {
        const frames = texts.map((text) => frameOf(JSON.stringify(text)));
        const bytes = new Uint8Array(Buffer.concat(frames));
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const read = readFrames(bytes);
        expect(read.frames.length).toBe(texts.length - 1);
        expect(read.end + (read.damagedBytes === 0 ? (frames.at(-1)?.length ?? 0) : 0)).toBe(bytes.length);
      },
    ),
  );
});

test('sent photos go, and the file shrinks when much of it is not needed any more', async () => {
  const files = new MemoryFiles();
  const journal = await openJournal(files);
  const large = 1024 * 1024;
  for (let n = 1; n <= 7; n++) journal.append([aPhotoRecord(n, large)]);
  await journal.markSent([1, 2, 3, 4, 5].map(keyed));
  expect(unsentOf(journal)).toEqual([keyed(6), keyed(7)]);
  const size = [...files.contents.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  expect(size).toBeLessThan(2.1 * large);
  files.letGo();
  expect(unsentOf(await openJournal(files))).toEqual([keyed(6), keyed(7)]);
});

test('what must be forgotten leaves no byte behind', async () => {
  const files = new MemoryFiles();
  const journal = await openJournal(files);
  journal.append([aPhotoRecord(77, 5000), aPhotoRecord(2)]);
  await journal.forget([keyed(77)]);
  const left = [...files.contents.values()].some((bytes) => bytes.includes(77) && bytes.length > 5000);
  expect(left).toBe(false);
  expect(await keysIn(journal)).toEqual([keyed(2)]);
});

test('two tabs write files of their own, and the next page gathers both', async () => {
  const files = new MemoryFiles();
  const [one, two] = [await openJournal(files), await openJournal(files)];
  one.append([aPhotoRecord(1)]);
  two.append([aPhotoRecord(2)]);
  await one.markSent([keyed(1)]);
  expect(files.contents.size).toBe(2);
  files.letGo();
  const next = await openJournal(files);
  expect(await keysIn(next)).toEqual([keyed(2)]);
  expect(files.contents.size).toBe(1);
});
