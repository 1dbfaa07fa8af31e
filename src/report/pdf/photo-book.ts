import type { Sha256 } from '#domain/ids.ts';
import type { EvidenceRow } from '../visit-report.ts';
import type { Words } from '../words/words.ts';
import type { Content } from './pdf-content.ts';
import { boxed, muted, small, tint } from './style.ts';

/** What became of a photo: its picture, or why there is none. */
export type Photo = { readonly kind: 'picture'; readonly dataUrl: string } | { readonly kind: 'not-here' | 'damaged' };

export interface PhotoBook {
  readonly photos: ReadonlyMap<Sha256, Photo>;
  readonly words: Words;
}

/** pdfmake embeds a picture once, however often its name is used. */
export function pictures({ photos }: PhotoBook): Record<string, string> {
  return Object.fromEntries(
    [...photos].flatMap(([sha256, photo]) => (photo.kind === 'picture' ? [[sha256, photo.dataUrl] as const] : [])),
  );
}

export function photoCell(book: PhotoBook, row: EvidenceRow, fit: [number, number]): Content {
  return {
    stack: [picture(book, row, fit), { text: caption(row), fontSize: 7.5, color: muted, margin: [0, 2, 0, 0] }],
  };
}

function caption({ number, caption: text }: EvidenceRow): string {
  return text === null ? number : `${number} · ${text}`;
}

export function picture({ photos, words }: PhotoBook, row: EvidenceRow, fit: [number, number]): Content {
  const photo = photos.get(row.sha256);
  if (photo?.kind === 'picture') return { image: row.sha256, fit };
  const why = photo?.kind === 'damaged' ? words.photoDamaged : words.photoNotHere;
  return {
    table: {
      widths: [fit[0] - 26],
      body: [[{ ...small(why, { alignment: 'center', fontSize: 7.5 }), fillColor: tint }]],
    },
    layout: boxed,
  };
}
