import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { SeededRandom } from '#server/demo/seeded-random.ts';
import type { Framing, HostileRequest } from './hostile-request.ts';

const megabyte = 1024 * 1024;

/** Small on the wire, many megabytes when unpacked. */
const bombs = {
  gzip: gzipSync(Buffer.alloc(32 * megabyte, 0x20)),
  'gzip, gzip': gzipSync(gzipSync(Buffer.alloc(32 * megabyte, 0x5b))),
  br: brotliCompressSync(Buffer.alloc(32 * megabyte, 0x5b)),
  zstd: zstdCompressSync(Buffer.alloc(32 * megabyte, 0x20)),
} as const;
const encodings = ['gzip', 'gzip, gzip', 'br', 'zstd'] as const;

export function hostileBytes(random: SeededRandom): Buffer {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2]);
  switch (random.between(0, 5)) {
    case 0:
      return Buffer.alloc(0);
    case 1:
      return Buffer.concat([jpeg, Buffer.from(random.bytes(random.between(0, 40)))]);
    case 2:
      return Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    case 3:
      return Buffer.alloc(random.pick([1_000, 100_000]), 0x41);
    default:
      return Buffer.from(random.bytes(random.between(1, 200)));
  }
}

const slow: readonly Framing[] = ['announcesMore', 'chunksStop', 'drips'];
const quick: readonly Framing[] = ['announcesLess', 'badLength', 'twoLengths', 'lengthAndChunks', 'badChunk', 'leaves'];

/** The same request with its bytes made wrong: cut off, no text, compressed, too many, or framed wrongly. */
export function bodyFraming(plain: HostileRequest, random: SeededRandom): HostileRequest {
  const chance = random.next();
  if (chance < 0.08) return { ...plain, framing: random.pick(slow) };
  if (chance < 0.3) return { ...plain, framing: random.pick(quick) };
  if (chance < 0.45) return compressed(plain, random);
  const bytes = brokenBytes(plain, random);
  return { ...plain, body: { kind: 'bytes', bytes }, framing: random.next() < 0.2 ? 'chunked' : 'whole' };
}

function compressed(plain: HostileRequest, random: SeededRandom): HostileRequest {
  const encoding = random.pick(encodings);
  const whole = random.next() < 0.4 ? gzipSync(textOf(plain)) : bombs[encoding];
  const bytes = random.next() < 0.2 ? whole.subarray(0, whole.length >> 1) : whole;
  return { ...plain, headers: [...plain.headers, ['content-encoding', encoding]], body: { kind: 'bytes', bytes } };
}

function textOf({ body }: HostileRequest): string {
  return body.kind === 'text' ? body.text : '{}';
}

function brokenBytes(plain: HostileRequest, random: SeededRandom): Buffer {
  const text = textOf(plain);
  switch (random.between(0, 9)) {
    case 0:
      return Buffer.from(text.slice(0, random.between(0, text.length)));
    case 1:
      return Buffer.concat([Buffer.from(text), Buffer.from(random.bytes(3))]);
    case 2:
      return Buffer.from(text, 'utf16le');
    case 3:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    case 4:
      return Buffer.from('['.repeat(random.pick([65, 10_000, 60_000])));
    case 5:
      return Buffer.from(`{"a":${'{"a":'.repeat(random.pick([64, 5_000]))}`);
    case 6:
      return Buffer.from(
        random.pick([
          '{"a":1,"a":2}',
          '{"n":1e999999}',
          `[${'9'.repeat(5_000)}]`,
          '"\\ud800"',
          '{"a":\u00a01}',
          'nul',
          '-',
          '"',
        ]),
      );
    case 7:
      return Buffer.alloc(random.pick([64 * 1024, 64 * 1024 + 1, 256 * 1024 + 1, 2 * megabyte]), 0x20);
    case 8:
      return Buffer.concat([
        Buffer.from('{"a":"'),
        Buffer.from([0xc0, 0x80, 0xff, 0xed, 0xa0, 0x80]),
        Buffer.from('"}'),
      ]);
    default:
      return Buffer.from(random.bytes(random.between(0, 300)));
  }
}
