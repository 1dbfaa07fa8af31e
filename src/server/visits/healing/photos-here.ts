import type { OrganisationId, Sha256, VisitId } from '#domain/ids.ts';
import type { BlobStore } from '../../blobs/blob-store.ts';
import type { ReturnedPhoto } from '../../db/healing.ts';
import type { SegmentLine } from './check-segment.ts';

export interface ReturnedPhotos {
  readonly here: ReadonlySet<Sha256>;
  /** The arrivals among the lines. */
  of(lines: readonly SegmentLine[]): readonly ReturnedPhoto[];
}

/** Which of the photos that the lines say had arrived the store still has. */
export async function photosHere(
  blobs: BlobStore,
  { organisation, visit }: { readonly organisation: OrganisationId; readonly visit: VisitId },
  lines: readonly SegmentLine[],
): Promise<ReturnedPhotos> {
  const here = new Set<Sha256>();
  for (const { known } of lines) {
    if (known?.kind !== 'evidence') continue;
    const { sha256, bytes, from = visit } = known;
    if ((await blobs.read({ organisation, visit: from, sha256 }))?.bytes === bytes) here.add(sha256);
  }
  return {
    here,
    of: (some) =>
      some.flatMap(({ known }) => {
        // A photo that came with another visit lies with that one.
        if (known?.kind !== 'evidence' || known.from !== undefined) return [];
        const { sha256, bytes, receivedAt } = known;
        return [{ sha256, bytes, receivedAt: new Date(receivedAt), isHere: here.has(sha256) }];
      }),
  };
}
