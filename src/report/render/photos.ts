import { sha256Hex } from '#domain/canonical.ts';
import type { Sha256 } from '#domain/ids.ts';
import type { Photo } from '../pdf/photo-book.ts';
import type { VisitReport } from '../visit-report.ts';
import type { PhotoSource } from './rendered-report.ts';

/**
 * Fetches every photo that is still evidence, one after the other (a tablet holds a hundred of them badly), and takes only
 * what is what its hash says.
 */
export async function loadPhotos(report: VisitReport, photos: PhotoSource): Promise<ReadonlyMap<Sha256, Photo>> {
  const loaded = new Map<Sha256, Photo>();
  for (const { sha256, withdrawn } of report.evidence) {
    if (withdrawn !== null || loaded.has(sha256)) continue;
    loaded.set(sha256, await loadPhoto(sha256, photos));
  }
  return loaded;
}

async function loadPhoto(sha256: Sha256, photos: PhotoSource): Promise<Photo> {
  const found = await photos(sha256);
  if (found === null) return { kind: 'not-here' };
  const bytes = new Uint8Array(found);
  const isIntact = (await sha256Hex(bytes)) === String(sha256) && isJpeg(bytes);
  return isIntact ? { kind: 'picture', dataUrl: `data:image/jpeg;base64,${base64(bytes)}` } : { kind: 'damaged' };
}

/** A picture the PDF cannot hold would cost the whole report, so its frame header is looked for first. */
function isJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (isFrameHeader(marker)) return true;
    if (marker === 0xff) at += 1;
    else at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
  }
  return false;
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function base64(bytes: Uint8Array): string {
  const chunk = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunk) binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
}
