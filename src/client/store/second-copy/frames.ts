/*
 * The journal's file: frames one after another, each with its lengths and a checksum. A kill in the middle of a write leaves a
 * torn frame at the end; whatever is read here is whole or is counted as damaged.
 */
const magic = 0x544c4b31;
const headBytes = 16;

export interface Frame {
  readonly json: string;
  readonly binary: Uint8Array;
  /** Where the frame begins, and where the next one does. */
  readonly at: number;
  readonly end: number;
}

export interface ReadFrames {
  readonly frames: readonly Frame[];
  /** The end of the last whole frame: what is written next begins here, never behind a torn one. */
  readonly end: number;
  /** Bytes before that end which belong to no whole frame. */
  readonly damagedBytes: number;
}

export function frameOf(json: string, binary: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(json);
  const frame = new Uint8Array(headBytes + text.length + binary.length);
  frame.set(text, headBytes);
  frame.set(binary, headBytes + text.length);
  const head = new DataView(frame.buffer);
  head.setUint32(0, magic);
  head.setUint32(4, text.length);
  head.setUint32(8, binary.length);
  head.setUint32(12, checksumOf(frame.subarray(headBytes)));
  return frame;
}

export function readFrames(bytes: Uint8Array): ReadFrames {
  const frames: Frame[] = [];
  let end = 0;
  let damagedBytes = 0;
  for (let at = 0; at + headBytes <= bytes.length; ) {
    const frame = frameAt(bytes, at);
    if (frame === null) {
      at = nextMagic(bytes, at + 1);
      continue;
    }
    damagedBytes += frame.at - end;
    frames.push(frame);
    end = frame.end;
    at = frame.end;
  }
  return { frames, end, damagedBytes };
}

function frameAt(bytes: Uint8Array, at: number): Frame | null {
  const head = new DataView(bytes.buffer, bytes.byteOffset + at, headBytes);
  if (head.getUint32(0) !== magic) return null;
  const [textLength, binaryLength] = [head.getUint32(4), head.getUint32(8)];
  const from = at + headBytes;
  const end = from + textLength + binaryLength;
  if (end > bytes.length || checksumOf(bytes.subarray(from, end)) !== head.getUint32(12)) return null;
  return {
    json: new TextDecoder().decode(bytes.subarray(from, from + textLength)),
    binary: bytes.subarray(from + textLength, end),
    at,
    end,
  };
}

function nextMagic(bytes: Uint8Array, from: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + headBytes <= bytes.length; at++) if (view.getUint32(at) === magic) return at;
  return bytes.length;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32. */
function checksumOf(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}
