import { readFile } from 'node:fs/promises';
import { sha256Hex } from '#domain/canonical.ts';
import { Sha256 } from '#domain/ids.ts';
import type { DemoPhoto } from './demo-visit.ts';
import { captions, type PhotoName } from './photo-choice.ts';

/** Where a drawing lies; `scripts/draw-demo-photos.mjs` makes them. */
export function photoFile(name: PhotoName): URL {
  return new URL(`./photos/${name}.jpg`, import.meta.url);
}

export async function readDemoPhotos(): Promise<ReadonlyMap<PhotoName, DemoPhoto>> {
  const names = Object.keys(captions) as PhotoName[];
  const photos = await Promise.all(names.map(async (name) => [name, await readPhoto(name)] as const));
  return new Map(photos);
}

async function readPhoto(name: PhotoName): Promise<DemoPhoto> {
  const bytes = new Uint8Array(await readFile(photoFile(name)));
  return { bytes, sha256: Sha256.parse(await sha256Hex(bytes)) };
}
