/** What is kept of a photo: a JPEG drawn anew, so nothing of the original file (place, device, owner) remains in it. */
export interface PreparedPhoto {
  readonly bytes: ArrayBuffer;
  readonly mime: 'image/jpeg';
  readonly width: number;
  readonly height: number;
  /** Lower-case hex of the bytes. */
  readonly sha256: string;
}

/** Enough to read a wall poster, about 300 kB. */
const longEdgePx = 1600;
const jpegQuality = 0.8;

/** Never enlarges; keeps the proportions to the nearest pixel. */
export function fitWithin(
  width: number,
  height: number,
  longEdge: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longEdge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Rejects with the browser's own error when the file is no picture it can read. */
export async function preparePhoto(source: Blob | ImageBitmap): Promise<PreparedPhoto> {
  // The orientation written in a file's EXIF is applied to the pixels before the EXIF is left behind.
  const picture =
    source instanceof ImageBitmap ? source : await createImageBitmap(source, { imageOrientation: 'from-image' });
  const size = fitWithin(picture.width, picture.height, longEdgePx);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2D canvas');
  // JPEG has no transparency: a transparent PNG would turn black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: jpegQuality });
  const bytes = await blob.arrayBuffer();
  return { bytes, mime: 'image/jpeg', ...size, sha256: await sha256Hex(bytes) };
}
