import { backupLimits } from './header.ts';

/*
 * A frame: mark, flag (1: the last), number, length, and then the sealed bytes. Each opens by itself, so that damage to one costs
 * that one. Its number is its nonce and, with flag, length and the header's hash, what it is bound to.
 */
export interface FrameHead {
  readonly isLast: boolean;
  readonly index: number;
  /** Of the sealed bytes. */
  readonly length: number;
}

export const frameHeadBytes = 13;
export const frameMark: Uint8Array = new TextEncoder().encode('TLKF');
const tagBytes = 16;

export async function sealFrame(
  key: CryptoKey,
  headerHash: Uint8Array<ArrayBuffer>,
  { isLast, index }: Pick<FrameHead, 'isLast' | 'index'>,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const head = { isLast, index, length: plain.length + tagBytes };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(paramsOf(headerHash, head), key, plain));
  const frame = new Uint8Array(frameHeadBytes + sealed.length);
  frame.set(encodeHead(head));
  frame.set(sealed, frameHeadBytes);
  return frame;
}

/** Null when the bytes are not what was sealed. */
export async function openFrame(
  key: CryptoKey,
  headerHash: Uint8Array<ArrayBuffer>,
  head: FrameHead,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(paramsOf(headerHash, head), key, sealed));
  } catch {
    return null;
  }
}

/** Null where no frame can begin. */
export function decodeHead(bytes: Uint8Array<ArrayBuffer>): FrameHead | null {
  if (bytes.length < frameHeadBytes || frameMark.some((byte, at) => bytes[at] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, frameHeadBytes);
  const [flag, index, length] = [view.getUint8(4), view.getUint32(5), view.getUint32(9)];
  if (flag > 1 || index >= backupLimits.frames) return null;
  if (length <= tagBytes || length > backupLimits.frameBytes + tagBytes) return null;
  return { isLast: flag === 1, index, length };
}

function encodeHead({ isLast, index, length }: FrameHead): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(frameHeadBytes);
  head.set(frameMark);
  const view = new DataView(head.buffer);
  view.setUint8(4, isLast ? 1 : 0);
  view.setUint32(5, index);
  view.setUint32(9, length);
  return head;
}

/** The key serves one file, so a counter never comes twice under it. */
function paramsOf(headerHash: Uint8Array<ArrayBuffer>, head: FrameHead) {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, head.index);
  const bound = encodeHead(head).subarray(frameMark.length);
  const additionalData = new Uint8Array(headerHash.length + bound.length);
  additionalData.set(headerHash);
  additionalData.set(bound, headerHash.length);
  return { name: 'AES-GCM', iv, additionalData } as const;
}
