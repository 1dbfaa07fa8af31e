/** What a logo's bytes say it is, whatever its name says. */
export type LogoFinding =
  | {
      readonly kind: 'logo';
      readonly mime: 'image/png' | 'image/jpeg';
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'fault'; readonly fault: 'tooLarge' | 'tooManyPixels' | 'notAPicture' };

export const maxLogoBytes = 128 * 1024;
const maxSide = 2000;

/** A PNG (not interlaced: the report's library cannot draw those) or a JPEG, small enough for every report to carry it. */
export function inspectLogo(bytes: Uint8Array): LogoFinding {
  if (bytes.length > maxLogoBytes) return fault('tooLarge');
  const size = pngSize(bytes) ?? jpegSize(bytes);
  if (size === null || size.width === 0 || size.height === 0) return fault('notAPicture');
  if (size.width > maxSide || size.height > maxSide) return fault('tooManyPixels');
  return { kind: 'logo', ...size };
}

function fault(what: Extract<LogoFinding, { kind: 'fault' }>['fault']): LogoFinding {
  return { kind: 'fault', fault: what };
}

interface Size<M> {
  readonly mime: M;
  readonly width: number;
  readonly height: number;
}

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

function pngSize(bytes: Uint8Array): Size<'image/png'> | null {
  if (!pngStart.every((byte, at) => bytes[at] === byte) || bytes.length < 57) return null;
  const [depth, isInterlaced] = [bytes[24], bytes[28] !== 0];
  if (depth !== 8 || isInterlaced) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { mime: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** Walks the segments to the frame header, which has the size. */
function jpegSize(bytes: Uint8Array): Size<'image/jpeg'> | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { mime: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}
